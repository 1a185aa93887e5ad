"""When somebody can be checked in, and who is let in."""

from datetime import date, datetime

from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from registration.registrations.transitions import State

from .details import Outcome

# What the desk is told of whoever is not confirmed.
_BY_STATE = {
    State.CONFIRMED: None,
    State.DECLINED: Outcome.DECLINED,
    State.WITHDRAWN: Outcome.WITHDRAWN,
    State.REPLACED: Outcome.WITHDRAWN,
    State.MERGED: Outcome.WITHDRAWN,
}


def is_practice(meeting: Meeting, day: date) -> bool:
    """Say whether a day comes before the meeting: what the door sees then does not count as coming."""
    return day < meeting.days_to_attend[0]


def is_over(meeting: Meeting, at: datetime) -> bool:
    """Say whether nobody can come any more."""
    return at >= meeting.ends_at


def refusal(registration: Registration) -> Outcome | None:
    """Return why somebody is not let in by the state of the registration, or None."""
    return _BY_STATE.get(State(registration.state), Outcome.NOT_CONFIRMED)


def day_of(meeting: Meeting, at: datetime) -> date:
    """Return the day of an instant by the clocks of the meeting."""
    return at.astimezone(meeting.zone).date()
