"""A plan as it is kept in its row: keys, codes and times, which are put into words when it is shown."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from .. import planning
from ..reading import Frame


@dataclass(frozen=True)
class Seen:
    """A bilateral as the plan found it on the board."""

    bilateral: int
    version: int


@dataclass(frozen=True)
class Kept:
    """A plan that was made. `placements` and `seen` are by candidate.

    `stamp` is that of the board that it was made from (`queries.stamps`).
    """

    placements: Mapping[int, planning.Placement]
    unplaced: tuple[planning.Unplaced, ...]
    seen: Mapping[int, Seen]
    stamp: str
    optimal: bool
    polished: bool
    gap: float
    seconds: float

    @property
    def planned(self) -> frozenset[int]:
        """The candidates that the plan was about."""
        return frozenset(self.placements) | {one.wish for one in self.unplaced}


def to_keep(proposal: planning.Proposal, frame: Frame, stamp: str) -> dict[str, Any]:
    """Return a plan as JSON carries it, with the versions of the bilaterals that it was made from."""
    return {
        "placements": [_place(one) for one in proposal.placements],
        "moves": [[one.wish, _place(one.before), _place(one.after)] for one in proposal.moves],
        "unplaced": [
            {"wish": one.wish, "reasons": [_reason(reason) for reason in one.reasons]}
            for one in proposal.unplaced
        ],
        "seen": [
            [one.candidate, one.pk, one.version] for one in frame.stands.values() if one.is_active
        ],
        "stamp": stamp,
        "optimal": proposal.optimal,
        "polished": proposal.polished,
        # Larger than the numbers that other readers of JSON keep exactly.
        "value": str(proposal.value),
        "bound": str(proposal.bound),
        "gap": proposal.gap,
        "seconds": round(proposal.seconds, 1),
    }


def kept(raw: dict[str, Any]) -> Kept:
    """Return a plan from what was kept."""
    return Kept(
        placements={one[0]: _placement(one) for one in raw["placements"]},
        unplaced=tuple(
            planning.Unplaced(one["wish"], tuple(_of_reason(reason) for reason in one["reasons"]))
            for one in raw["unplaced"]
        ),
        seen={candidate: Seen(pk, version) for candidate, pk, version in raw["seen"]},
        stamp=raw["stamp"],
        optimal=raw["optimal"],
        polished=raw["polished"],
        gap=raw["gap"],
        seconds=raw["seconds"],
    )


def _place(one: planning.Placement) -> list[int | str]:
    return [one.wish, one.start.isoformat(), one.end.isoformat(), one.room]


def _placement(raw: list[Any]) -> planning.Placement:
    wish, start, end, room = raw
    return planning.Placement(
        wish, datetime.fromisoformat(start), datetime.fromisoformat(end), room
    )


def _reason(reason: planning.Reason) -> dict[str, Any]:
    # What is empty is left out; a plan has hundreds of reasons.
    plain = {
        name: value for name, value in asdict(reason).items() if value not in (None, (), 0, "")
    }
    return plain | {"times": [one.isoformat() for one in reason.times]}


def _of_reason(raw: dict[str, Any]) -> planning.Reason:
    lists = {name: tuple(raw.get(name, ())) for name in ("by", "away")}
    times = tuple(datetime.fromisoformat(one) for one in raw["times"])
    return planning.Reason(**(raw | lists | {"times": times}))
