"""A lawful plan to begin with, found at once: the solver improves it, or proves that nothing can."""

from collections.abc import Iterable, Mapping

from .board import Board
from .problem import Placement, Problem, Wish

DEPTH = 2
"""How many meetings may give way, one to the other, so that one more gets in."""


def one_by_one(
    problem: Problem, options: Mapping[int, tuple[Placement, ...]], fixed: Iterable[Placement]
) -> dict[int, Placement]:
    """Return a plan: what stands where it can, then the best-ranked first, others making room."""
    seats = _Seats(problem, options, {placement.wish: placement for placement in fixed})
    for wish in sorted(problem.wishes, key=lambda wish: _turn(problem, wish)):
        if wish.key not in seats.plan:
            any(seats.squeeze(wish.key, depth, {wish.key}) for depth in range(DEPTH + 1))
    return seats.plan


class _Seats:
    def __init__(
        self,
        problem: Problem,
        options: Mapping[int, tuple[Placement, ...]],
        plan: dict[int, Placement],
    ) -> None:
        self.problem, self.options, self.plan = problem, options, plan
        self.board = Board(problem, plan.values())
        self.firm = set(plan) | {
            key for key, one in problem.stands.items() if one.accepted or one.offered
        }

    def squeeze(self, wish: int, depth: int, moving: set[int]) -> bool:
        """Place a wish, if so many others making room is enough; else leave all as it was."""
        for place in self._by_liking(wish):
            others = {other.wish for found in self.board.clashes(place).values() for other in found}
            if not others:
                self._put(place)
                return True
            if depth and len(others) == 1 and not others & (self.firm | moving):
                (other,) = others
                if self._instead(place, other, depth, moving):
                    return True
        return False

    def _instead(self, place: Placement, other: int, depth: int, moving: set[int]) -> bool:
        before = self.plan.pop(other)
        self.board.remove(before)
        self._put(place)
        if self.squeeze(other, depth - 1, moving | {other}):
            return True
        self.board.remove(self.plan.pop(place.wish))
        self._put(before)
        return False

    def _put(self, place: Placement) -> None:
        self.plan[place.wish] = place
        self.board.put(place)

    def _by_liking(self, wish: int) -> list[Placement]:
        """Return its places, where it stands first."""
        stands = self.problem.stands.get(wish)
        return sorted(
            self.options[wish], key=lambda place: stands is None or place != stands.placement
        )


def _turn(problem: Problem, wish: Wish) -> tuple[int, int, int, int]:
    stands = problem.stands.get(wish.key)
    promised = 0 if stands and stands.accepted else 1 if stands and stands.offered else 2
    return promised, wish.rank, -wish.weight, wish.key
