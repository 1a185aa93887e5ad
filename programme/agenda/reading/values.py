"""The parts of a programme as values: what `read` makes of a content."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import Audience, OrderRule
from ..snapshots import Content


@dataclass(frozen=True)
class Text:
    """A text in the three languages, of which English is always there if any is."""

    en: str = ""
    fr: str = ""
    es: str = ""

    @property
    def language(self) -> str:
        """The language in which `str()` gives it: the reader's, or English where that is missing."""
        wanted = (get_language() or "en")[:2]
        return wanted if getattr(self, wanted, "") else "en"

    @property
    def is_fallback(self) -> bool:
        """Whether the reader gets it in English for want of their own language."""
        return bool(self.en) and self.language != (get_language() or "en")[:2]

    def __str__(self) -> str:
        return getattr(self, self.language, "")

    def __bool__(self) -> bool:
        return bool(self.en or self.fr or self.es)


NOTHING = Text()
# Who speaks in a segment is settled there.
_NOBODY = frozenset({Audience.CHAIR, Audience.PANEL, Audience.BREAK})


@dataclass(frozen=True)
class Named:
    """A Committee, a State or an organisation: its key, and its name."""

    key: str
    name: Text


@dataclass(frozen=True)
class Room:
    """Where a session takes place."""

    uid: str
    name: Text
    is_accessible: bool


@dataclass(frozen=True)
class Person:
    """Who chairs, moderates or sits on a panel; without a name as long as nobody is found."""

    uid: str
    name: str
    function: Text
    entity: Named | None


@dataclass(frozen=True)
class Seat:
    """A panellist, and the topic."""

    person: Person
    topic: Text


@dataclass(frozen=True)
class Panel:
    """A panel."""

    uid: str
    title: Text
    moderator: Person | None
    seats: tuple[Seat, ...]


@dataclass(frozen=True)
class Item:
    """An item of the agenda; without Committee it is the President's."""

    uid: str
    number: int
    title: Text
    summary: Text
    committee: Named | None

    @property
    def host_name(self) -> str:
        """Who leads it, in the reader's language."""
        return str(self.committee.name) if self.committee else _("President")

    @property
    def host_key(self) -> str:
        """The same as a key: a Committee's, or `president`."""
        return self.committee.key if self.committee else "president"


@dataclass(frozen=True)
class Segment:
    """A part of a session; a break has no item."""

    uid: str
    item: Item | None
    title: Text
    minutes: int
    begins_at: datetime
    ends_at: datetime
    audience: Audience
    about: Named | None
    order_rule: OrderRule
    national_minutes: int
    group_minutes: int
    organisation_minutes: int
    requests_open_at: datetime | None
    requests_close_at: datetime | None
    panel: Panel | None

    @property
    def takes_requests(self) -> bool:
        """Whether one asks for the floor under it: it says since or until when, and is for somebody."""
        is_for_somebody = self.audience not in _NOBODY
        return is_for_somebody and bool(self.requests_open_at or self.requests_close_at)

    @property
    def label(self) -> str:
        """What it is called in the reader's language: its title, else whose request, else for whom."""
        if self.title:
            return str(self.title)
        return str(self.about.name) if self.about else str(self.audience.label)


@dataclass(frozen=True)
class Block:
    """An item's segments that follow each other in a session: one line of the programme."""

    session: "Session"
    item: Item | None
    segments: tuple[Segment, ...]
    # The item was dealt with before, in this session or an earlier one.
    is_continued: bool

    @property
    def begins_at(self) -> datetime:
        """When its first segment begins."""
        return self.segments[0].begins_at

    @property
    def ends_at(self) -> datetime:
        """When its last segment ends."""
        return self.segments[-1].ends_at


@dataclass(frozen=True)
class Session:
    """A sitting."""

    uid: str
    title: Text
    room: Room | None
    begins_at: datetime
    ends_at: datetime
    chair: Person | None
    segments: tuple[Segment, ...]
    blocks: list[Block] = field(default_factory=list, compare=False, repr=False)

    @property
    def planned_end(self) -> datetime:
        """When the last segment ends, which may be later than the session should."""
        return self.segments[-1].ends_at if self.segments else self.begins_at


@dataclass(frozen=True)
class Programme:
    """A version of the programme, or the draft (`number` 0). Times are in the meeting's zone."""

    number: int
    published_at: datetime | None
    note: Text
    meeting: Content
    zone: ZoneInfo
    items: tuple[Item, ...]
    sessions: tuple[Session, ...]

    @property
    def is_indicative(self) -> bool:
        """Whether hours may still change."""
        return bool(self.meeting["is_indicative"])

    @cached_property
    def days(self) -> dict[date, list[Session]]:
        """The sessions of each day."""
        by_day = groupby(self.sessions, lambda one: one.begins_at.date())
        return {day: list(sessions) for day, sessions in by_day}

    @cached_property
    def blocks(self) -> list[Block]:
        """All blocks in the order of time."""
        return [block for session in self.sessions for block in session.blocks]

    @cached_property
    def items_begun(self) -> dict[date, list[Item]]:
        """The items of each day, each on the day on which it is first dealt with."""
        found: dict[date, list[Item]] = {}
        for block in self.blocks:
            if block.item and not block.is_continued:
                found.setdefault(block.begins_at.date(), []).append(block.item)
        return found

    def item(self, number: int) -> Item | None:
        """Return the item with a number."""
        return next((one for one in self.items if one.number == number), None)

    def blocks_of(self, item: Item) -> list[Block]:
        """Return where an item is dealt with."""
        return [block for block in self.blocks if block.item == item]

    def now(self, at: datetime) -> list[Block]:
        """Return what is going on at an instant: one block, or more where rooms work side by side."""
        return [block for block in self.blocks if block.begins_at <= at < block.ends_at]

    def next(self, at: datetime) -> Block | None:
        """Return what begins next after an instant."""
        coming = [block for block in self.blocks if block.begins_at > at]
        return min(coming, key=lambda block: block.begins_at, default=None)
