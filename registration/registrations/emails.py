"""Composing the mails about a registration, in the language of the person."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intersessional import clock
from intersessional.outbox.composing import Attachment, Mail, NoLongerNeeded
from intersessional.outbox.models import Message
from registration.delegations.emails import added as compose_added
from registration.delegations.emails import check_acting
from registration.delegations.emails import compose as compose_to_delegation
from registration.delegations.models import Delegation, FocalPoint
from registration.meetings.links import lasting_path, meeting_path
from registration.meetings.queries import know_if_current
from registration.meetings.wording import days_text

from . import balance, missing, policies, presentation, queries
from .models import Registration, RegistrationQuerySet, Reminder
from .transitions import ACTIVE, State


def received(message: Message) -> Mail:
    """Compose the acknowledgement of what was received."""
    return compose("registration_received", registration_of(message), message.language)


def declined(message: Message) -> Mail:
    """Compose the answer to a registration that was declined."""
    return compose("registration_declined", registration_of(message), message.language)


def check_declined(message: Message) -> None:
    """Refuse the answer to a registration that has been taken up again.

    :raises NoLongerNeeded:
    """
    check_state(message, State.DECLINED)


def check_state(message: Message, wanted: State) -> None:
    """Refuse a message whose registration is not in the state that the message tells of.

    :raises NoLongerNeeded:
    """
    state = _state_of(message)
    if state != wanted:
        raise _no_longer(state)


def _state_of(message: Message) -> State:
    return State(Registration.objects.values_list("state", flat=True).get(pk=message.about_id))


def _no_longer(state: State) -> NoLongerNeeded:
    return NoLongerNeeded(_("The registration is %(state)s.") % {"state": state.label})


def amended(message: Message) -> Mail:
    """Compose the answer to a change: what is registered now, and whether it is still confirmed."""
    return compose("registration_amended", registration_of(message), message.language)


def withdrawn(message: Message) -> Mail:
    """Compose the answer to a withdrawal."""
    return compose("registration_withdrawn", registration_of(message), message.language)


def accepted(message: Message) -> Mail:
    """Compose the answer to a request that was accepted, or to what was taken up again."""
    return compose("registration_accepted", registration_of(message), message.language)


def moved_up(message: Message) -> Mail:
    """Compose the news that somebody on the waiting list has a place now."""
    return compose("registration_moved_up", registration_of(message), message.language)


def moved(message: Message) -> Mail:
    """Compose the news that somebody is in another delegation now."""
    return compose("registration_moved", registration_of(message), message.language)


def merged(message: Message) -> Mail:
    """Compose the news that a registration was merged into another one of the same person."""
    return compose("registration_merged", registration_of(message), message.language)


def replaced(message: Message) -> Mail:
    """Compose the news that somebody else comes instead."""
    return compose("registration_replaced", registration_of(message), message.language)


def to_confirm(message: Message) -> Mail:
    """Compose the news for a focal point that people have registered and wait for its word."""
    focal_point = FocalPoint.objects.select_related(
        "delegation__meeting", "delegation__entity"
    ).get(pk=message.about_id)
    delegation = focal_point.delegation
    context = {
        "focal_point": focal_point,
        "salutation_name": focal_point.name,
        "delegation": delegation,
        "people": list(_waiting_for_word(delegation.pk)),
        "balance": _balance(delegation, message.language),
    }
    kind = "delegation_member_to_confirm"
    return compose_to_delegation(kind, focal_point.email, delegation.meeting, context, message)


def _balance(delegation: Delegation, language: str) -> str:
    """Return the line about women and men in the delegation: only its focal points get this mail."""
    with translation.override(language):
        return balance.of_delegation(delegation)


def check_to_confirm(message: Message) -> None:
    """Refuse the news when nobody waits any more, or the focal point was removed.

    :raises NoLongerNeeded:
    """
    check_acting(message)
    delegation = FocalPoint.objects.values_list("delegation", flat=True).get(pk=message.about_id)
    if not _waiting_for_word(delegation).exists():
        raise NoLongerNeeded(_("Nobody waits for the delegation’s word any more."))


def focal_point_added(message: Message) -> Mail:
    """Compose the mail by which a focal point learns what to do, where, and until when."""
    return compose_added(message, closing_for_delegation)


def closing_for_delegation(delegation: Delegation) -> dict[str, object]:
    """Return what a mail says of the closing: the delegation's own, as of now."""
    closes_at = policies.closes_at_for(delegation)
    return {"closing": presentation.closing_of(closes_at, delegation.meeting, at=clock.now())}


def reminder(message: Message) -> Mail:
    """Compose the mail that reminds a delegation of which nobody has registered."""
    reminders = Reminder.objects.select_related("meeting", "entity", "focal_point")
    return compose_reminder(reminders.get(pk=message.about_id), message.language)


