"""Invitations, reminders, longer time to answer, and the end of it."""

from django.utils.translation import gettext as _

from intersessional.outbox.composing import Mail
from intersessional.outbox.models import Message

from .. import inviting
from ..addressees import Reader
from ..models import Audience, Bilateral, Notice
from .composing import Said, compose, compose_for


def invited(message: Message) -> Mail:
    """Compose the invitation."""
    return compose(message, said_invited)


def extended(message: Message) -> Mail:
    """Compose the news that there is more time to answer."""
    return compose(message, said_extended)


def time_kept(message: Message) -> Mail:
    """Compose the news that the time stays as it is."""
    return compose(message, said_time_kept)


def reminded(message: Message) -> Mail:
    """Compose the reminder."""
    return compose(message, said_reminded)


def expired(message: Message) -> Mail:
    """Compose the news that nobody answered in time."""
    return compose(message, said_expired)


def preview(notice: Notice, reader: Reader) -> Mail:
    """Return the invitation that would be sent; nothing is stored."""
    return compose_for(notice, reader, said_invited)


def said_invited(notice: Notice, reader: Reader) -> Said:
    """Return what an invitation says."""
    note = [notice.note] if notice.note else []
    return Said(
        _("Invitation to a bilateral meeting"),
        [
            _("Your delegation is invited to a bilateral meeting with: %(hosts)s.")
            % {"hosts": notice.bilateral.candidate.host_names},
            *note,
            _(
                "Please accept and say who comes, decline, or ask for another of the free times,"
                " before %(until)s."
            )
            % {"until": _until(notice.bilateral)},
        ],
        _("Answer the invitation"),
    )


def said_extended(notice: Notice, reader: Reader) -> Said:
    """Return what is said where there is more time to answer."""
    text = _("You can now answer this invitation before %(until)s.")
    return Said(
        _("You have until later to answer"),
        [text % {"until": _until(notice.bilateral)}],
        _("Answer the invitation"),
    )


def said_time_kept(notice: Notice, reader: Reader) -> Said:
    """Return what is said to who has asked for another time in vain."""
    text = _(
        "We are sorry: there is no other time for this meeting. Please accept the time below, or"
        " decline, before %(until)s."
    )
    return Said(
        _("The time of your bilateral meeting stays"),
        [
            text % {"until": _until(notice.bilateral)},
            _("The reason: %(reason)s") % {"reason": notice.note},
        ],
        _("Answer the invitation"),
    )


def said_reminded(notice: Notice, reader: Reader) -> Said:
    """Return what a reminder says."""
    text = _(
        "We have no answer to this invitation yet. Please answer before %(until)s; after that the"
        " time may be given to another delegation."
    )
    return Said(
        _("Reminder: invitation to a bilateral meeting"),
        [text % {"until": _until(notice.bilateral)}],
        _("Answer the invitation"),
    )


def said_expired(notice: Notice, reader: Reader) -> Said:
    """Return what is said where nobody answered in time."""
    if reader.audience == Audience.OFFICER:
        news = _("%(delegation)s has not answered in time. The place is free again.")
        name = {"delegation": notice.bilateral.delegation.name}
        return Said(_("The invitation has ended"), [news % name])
    text = _(
        "The time to answer this invitation has ended, so the place is free again. Would you still"
        " like to meet? Write to %(email)s."
    )
    return Said(
        _("The invitation has ended"), [text % {"email": notice.bilateral.meeting.contact_email}]
    )


def _until(bilateral: Bilateral) -> str:
    return inviting.moment(bilateral.expires_at or bilateral.begins_at, bilateral)
