"""The mail that carries the letter of confirmation, the calendar file and the badge code."""

from django.utils import translation

from intersessional.outbox.composing import Attachment, CannotBeComposed, Mail, NoLongerNeeded
from intersessional.outbox.models import Message
from registration.meetings.calendar import calendar_for
from registration.registrations.emails import compose, registration_of
from registration.registrations.transitions import State

from .issuing import NoGlyph, issue_confirmation


def confirmed(message: Message) -> Mail:
    """Compose the confirmation of a registration.

    :raises NoLongerNeeded: the registration is not confirmed any more, or was confirmed again since
    :raises issuing.Superseded: it has changed in this moment; the next try sees how
    :raises CannotBeComposed: a name cannot be printed
    """
    registration = registration_of(message)
    if registration.state != State.CONFIRMED:
        raise NoLongerNeeded(f"The registration is {registration.state}.")
    if _is_confirmed_again(message):
        raise NoLongerNeeded("The registration was changed and confirmed again.")
    try:
        letter = issue_confirmation(registration, language=message.language)
    except NoGlyph as error:
        raise CannotBeComposed(str(error)) from error
    meeting = registration.meeting
    with translation.override(message.language):
        calendar = calendar_for(meeting, stamp=message.created_at)
    attachments = (
        Attachment(f"{registration.receipt_number}.pdf", bytes(letter.pdf), "application/pdf"),
        Attachment(f"{meeting.code}.ics", calendar, "text/calendar"),
    )
    return compose("registration_confirmed", registration, message.language, attachments)


def _is_confirmed_again(message: Message) -> bool:
    """Say whether a later confirmation of the same registration was promised."""
    later = Message.objects.filter(
        kind=message.kind, about_type=message.about_type, about_id=message.about_id
    )
    return later.filter(pk__gt=message.pk).exists()
