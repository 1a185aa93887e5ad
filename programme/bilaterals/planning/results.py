"""What the planner answers."""

from dataclasses import dataclass
from datetime import datetime

from .problem import Placement


@dataclass(frozen=True)
class Reason:
    """One true statement about why a wish has no place; `wording.explain` puts it into words.

    `times` are the starts of those places of the host for which it holds; empty if it holds for the
    whole wish. Which of the other fields are filled depends on `code` (see `reasons`).
    """

    code: str
    wish: int
    times: tuple[datetime, ...] = ()
    host: int | None = None
    resource: int | None = None
    room: int | None = None
    by: tuple[int, ...] = ()
    """The wishes whose meetings are in the way."""
    away: tuple[int, ...] = ()
    """The members who are not present: excused, or the guest itself."""
    count: int = 0
    rank: int = 0
    whole: bool = False
    """Whether `times` are all the places there are."""


@dataclass(frozen=True)
class Unplaced:
    """A wish without a place, and why. Together the reasons cover every place there could be."""

    wish: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Move:
    """A meeting that stood on the board and gets another time or room."""

    wish: int
    before: Placement
    after: Placement


@dataclass(frozen=True)
class Proposal:
    """A plan without violations, as far as what stands and may not be moved allows.

    `value` counts points: one point of a rank outweighs everything ranked worse. No plan has more
    than `bound`; `optimal` says that the two are proved equal (and, of a replan, that no plan moves
    less), `gap` is their distance as a share of `bound`. `polished` says that the soft
    terms, which decide between plans of the same value, are proved best, too.
    """

    placements: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]
    optimal: bool
    value: int
    bound: int
    gap: float
    seconds: float
    polished: bool = False
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Violation:
    """A hard rule that a plan breaks; `wording.say` puts it into words.

    `wishes` are those concerned, the earlier first. `start` is when it happens.
    """

    rule: str
    wishes: tuple[int, ...]
    start: datetime | None = None
    host: int | None = None
    resource: int | None = None
    room: int | None = None
    away: tuple[int, ...] = ()
    count: int = 0
