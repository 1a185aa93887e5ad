"""The mails that carry letters, and the one that says that a letter for a visa is there."""

import re
from dataclasses import replace

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from intersessional import clock
from intersessional.outbox.composing import (
    Attachment,
    CannotBeComposed,
    Mail,
    NoLongerNeeded,
    NotByMail,
)
from intersessional.outbox.models import Message
from registration.delegations.emails import check_acting, delegation_path
from registration.delegations.emails import compose as compose_to_delegation
from registration.delegations.models import Delegation, FocalPoint
from registration.meetings.calendar import calendar_for
from registration.registrations import missing
from registration.registrations.emails import check_state, compose, registration_of
from registration.registrations.models import TravelDocument
from registration.registrations.presentation import closing_of
from registration.registrations.transitions import State

from .facts import UnfitFacts
from .issuing import (
    INVITATION_REFUSALS,
    NameNotLatin,
    NoGlyph,
    issue_confirmation,
    issue_invitation,
    issue_visa_letter,
    valid_letter,
)
from .models import Invitation, Letter
from .models import State as LetterState
from .rendering import ContentRefused, DoesNotFit

# The key of a letter that took the place of an earlier one (operations/letters.py).
_ISSUED_ANEW = re.compile(r"invitation_sent/\d+/\d+(/|$)")


def confirmed(message: Message) -> Mail:
    """Compose the confirmation of a registration.

    :raises issuing.Superseded: it has changed in this moment; the next try sees how
    :raises CannotBeComposed: the letter cannot be printed as it is; a further try would not help
    """
    registration = registration_of(message)
    try:
        letter = issue_confirmation(registration, language=message.language)
    except (NoGlyph, DoesNotFit, UnfitFacts, ContentRefused) as error:
        raise CannotBeComposed(refusal_text(error)) from error
    meeting = registration.meeting
    with translation.override(message.language):
        calendar = calendar_for(meeting, stamp=message.created_at)
    attachments = (
        Attachment(f"{registration.receipt_number}.pdf", letter.content, "application/pdf"),
        Attachment(f"{meeting.code}.ics", calendar, "text/calendar"),
    )
    return compose("registration_confirmed", registration, message.language, attachments)


def refusal_text(error: Exception) -> str:
    """Return why a letter cannot be printed, as staff may read it.

    What a layout or an internal check says is for the log.
    """
    if isinstance(error, (DoesNotFit, UnfitFacts, ContentRefused)):
        return _("The letter cannot be printed with these particulars: please shorten them.")
    return str(error)


def check_confirmed(message: Message) -> None:
    """Refuse the confirmation of a registration that is not confirmed any more, or anew since.

    :raises NoLongerNeeded:
    """
    check_state(message, State.CONFIRMED)
    _check_is_last(message, _("The registration was changed and confirmed again."))


def delegation_confirmed(message: Message) -> Mail:
    """Compose the mail that brings a focal point the confirmation of the delegation."""
    focal_point = FocalPoint.objects.select_related("delegation__meeting").get(pk=message.about_id)
    delegation = Delegation.objects.with_names().get(pk=focal_point.delegation_id)
    letter = valid_letter(delegation)
    if letter is None:
        raise _no_valid_letter()
    return _with_confirmation(message, letter, delegation, focal_point.email, focal_point.name)


def delegation_confirmed_to_office(message: Message) -> Mail:
    """Compose the mail that brings the confirmation to the entity's own address.

    :raises NotByMail: there is no address: the letter is for the post
    """
    letter = Letter.objects.get(pk=message.about_id)
    delegation = Delegation.objects.with_names().get(letters=letter)
    if not delegation.entity.email:
        raise _not_by_mail()
    return _with_confirmation(message, letter, delegation, delegation.entity.email)


def _with_confirmation(
    message: Message, letter: Letter, delegation: Delegation, to: str, name: str = ""
) -> Mail:
    """Return the mail with the letter to an address; without a name it goes to an office."""
    context = {
        "salutation_name": name,
        "delegation": delegation,
        "letter": letter,
        "earlier": letter.replaces,
        "people": len(letter.facts["members"]),
        "is_to_office": message.kind == "delegation_confirmed_to_office",
    }
    mail = compose_to_delegation("delegation_confirmed", to, delegation.meeting, context, message)
    file_name = f"{letter.facts['reference'].replace('/', '-')}.pdf"
    return replace(mail, attachments=(Attachment(file_name, letter.content, "application/pdf"),))


def check_delegation_confirmed_to_office(message: Message) -> None:
    """Refuse the mail with a letter that was replaced or withdrawn.

    :raises NoLongerNeeded:
    """
    letter = Letter.objects.defer("pdf").get(pk=message.about_id)
    if letter.state == LetterState.WITHDRAWN:
        raise _no_valid_letter()
    if letter.state == LetterState.REPLACED:
        raise NoLongerNeeded(_("A newer letter has taken the place of this one."))


def _not_by_mail() -> NotByMail:
    return NotByMail(_("There is no e-mail address: the letter is for the post."))


def check_delegation_confirmed(message: Message) -> None:
    """Refuse the mail to somebody who was removed, or of a letter that was replaced or withdrawn.

    :raises NoLongerNeeded:
    """
    check_acting(message)
    delegation = Delegation.objects.get(focal_points=message.about_id)
    if valid_letter(delegation) is None:
        raise _no_valid_letter()
    _check_is_last(message, _("A newer letter has taken the place of this one."))


