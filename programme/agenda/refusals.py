"""Why the draft is not changed: facts with a name, whose text is shown to whoever wanted to."""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from intersessional.accounts.models import User

from .wording import below


class Refused(Exception):
    """The draft stays as it is; the text says why.

    `field` names the column that mends it, where it is one.
    """

    field = ""


class OutsideTheMeeting(Refused):
    """A session is not within one day of the meeting."""


class WrongOrder(Refused):
    """Something would end before it begins."""


class InUse(Refused):
    """A part cannot be removed: others need it. The text names them."""


class RoomTaken(Refused):
    """Two sessions would be in one room at once. The text names the other one."""

    field = "room"


class PersonTaken(Refused):
    """Somebody would be in two places at once. The text says where else."""


class TwoParts(Refused):
    """Somebody would moderate a panel and sit on it."""

    field = "moderator"


class BrokenRule(Refused):
    """The database refuses it; the text is that of the rule."""

    def __init__(self, words: str, field: str = "") -> None:
        self.field = field
        super().__init__(words)


class Gone(Refused):
    """A part, or the place where it should go, is no longer there."""


class NothingToUndo(Refused):
    """There is no change of theirs that could be undone."""


class CannotUndo(Refused):
    """Somebody has changed the same part since; the text says who."""


class ChangedMeanwhile(Refused):
    """Somebody changed the part after it was opened; `current` is how it stands now."""

    def __init__(self, current: Any, by: User | None, at: datetime | None) -> None:
        self.current = current
        self.by = by
        super().__init__(
            _("%(who)s changed “%(part)s” at %(time)s, after you had opened it.")
            % {"who": name_of(by), "part": part_name(current), "time": clock_time(at, current)}
            if at
            else _("“%(part)s” was changed after you had opened it.") % {"part": part_name(current)}
        )


def name_of(user: User | None) -> str:
    """Return how the staff call somebody of the staff."""
    if user is None:
        return _("Somebody")
    return user.name or user.email


def part_name(part: Any) -> str:
    """Return how a part is called in a sentence: a segment with its item, since titles come back."""
    if getattr(part, "item_id", None):
        about = part.title or (str(part.about) if part.about_id else part.get_audience_display())
        return below(part.item, about)
    return str(part)


def clock_time(at: datetime, part: Any) -> str:
    """Return an instant as the hour in the zone of a part's meeting."""
    meeting = meeting_of(part)
    return time_format(at.astimezone(meeting.zone), "TIME_FORMAT")


def span(session: Any) -> dict[str, str]:
    """Return day and hours of a session, for a sentence."""
    zone = session.meeting.zone
    begins, ends = session.begins_at.astimezone(zone), session.ends_at.astimezone(zone)
    return {
        "session": part_name(session),
        "day": date_format(begins, "l"),
        "begins": time_format(begins, "TIME_FORMAT"),
        "ends": time_format(ends, "TIME_FORMAT"),
    }


def meeting_of(part: Any) -> Any:
    """Return the meeting of a part of a draft."""
    if hasattr(part, "meeting_id"):
        return part.meeting
    return meeting_of(part.session if hasattr(part, "session_id") else part.segment)
