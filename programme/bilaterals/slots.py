"""The places of a host's day: computed from its windows, never stored."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol


class Hours(Protocol):
    """A time of the day: a window, or a break."""

    @property
    def begins_at(self) -> datetime:
        """When it begins."""

    @property
    def ends_at(self) -> datetime:
        """The first instant after it."""


class Slot(NamedTuple):
    """A place for one bilateral, `[)`; the buffer comes after it."""

    begins_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Slot") -> bool:
        """Say whether both share a moment; what only touches does not."""
        return self.begins_at < other.ends_at and other.begins_at < self.ends_at


def slots_of(
    windows: Iterable[Hours],
    length: timedelta,
    buffer: timedelta,
    breaks: Iterable[Hours] = (),
) -> tuple[Slot, ...]:
    """Return the places in the order of the day.

    They lie one after the other from the beginning of each window, `buffer` apart, and end within it.
    No place reaches into a break; after one they go on from its end. Of breaks that are for lunch only
    (`is_lunch`) nothing is left out: whoever minds them weighs them.

    :raises ValueError: a bilateral takes no time
    """
    if length <= timedelta(0) or buffer < timedelta(0):
        raise ValueError("A bilateral takes time, and a buffer is not negative.")
    closed = sorted(
        (Slot(one.begins_at, one.ends_at) for one in breaks if not getattr(one, "is_lunch", False)),
    )
    found: list[Slot] = []
    for window in sorted(windows, key=lambda one: one.begins_at):
        found += _within(window, length, buffer, closed)
    return tuple(found)


def _within(
    window: Hours, length: timedelta, buffer: timedelta, closed: Sequence[Slot]
) -> Iterable[Slot]:
    begins = window.begins_at
    while (ends := begins + length) <= window.ends_at:
        in_the_way = [one for one in closed if one.begins_at < ends and begins < one.ends_at]
        if in_the_way:
            begins = max(one.ends_at for one in in_the_way)
            continue
        yield Slot(begins, ends)
        begins = ends + buffer
