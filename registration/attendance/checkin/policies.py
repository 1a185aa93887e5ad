"""When somebody can be checked in, and who is let in."""

from datetime import date, datetime

from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from registration.registrations.transitions import State

from ..models import Passage
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


def may_take_back(passage: Passage, meeting: Meeting, *, is_of_the_isu: bool, at: datetime) -> bool:
    """Say whether somebody may take back an entry: who helps at the door, today's, until the end."""
    is_of_today = passage.day == day_of(meeting, at) and not is_over(meeting, at)
    return is_of_the_isu or is_of_today


def day_of(meeting: Meeting, at: datetime) -> date:
    """Return the day of an instant by the clocks of the meeting."""
    return at.astimezone(meeting.zone).date()