def _no_valid_letter() -> NoLongerNeeded:
    return NoLongerNeeded(_("The letter was withdrawn."))


def _check_is_last(message: Message, reason: str) -> None:
    later = Message.objects.filter(
        kind=message.kind, about_type=message.about_type, about_id=message.about_id
    )
    if later.filter(pk__gt=message.pk).exists():
        raise NoLongerNeeded(reason)


def invited(message: Message) -> Mail:
    """Compose the mail by which an entity is invited, with the letter.

    The letter is issued by who approved the batch, on the day of the approval.

    :raises NotByMail: the letter is rendered, and there is no address: it is for the post
    :raises CannotBeComposed: the letter cannot be printed as it is; a further try would not help
    """
    invitation = Invitation.objects.select_related("entity", "meeting", "batch__approved_by").get(
        pk=message.about_id
    )
    letter = _issue(invitation)
    Invitation.objects.filter(pk=invitation.pk).update(letter=letter)
    if not invitation.entity.email:
        raise _not_by_mail()
    return compose_invitation(invitation, letter)


def check_invitation(message: Message) -> None:
    """Refuse an invitation that was withdrawn, or issued anew, or cancelled while in a worker's hands.

    :raises NoLongerNeeded:
    """
    invitation = Invitation.objects.select_related("batch").get(pk=message.about_id)
    withdrawn = Letter.objects.filter(invitations=invitation, state=LetterState.WITHDRAWN)
    if withdrawn.exists():
        raise _no_valid_letter()
    _check_is_last(message, _("The invitation was issued anew."))
    cancelled_at = invitation.cancelled_at
    if not _ISSUED_ANEW.match(message.key):
        cancelled_at = cancelled_at or invitation.batch.cancelled_at
    if cancelled_at:
        # From now on another batch may invite the entity.
        Invitation.objects.filter(pk=invitation.pk).update(cancelled_at=cancelled_at)
        raise NoLongerNeeded(_("The batch was cancelled."))


def compose_invitation(invitation: Invitation, letter: Letter) -> Mail:
    """Return the mail to an entity's own address, in the language of its letter."""
    meeting, entity, language = invitation.meeting, invitation.entity, letter.language
    with translation.override(language), timezone.override(meeting.zone):
        context = {
            "meeting": meeting,
            "name": entity.name_on(meeting.begins_on, language),
            "register_url": settings.BASE_URL + reverse("registrations:register"),
            "delegation_url": settings.BASE_URL + delegation_path(language, meeting),
            "verify_url": settings.BASE_URL + reverse("letters:verify", args=[letter.code]),
            "earlier": letter.replaces,
            "closing": closing_of(missing.closes_at(meeting, entity), meeting, at=clock.now()),
        }
        name = f"{meeting.code}-{entity.code}.pdf"
        return Mail(
            to=entity.email,
            subject=render_to_string("mail/invitation_sent.subject.txt", context).strip(),
            text=render_to_string("mail/invitation_sent.txt", context).strip() + "\n",
            html=render_to_string("mail/invitation_sent.html", context),
            reply_to=meeting.contact_email,
            attachments=(Attachment(name, letter.content, "application/pdf"),),
        )


def _issue(invitation: Invitation) -> Letter:
    batch = invitation.batch
    at = batch.approved_at or batch.prepared_at
    try:
        return issue_invitation(
            invitation.entity,
            meeting=invitation.meeting,
            by=batch.approved_by,
            at=at,
            language=invitation.language,
        )
    except INVITATION_REFUSALS as error:
        raise CannotBeComposed(refusal_text(error)) from error


def visa_letter_ready(message: Message) -> Mail:
    """Issue the letter for a visa, and compose the mail that says where it is; it never travels in one.

    :raises issuing.Superseded: something has changed in this moment; the next try sees how
    :raises CannotBeComposed: the letter cannot be printed as it is; the text names nothing of a passport
    """
    registration = registration_of(message)
    document = TravelDocument.objects.select_related("asked_by").get(registration=registration)
    if document.asked_by is None or document.asked_at is None or document.terms is None:
        raise NoLongerNeeded(_("Nobody has asked for this letter."))
    try:
        issue_visa_letter(registration, by=document.asked_by, at=document.asked_at)
    except NameNotLatin as error:
        raise CannotBeComposed(str(error)) from error
    except NoGlyph as error:
        raise CannotBeComposed(
            _("The letter cannot be printed: ask the person to write everything in Latin letters.")
        ) from error
    except (DoesNotFit, UnfitFacts, ContentRefused) as error:
        raise CannotBeComposed(
            _("The letter cannot be printed with these particulars: please shorten them.")
        ) from error
    return compose("visa_letter_ready", registration, message.language)


def check_visa_letter_ready(message: Message) -> None:
    """Refuse the news of a letter that nobody wants any more, or of which a later message tells.

    :raises NoLongerNeeded:
    """
    check_state(message, State.CONFIRMED)
    if not TravelDocument.objects.filter(registration=message.about_id).exists():
        raise NoLongerNeeded(_("The particulars of the passport are erased."))
    _check_is_last(message, _("The letter was issued anew."))
