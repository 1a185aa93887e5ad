"""The mail that carries the letter of confirmation, the calendar file and the badge code."""

from django.utils import translation
from django.utils.translation import gettext as _

from intersessional.outbox.composing import Attachment, CannotBeComposed, Mail, NoLongerNeeded
from intersessional.outbox.models import Message
from registration.meetings.calendar import calendar_for
from registration.registrations.emails import check_state, compose, registration_of
from registration.registrations.transitions import State

from .facts import UnfitFacts
from .issuing import NoGlyph, issue_confirmation
from .rendering import ContentRefused, DoesNotFit


def confirmed(message: Message) -> Mail:
    """Compose the confirmation of a registration.

    :raises issuing.Superseded: it has changed in this moment; the next try sees how
    :raises CannotBeComposed: the letter cannot be printed as it is; a further try would not help
    """
    registration = registration_of(message)
    try:
        letter = issue_confirmation(registration, language=message.language)
    except NoGlyph as error:
        raise CannotBeComposed(str(error)) from error
    except (DoesNotFit, UnfitFacts, ContentRefused) as error:
        raise CannotBeComposed(
            _("The letter cannot be printed with these particulars: please shorten them.")
        ) from error
    meeting = registration.meeting
    with translation.override(message.language):
        calendar = calendar_for(meeting, stamp=message.created_at)
    attachments = (
        Attachment(f"{registration.receipt_number}.pdf", bytes(letter.pdf), "application/pdf"),
        Attachment(f"{meeting.code}.ics", calendar, "text/calendar"),
    )
    return compose("registration_confirmed", registration, message.language, attachments)


def check_confirmed(message: Message) -> None:
    """Refuse the confirmation of a registration that is not confirmed any more, or anew since.

    :raises NoLongerNeeded:
    """
    check_state(message, State.CONFIRMED)
    later = Message.objects.filter(
        kind=message.kind, about_type=message.about_type, about_id=message.about_id
    )
    if later.filter(pk__gt=message.pk).exists():
        raise NoLongerNeeded(_("The registration was changed and confirmed again."))
