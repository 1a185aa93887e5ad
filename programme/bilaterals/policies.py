"""What may be done with a bilateral, and the words of each refusal."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from django.utils.translation import gettext as _

from .models import Act, Bilateral
from .transitions import MOVABLE, TOLD, State, can_become


class Refused(Exception):
    """Nothing was changed; the text says why, and can be shown."""


class NotInThisState(Refused):
    """What has become of the bilateral does not allow it."""


class ReasonNeeded(Refused):
    """Somebody will read why."""


def check_becomes(bilateral: Bilateral, wanted: State) -> None:
    """Refuse a state that may not follow.

    :raises NotInThisState:
    """
    if not can_become(bilateral.state, wanted):
        raise NotInThisState(
            _("This bilateral is %(state)s. It can no longer become %(wanted)s.")
            % {"state": bilateral.get_state_display(), "wanted": State(wanted).label}
        )


def needed(reason: str) -> str:
    """Return a reason without the spaces around it.

    :raises ReasonNeeded: it is empty
    """
    if not reason.strip():
        raise ReasonNeeded(_("Give a reason."))
    return reason.strip()


def is_over(bilateral: Bilateral, at: datetime) -> bool:
    """Say whether its time has passed."""
    return bilateral.ends_at <= at


class Movable(Protocol):
    """A bilateral, or what was read of it."""

    @property
    def is_pinned(self) -> bool:
        """Whether no plan moves it."""

    @property
    def started_at(self) -> datetime | None:
        """When it began."""

    @property
    def state(self) -> str:
        """What has become of it."""


def check_can_move(bilateral: Movable) -> None:
    """Refuse to move what is pinned, has begun or is over.

    :raises Refused:
    """
    check_not_pinned(bilateral)
    if bilateral.started_at or bilateral.state not in MOVABLE:
        raise Refused(_("This bilateral has begun, or is over. It can no longer be moved."))


def check_not_pinned(bilateral: Movable) -> None:
    """Refuse to move what is pinned.

    :raises Refused:
    """
    if bilateral.is_pinned:
        raise Refused(_("This bilateral is pinned. Unpin it first."))


# --- The day

# So much later at most a bilateral begins, or is pushed on, at once.
MOST_MINUTES = 180
# A bilateral that was marked as started, and is over for so long, has ended without a mark.
FORGOTTEN = timedelta(minutes=30)


class TooEarly(Refused):
    """The day, or the time, has not come."""


class NotInThisOrder(Refused):
    """Something else comes first, or has come."""


class NotSoManyMinutes(Refused):
    """The minutes are no number, none, or too many."""


def check_mark(act: str, bilateral: Bilateral, at: datetime) -> None:
    """Refuse a mark that cannot be true of a bilateral now.

    :raises NotInThisState: it was cancelled, declined, held, …
    :raises TooEarly: its day or its time has not come
    :raises NotInThisOrder: it has not started yet, or has started already
    """
    if bilateral.state not in {*TOLD, State.PROPOSED}:
        raise NotInThisState(
            _("This bilateral is %(state)s: take that back first.")
            % {"state": bilateral.get_state_display()}
        )
    _check_day(bilateral, at)
    _ORDER[act](bilateral, at)


def marks_for(bilateral: Bilateral, at: datetime) -> list[str]:
    """Return the marks that are possible now, in the order of the day."""
    return [act for act in _ORDER if _is_possible(act, bilateral, at)]


def check_minutes(minutes: int | None, *, least: int) -> int:
    """Return minutes that somebody typed.

    :raises NotSoManyMinutes:
    """
    if minutes is None or not least <= minutes <= MOST_MINUTES:
        raise NotSoManyMinutes(
            _("Type the minutes as a number from %(least)d to %(most)d.")
            % {"least": least, "most": MOST_MINUTES}
        )
    return minutes


def _is_possible(act: str, bilateral: Bilateral, at: datetime) -> bool:
    try:
        check_mark(act, bilateral, at)
    except Refused:
        return False
    return True


def _check_day(bilateral: Bilateral, at: datetime) -> None:
    zone = bilateral.meeting.zone
    if at.astimezone(zone).date() < bilateral.begins_at.astimezone(zone).date():
        raise TooEarly(_("Its day has not come: marks are made on the day."))


def _check_not_started(bilateral: Bilateral, _at: datetime) -> None:
    if bilateral.started_at:
        raise NotInThisOrder(_("It has started already."))


def _check_arrives(bilateral: Bilateral, at: datetime) -> None:
    _check_not_started(bilateral, at)
    if bilateral.arrived_at:
        raise NotInThisOrder(_("The delegation is marked as arrived already."))


def _check_ends(bilateral: Bilateral, _at: datetime) -> None:
    if not bilateral.started_at:
        raise NotInThisOrder(_("It has not started yet: mark it as started first."))


def _check_nobody_came(bilateral: Bilateral, at: datetime) -> None:
    _check_not_started(bilateral, at)
    if bilateral.arrived_at:
        raise NotInThisOrder(_("The delegation is marked as arrived: take that back first."))
    if at < bilateral.begins_at:
        raise TooEarly(_("Its time has not come: nobody can have failed to come yet."))


# Each act with what must have been, or not.
_ORDER: dict[str, Callable[[Bilateral, datetime], None]] = {
    Act.ARRIVE: _check_arrives,
    Act.START: _check_not_started,
    Act.LATE: _check_arrives,
    Act.HOLD: _check_ends,
    Act.NO_SHOW: _check_nobody_came,
}
