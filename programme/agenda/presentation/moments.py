"""What goes on now, and what comes next."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ..reading import Block, Programme, Segment
from .lines import segment_at


class Phase(StrEnum):
    """Where in the meetings an instant lies."""

    BEFORE = "before"
    DURING = "during"
    BETWEEN = "between"
    AFTER = "after"


@dataclass(frozen=True)
class Going:
    """A block that is going on, and the segment in it."""

    block: Block
    segment: Segment | None


@dataclass(frozen=True)
class Moment:
    """An instant of the programme: what goes on, what comes next, and whether that is today."""

    phase: Phase
    going: list[Going]
    next: Block | None
    next_is_today: bool


def moment_of(programme: Programme, at: datetime) -> Moment | None:
    """Return what an instant is in a programme; None where nothing is planned."""
    if not programme.blocks:
        return None
    going = [Going(block, segment_at(block, at)) for block in programme.now(at)]
    coming = programme.next(at)
    today = at.astimezone(programme.zone).date()
    return Moment(
        phase=_phase(programme, going, coming, at),
        going=going,
        next=coming,
        next_is_today=coming is not None and coming.begins_at.date() == today,
    )


def _phase(programme: Programme, going: list[Going], coming: Block | None, at: datetime) -> Phase:
    if going:
        return Phase.DURING
    if coming is None:
        return Phase.AFTER
    return Phase.BEFORE if at < min(one.begins_at for one in programme.blocks) else Phase.BETWEEN
