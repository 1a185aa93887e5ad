"""The lines of the programme: a block each, with what goes on in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..differences import Change, Kind
from ..models import Audience
from ..reading import Block, Item, Segment, Session
from ..versions import Version

# The colours of hosts (portal.css); the name always stands beside.
COLOURS = {
    "president": "by-p",
    "article-5": "by-a5",
    "victim-assistance": "by-va",
    "cooperation": "by-eca",
    "compliance": "by-cc",
}


def colour(item: Item | None) -> str:
    """Return the class of an item's host; that of any other Committee for one that we do not know."""
    return COLOURS.get(item.host_key, "by-other") if item else "by-none"


@dataclass(frozen=True)
class Mark:
    """How an item stands to the version before: `new` or `changed`."""

    word: str
    is_new: bool


def mark(version: Version, item: Item | None) -> Mark | None:
    """Return what is said of an item that differs from the version before."""
    return _mark(version.changes_of(item) if item else [])


def _mark(changes: list[Change]) -> Mark | None:
    if not changes:
        return None
    is_new = any(one.kind == Kind.ITEM_ADDED for one in changes)
    return Mark(_("New") if is_new else _("Changed"), is_new)


@dataclass(frozen=True)
class Line:
    """A block as a line; `anchor` is the first of its item."""

    block: Block
    anchor: str
    colour: str
    mark: Mark | None
    is_now: bool
    is_next: bool
    current: Segment | None

    @property
    def item(self) -> Item | None:
        """The item; None for a break."""
        return self.block.item

    @property
    def has_parts(self) -> bool:
        """Whether its segments say more than the line."""
        segments = self.block.segments
        return self.item is not None and (len(segments) > 1 or bool(segments[0].panel))

    @property
    def parts_text(self) -> str:
        """How many segments it has, and how many of them are requests."""
        parts = len(self.block.segments)
        requests = sum(one.audience == Audience.REQUEST for one in self.block.segments)
        text = ngettext("%(count)d part", "%(count)d parts", parts) % {"count": parts}
        if not requests:
            return text
        of_them = ngettext("%(count)d request", "%(count)d requests", requests)
        return f"{text}, {of_them % {'count': requests}}"


@dataclass(frozen=True)
class Sitting:
    """A session with the lines that are shown of it."""

    session: Session
    lines: list[Line]
    # Room and chair are told once a day, and again where they change.
    says_where: bool


@dataclass(frozen=True)
class Day:
    """A day with its sessions."""

    date: date
    sittings: list[Sitting] = field(default_factory=list)


def days(version: Version, at: datetime, host: str) -> list[Day]:
    """Return the days with their lines; those of one host only, where one is named."""
    writer = _Writer(version, at)
    found = []
    for day, sessions in version.programme.days.items():
        with_lines = [(one, writer.lines(one, host)) for one in sessions]
        shown = [(session, lines) for session, lines in with_lines if lines or not host]
        if shown:
            found.append(Day(day, list(_sittings(shown))))
    return found


def _sittings(shown: list[tuple[Session, list[Line]]]) -> Iterator[Sitting]:
    before = None
    for session, lines in shown:
        here = (session.room, session.chair)
        yield Sitting(session, lines, says_where=here != before)
        before = here


class _Writer:
    """Writes lines, and knows for all of them what is going on."""

    def __init__(self, version: Version, at: datetime) -> None:
        programme = version.programme
        self.at = at
        self.now = {id(one) for one in programme.now(at)}
        self.next = programme.next(at)
        # Looked up once for an item, not once for each of its blocks.
        self.changes = {item.uid: version.changes_of(item) for item in programme.items}

    def lines(self, session: Session, host: str) -> list[Line]:
        return [
            self._line(block)
            for block in session.blocks
            if not host or (block.item and block.item.host_key == host)
        ]

    def _line(self, block: Block) -> Line:
        item = block.item
        extra: dict[str, Any] = {
            "is_now": id(block) in self.now,
            "is_next": block is self.next,
            "current": segment_at(block, self.at),
        }
        anchor = f"item-{item.number}" if item and not block.is_continued else ""
        changes = self.changes[item.uid] if item else []
        changed = _mark([one for one in changes if one.touches(block)])
        return Line(block, anchor, colour(item), changed, **extra)


def segment_at(block: Block, at: datetime) -> Segment | None:
    """Return the segment of a block that is going on at an instant."""
    return next((one for one in block.segments if one.begins_at <= at < one.ends_at), None)
