"""Meetings on a board, found by what they take; and the places that each wish could have."""

from collections import defaultdict
from collections.abc import Iterable

from . import rules
from .problem import Period, Placement, Problem, Wish
from .rules import Claim


class Board:
    """Placements, indexed by what they claim. They may contradict each other."""

    def __init__(self, problem: Problem, placements: Iterable[Placement] = ()) -> None:
        self.problem = problem
        self._claims: dict[Claim, list[tuple[Period, Placement]]] = defaultdict(list)
        for placement in placements:
            self.put(placement)

    def put(self, placement: Placement) -> None:
        """Add a meeting."""
        for claim, period in rules.claims(self.problem, placement):
            self._claims[claim].append((period, placement))

    def remove(self, placement: Placement) -> None:
        """Take a meeting away."""
        for claim, period in rules.claims(self.problem, placement):
            self._claims[claim].remove((period, placement))

    def clashes(self, placement: Placement) -> dict[Claim, list[Placement]]:
        """Return the meetings that exclude this one, by what they have in common; not itself."""
        found = {
            claim: [
                other
                for theirs, other in self._claims.get(claim, ())
                if theirs.overlaps(period) and other.wish != placement.wish
            ]
            for claim, period in rules.claims(self.problem, placement)
        }
        return {claim: others for claim, others in found.items() if others}

    def admits(self, placement: Placement) -> bool:
        """Say whether nothing on the board excludes this meeting."""
        return not any(
            theirs.overlaps(period) and other.wish != placement.wish
            for claim, period in rules.claims(self.problem, placement)
            for theirs, other in self._claims.get(claim, ())
        )


def places(problem: Problem, wish: Wish) -> tuple[Placement, ...]:
    """Return every place that the hard rules leave to a wish while nothing else is planned."""
    if any(True for _ in rules.forbidden(problem, wish)):
        return ()
    return tuple(
        Placement(wish.key, period.start, period.end, room)
        for period in rules.in_all(problem, wish)
        if not any(True for _ in rules.hindrances(problem, wish, period))
        for room in rules.suitable_rooms(problem, wish)
        if rules.room_free(problem, room, period)
    )


def choices(problem: Problem, fixed: Iterable[Placement]) -> dict[int, tuple[Placement, ...]]:
    """Return the places of every wish beside meetings that stay as they are.

    A fixed meeting has the one place where it stands, whether or not the rules allow it.
    """
    stays = {placement.wish: placement for placement in fixed}
    board = Board(problem, stays.values())
    return {
        wish.key: (stays[wish.key],)
        if wish.key in stays
        else tuple(place for place in places(problem, wish) if board.admits(place))
        for wish in problem.wishes
    }