def compose_reminder(reminder: Reminder, language: str) -> Mail:
    """Return the mail of a reminder, saved or not: staff see it before it is sent."""
    meeting, entity = reminder.meeting, reminder.entity
    with translation.override(language):
        know_if_current(meeting, at=clock.now())
        register_url = settings.BASE_URL + meeting_path(meeting, "registrations:register")
    context: dict[str, object] = {
        "focal_point": reminder.focal_point,
        "salutation_name": reminder.focal_point.name if reminder.focal_point else "",
        "address": reminder.address,
        "name": entity.name_on(meeting.begins_on, language),
        "register_url": register_url,
        "closing": presentation.closing_of(
            missing.closes_at(meeting, entity), meeting, at=clock.now()
        ),
    }
    message = Message(language=language)
    return compose_to_delegation(
        "registration_reminder", reminder.address, meeting, context, message
    )


def check_reminder(message: Message) -> None:
    """Refuse the reminder when somebody has registered, or the address is nobody's any more.

    :raises NoLongerNeeded:
    """
    reminders = Reminder.objects.select_related("entity", "focal_point")
    reminder = reminders.get(pk=message.about_id)
    registered = Registration.objects.active().filter(
        meeting=reminder.meeting_id, delegation__entity=reminder.entity_id
    )
    if registered.exists():
        raise NoLongerNeeded(_("Somebody of the delegation has registered."))
    focal_point = reminder.focal_point
    if focal_point and (focal_point.ended_at or not focal_point.approved_at):
        raise NoLongerNeeded(_("This focal point was removed."))
    if not reminder.address:
        raise NoLongerNeeded(_("The entity has no e-mail address any more."))


def _waiting_for_word(delegation: int) -> RegistrationQuerySet:
    found: RegistrationQuerySet = Registration.objects.active().filter(
        delegation=delegation, endorsed_at__isnull=True, confirmed_at__isnull=True
    )
    return found.order_by("pk")


def check_counts(message: Message) -> None:
    """Refuse a message about a registration that has ended since, of which another mail tells.

    :raises NoLongerNeeded:
    """
    state = _state_of(message)
    if state not in ACTIVE:
        raise _no_longer(state)


def check_not_withdrawn(message: Message) -> None:
    """Refuse a message about a registration that was withdrawn, of which another mail tells.

    :raises NoLongerNeeded:
    """
    state = _state_of(message)
    if state == State.WITHDRAWN:
        raise _no_longer(state)


def _place(registration: Registration) -> int | None:
    """Return the place on the waiting list of somebody who waits."""
    waits = registration.state == State.WAITING
    return queries.place_on_waiting_list(registration) if waits else None


def registration_of(message: Message) -> Registration:
    """Return the registration that a message is about, ready to be described."""
    registrations = Registration.objects.with_delegation().with_deadline()
    registrations = registrations.select_related("meeting", "merged_into", "replaced_by")
    return registrations.get(pk=message.about_id)


def compose(
    kind: str,
    registration: Registration,
    language: str,
    attachments: tuple[Attachment, ...] = (),
) -> Mail:
    """Return the mail `templates/mail/<kind>.*` about a registration, in a language."""
    meeting = registration.meeting
    with translation.override(language), timezone.override(meeting.zone):
        # Without the meeting: the page itself leads to it once another one is the current one.
        path = reverse("registrations:receipt", args=[registration.receipt_token])
        know_if_current(meeting, at=clock.now())
        own_path = meeting_path(meeting, "registrations:own")
        visa_path = lasting_path(meeting, "visa:document", registration.receipt_number)
        context = {
            "registration": registration,
            "meeting": meeting,
            "receipt_url": settings.BASE_URL + path,
            "is_open": policies.can_amend(registration, at=clock.now()),
            "last_day": meeting.last_day_before(policies.closes_at(registration)),
            "place": _place(registration),
            "own_url": settings.BASE_URL + own_path,
            "visa_url": settings.BASE_URL + visa_path,
            "visa_advice": presentation.visa_advice(meeting, at=clock.now()),
            "is_to_be_confirmed_again": policies.is_to_be_confirmed_again(registration),
            "salutation_name": presentation.salutation_name(registration),
            "listed_as": presentation.listed_as(registration),
            "days_text": capfirst(days_text(registration.days)),
        }
        return Mail(
            to=registration.email,
            subject=render_to_string(f"mail/{kind}.subject.txt", context).strip(),
            text=render_to_string(f"mail/{kind}.txt", context).strip() + "\n",
            html=render_to_string(f"mail/{kind}.html", context),
            reply_to=meeting.contact_email,
            attachments=attachments,
        )
