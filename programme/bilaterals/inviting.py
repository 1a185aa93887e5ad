"""The rules of invitations: until when one answers, when one is reminded, and who may not any more."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Bilateral
from .policies import Refused
from .transitions import OPEN, TOLD, State

# A reminder comes so long before the end; half-way, where there is less time in all.
REMINDED_BEFORE = timedelta(hours=48)
# What a delegation may say no to: what it was asked, and what it had said yes to.
DECLINABLE = OPEN | {State.ACCEPTED}


class BadDeadline(Refused):
    """An invitation cannot be answered until then."""


class NobodyToTell(Refused):
    """A delegation has no focal point, and its entity no address."""


class TooLate(Refused):
    """The time to answer has passed, or the bilateral has begun."""


class NotOpen(Refused):
    """There is nothing to answer (any more)."""


def deadline(bilateral: Bilateral, wanted: datetime | None, *, at: datetime) -> datetime:
    """Return until when an invitation can be answered: the first instant too late.

    Without a wish it is the beginning of the bilateral.

    :raises BadDeadline: it is over already, or after the beginning
    """
    begins_at = bilateral.begins_at
    if begins_at <= at:
        raise BadDeadline(
            _("The time of the bilateral with %(delegation)s has passed.")
            % {"delegation": bilateral.delegation.name}
        )
    if wanted is None:
        return begins_at
    if wanted <= at:
        raise BadDeadline(_("The time to answer lies in the past. Choose a later one."))
    if wanted > begins_at:
        raise BadDeadline(
            _(
                "The bilateral with %(delegation)s begins on %(when)s. Ask for an answer by then at"
                " the latest."
            )
            % {"delegation": bilateral.delegation.name, "when": moment(begins_at, bilateral)}
        )
    return wanted


def ends_at(bilateral: Bilateral) -> datetime:
    """Return when an open invitation runs out by itself.

    Who has asked for another time has answered: then the office is next, until the bilateral begins.
    """
    if bilateral.state == State.ANOTHER_TIME or bilateral.expires_at is None:
        return bilateral.begins_at
    return bilateral.expires_at


def has_ended(bilateral: Bilateral, at: datetime) -> bool:
    """Say whether the time to answer has passed without an answer."""
    return bilateral.state in OPEN and ends_at(bilateral) <= at


def is_due_to_expire(bilateral: Bilateral, at: datetime) -> bool:
    """Say whether nobody has answered in time.

    Who has not answered may still stand at the door: an invitation that could be answered until the
    bilateral begins keeps its place to the end of it, and one that has begun does not run out.
    """
    if bilateral.state not in OPEN or bilateral.arrived_at or bilateral.started_at:
        return False
    until = ends_at(bilateral)
    return (until if until < bilateral.begins_at else bilateral.ends_at) <= at


def is_due_to_remind(bilateral: Bilateral, at: datetime) -> bool:
    """Say whether a reminder is to be sent now: once, and only while it helps."""
    told, until = bilateral.offered_at, bilateral.expires_at
    if bilateral.state != State.OFFERED or bilateral.reminded_at or not told or not until:
        return False
    return until - min(REMINDED_BEFORE, (until - told) / 2) <= at < until


def can_answer(bilateral: Bilateral, at: datetime) -> bool:
    """Say whether the delegation may accept, or ask for another time."""
    return bilateral.state in OPEN and at < ends_at(bilateral)


def can_decline(bilateral: Bilateral, at: datetime) -> bool:
    """Say whether the delegation may say no; also to what it has accepted, until it begins."""
    if bilateral.state == State.ACCEPTED:
        return at < bilateral.begins_at
    return can_answer(bilateral, at)


def can_change_participants(bilateral: Bilateral, at: datetime) -> bool:
    """Say whether the delegation may say who comes."""
    return bilateral.state == State.ACCEPTED and at < bilateral.begins_at


def check_can_answer(bilateral: Bilateral, *, at: datetime) -> None:
    """Refuse an answer that comes too late, or to something that is no longer asked.

    :raises TooLate:
    :raises NotOpen:
    """
    expired = bilateral.state == State.EXPIRED
    if expired or (bilateral.state in OPEN and not can_answer(bilateral, at)):
        raise TooLate(
            _("The time to answer ended on %(when)s. Please write to %(email)s.")
            % {
                "when": moment(bilateral.expires_at or bilateral.begins_at, bilateral),
                "email": bilateral.meeting.contact_email,
            }
        )
    if bilateral.state not in OPEN:
        raise NotOpen(not_open(bilateral))


def check_not_begun(bilateral: Bilateral, *, at: datetime) -> None:
    """Refuse what makes sense only before it begins.

    :raises TooLate:
    """
    if bilateral.begins_at <= at:
        raise TooLate(_("The bilateral has begun. Please speak to the secretariat."))


def not_open(bilateral: Bilateral) -> str:
    """Return the words for a bilateral that asks for no answer."""
    return _("This bilateral is %(state)s. There is nothing to answer.") % {
        "state": bilateral.get_state_display()
    }


def is_told(bilateral: Bilateral) -> bool:
    """Say whether the delegation knows of it."""
    return bilateral.state in TOLD


def moment(instant: datetime, bilateral: Bilateral) -> str:
    """Return an instant in words, by the clocks of the meeting."""
    local = timezone.localtime(instant, bilateral.meeting.zone)
    return date_format(local, "DATETIME_FORMAT")
