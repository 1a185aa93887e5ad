"""The page of one item."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from ..models import OrderRule
from ..reading import Block, Item, Programme, Segment
from ..versions import Version
from .lines import colour, mark, segment_at


@dataclass(frozen=True)
class Requests:
    """Until when one asks for the floor in a segment: by the end of a day, or at an instant."""

    opens_at: datetime | None
    last_day: date | None
    closes_at: datetime | None
    is_open: bool
    is_over: bool


@dataclass(frozen=True)
class Floor:
    """How the floor is given in a segment: on which requests, in which order, for how long."""

    requests: Requests
    order_rule: OrderRule
    national_minutes: int
    group_minutes: int
    organisation_minutes: int


@dataclass(frozen=True)
class Part:
    """A segment, and what is said beside it; `floor` is None where it is not given on request."""

    segment: Segment
    floor: Floor | None
    is_now: bool

    @property
    def says_audience(self) -> bool:
        """Whether the audience says something that the label does not."""
        return bool(self.segment.title or self.segment.about)


@dataclass(frozen=True)
class Slot:
    """A block of the item."""

    block: Block
    is_now: bool
    parts: list[Part]


def context_of(version: Version, item: Item, *, at: datetime) -> dict[str, Any]:
    """Return what the template `agenda/item.html` shows."""
    programme = version.programme
    place = programme.items.index(item)
    slots = [_slot(block, at) for block in programme.blocks_of(item)]
    floors = {part.floor for slot in slots for part in slot.parts if part.floor}
    return {
        "item": item,
        "colour": colour(item),
        "mark": mark(version, item),
        "slots": slots,
        # Told once where all segments have the same, else at each of them.
        "floor": floors.pop() if len(floors) == 1 else None,
        "previous_item": programme.items[place - 1] if place else None,
        "next_item": _after(programme, place),
        "changes": version.changes_of(item),
    }


def _after(programme: Programme, place: int) -> Item | None:
    return next(iter(programme.items[place + 1 :]), None)


def _slot(block: Block, at: datetime) -> Slot:
    current = segment_at(block, at)
    parts = [Part(one, floor_of(one, at), one is current) for one in block.segments]
    return Slot(block, current is not None, parts)


def floor_of(segment: Segment, at: datetime) -> Floor | None:
    """Return how the floor is given, or None where it is not given on request."""
    if segment.requests_open_at is None and segment.requests_close_at is None:
        return None
    return Floor(
        _requests(segment.requests_open_at, segment.requests_close_at, at),
        segment.order_rule,
        segment.national_minutes,
        segment.group_minutes,
        segment.organisation_minutes,
    )


def _requests(opens_at: datetime | None, closes_at: datetime | None, at: datetime) -> Requests:
    # Half-open: midnight is late, and the day before is the last one.
    is_midnight = closes_at is not None and (closes_at.hour, closes_at.minute) == (0, 0)
    last_day = (closes_at - timedelta(minutes=1)).date() if closes_at and is_midnight else None
    is_over = closes_at is not None and at >= closes_at
    return Requests(
        opens_at=opens_at,
        last_day=last_day,
        closes_at=closes_at,
        is_open=not is_over and (opens_at is None or at >= opens_at),
        is_over=is_over,
    )
