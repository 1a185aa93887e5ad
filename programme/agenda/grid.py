"""The draft as a grid of days: what the editor's page shows, with the versions that it was read at."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from registration.meetings.models import Meeting

from . import reading
from .models import Segment, Session
from .needs import Need, Needs
from .snapshots import Content, one_moment, take
from .wording import below

_COLOURS = {
    "president": "p",
    "article-5": "a5",
    "victim-assistance": "va",
    "cooperation": "eca",
    "compliance": "cc",
}


@dataclass(frozen=True)
class GridSegment:
    """A segment with its version, and what those who asked for the floor need under it."""

    segment: reading.Segment
    version: int
    need: Need | None = None

    @property
    def need_words(self) -> str:
        """How many asked for the floor, and whether their time is there, in words."""
        return self.need.words(self.segment.minutes) if self.need else ""

    @property
    def is_short(self) -> bool:
        """Whether they need more time than it has."""
        return bool(self.need and self.need.exceeds(self.segment.minutes))

    @property
    def name(self) -> str:
        """What it is called where nothing around says of which item it is."""
        return segment_name(self.segment)

    @property
    def colour(self) -> str:
        """The class of its host's colour."""
        item = self.segment.item
        return _COLOURS.get(item.host_key, "p") if item else "off"


@dataclass(frozen=True)
class GridSession:
    """A session with its version, its segments, and where it lies on the axis of the day."""

    session: reading.Session
    version: int
    segments: list[GridSegment]

    @property
    def minutes(self) -> int:
        """How long it is."""
        return minutes_between(self.session.begins_at, self.session.ends_at)

    @property
    def starts(self) -> int:
        """How many minutes of its day are over when it begins."""
        at = self.session.begins_at
        return at.hour * 60 + at.minute

    @property
    def free(self) -> int:
        """The minutes that no segment takes; negative where they take more than there are."""
        return self.minutes - sum(one.segment.minutes for one in self.segments)

    @property
    def over(self) -> int:
        """The minutes that the segments take too many."""
        return max(-self.free, 0)


@dataclass(frozen=True)
class Grid:
    """The days with their sessions, and the rest of the draft."""

    draft: reading.Programme
    content: Content
    days: dict[date, list[GridSession]]

    @property
    def sessions(self) -> list[GridSession]:
        """All sessions in the order of time."""
        return [one for sessions in self.days.values() for one in sessions]

    @property
    def people(self) -> list[dict[str, str]]:
        """Everybody of the programme, with a part in it or not."""
        return [
            {"uid": raw["uid"], "name": raw["name"], "function": _text(raw["function"])}
            for raw in self.content["contributors"]
        ]

    @property
    def rooms(self) -> list[dict[str, str]]:
        """All rooms, with a session or not."""
        return [{"uid": raw["uid"], "name": _text(raw["name"])} for raw in self.content["rooms"]]

    @property
    def first_hour(self) -> int:
        """The hour at which the axis begins."""
        return min((one.starts for one in self.sessions), default=600) // 60

    @property
    def last_hour(self) -> int:
        """The hour at which the axis ends."""
        return -(-max((one.starts + _length(one) for one in self.sessions), default=1080) // 60)


def grid_of(meeting: Meeting, needs: Needs | None = None) -> Grid:
    """Return the draft of a meeting as a grid: as many queries for any size.

    The versions are those of what is shown: with newer ones a change of what nobody saw would pass.
    """
    with one_moment():
        content = take(meeting)
        of_sessions = _versions(Session.objects.filter(meeting=meeting))
        of_segments = _versions(Segment.objects.filter(session__meeting=meeting))
    draft = reading.read(content)
    days: dict[date, list[GridSession]] = {day: [] for day in meeting.days}
    for session in draft.sessions:
        parts = [
            GridSegment(one, of_segments.get(one.uid, 0), (needs or {}).get(one.uid))
            for one in session.segments
        ]
        one = GridSession(session, of_sessions.get(session.uid, 0), parts)
        days.setdefault(session.begins_at.date(), []).append(one)
    return Grid(draft, content, dict(sorted(days.items())))


def segment_name(segment: reading.Segment) -> str:
    """Return a segment with its item: 3 Clearing mined areas, Croatia."""
    if segment.item is None:
        return segment.label
    return below(f"{segment.item.number} {segment.item.title}", segment.label)


def minutes_between(begins_at: datetime, ends_at: datetime) -> int:
    """Return whole minutes between two instants."""
    return int((ends_at - begins_at) / timedelta(minutes=1))


def _text(raw: dict[str, str]) -> str:
    return str(reading.Text(**raw))


def _length(one: GridSession) -> int:
    return max(one.minutes, one.minutes - one.free)


def _versions(parts: "object") -> dict[str, int]:
    return dict(parts.values_list("uid", "version"))  # type: ignore[attr-defined]
