"""To fill the day, and to mend it."""

from collections.abc import Callable, Mapping
from functools import partial

from . import aims
from .beginning import one_by_one
from .board import choices
from .problem import Placement, Problem, Standing
from .reasons import why_not
from .results import Move, Proposal
from .solving import Budget, Model, RanOut, Reached, load

SEED = 2018
WORK = 0.1
"""Work that a second is good for, on a machine that has other things to do, too."""
SHARE = 0.5
"""Of the time left, the most that one aim may take: something is left for the next."""


def propose(
    problem: Problem, *, seconds: float = 20, work: float | None = None, seed: int = SEED
) -> Proposal:
    """Return the best plan around what is pinned and what is accepted, which stay as they are.

    What is best, and what is guaranteed to each rank, says `aims`. Meetings that are offered, or
    drafts, may move or fall to a better-ranked wish, and otherwise stay where they are if they can.
    A pinned or accepted meeting stays even if it breaks a rule: `validate` says so.

    It stops after the `work` that `seconds` are good for, or after `seconds` at the latest, with what it
    has; `optimal` says whether that is proved the best. The same problem, work and seed have the same
    plan, unless the seconds ran out. The first call of a process loads the solver: seconds more.
    """
    fixed = [s.placement for s in problem.standing if s.pinned or s.accepted]
    return _Search(problem, fixed, _budget(seconds, work), seed).run(moving=False)


def replan(
    problem: Problem, *, seconds: float = 10, work: float | None = None, seed: int = SEED
) -> Proposal:
    """Return the plan that mends the board with the fewest moves. Leave a declined wish out.

    First as many accepted meetings as can keep a place keep one, then as many offered; then the
    fewest accepted move (to another time or room), then the fewest offered; then the plan is filled
    as `propose` does. What is pinned stays. Where nothing forces a move, nobody moves.
    """
    fixed = [s.placement for s in problem.standing if s.pinned]
    return _Search(problem, fixed, _budget(seconds, work), seed).run(moving=True)


def _budget(seconds: float, work: float | None) -> Budget:
    load()  # whose time is not that of the plan
    return Budget(seconds, seconds * WORK if work is None else work)


class _Search:
    """Reaches one aim after the other, while there is time."""

    def __init__(self, problem: Problem, fixed: list[Placement], budget: Budget, seed: int) -> None:
        self.problem, self.budget = problem, budget
        options = choices(problem, fixed)
        start = one_by_one(problem, options, fixed)
        self.model = Model(
            problem, options, start, fixed=frozenset(fixed), budget=budget, seed=seed
        )

    def run(self, *, moving: bool) -> Proposal:
        """Return the plan. `moving` says that accepted and offered meetings count first."""
        kept = not moving or self._keep_promises()
        value, bound = self._fill()
        polished = self._polish()
        plan = self.model.plan
        left = [wish for wish in self.problem.wishes if wish.key not in plan]
        return Proposal(
            placements=tuple(sorted(plan.values(), key=lambda p: (p.start, p.room, p.wish))),
            unplaced=tuple(why_not(self.problem, plan, wish) for wish in left),
            optimal=kept and value == bound,
            polished=polished and kept and value == bound,
            value=value,
            bound=bound,
            gap=(bound - value) / bound if bound else 0.0,
            seconds=self.budget.spent,
            moves=_moves(self.problem, plan),
        )

    def _keep_promises(self) -> bool:
        """Keep, then leave alone, first what is accepted, then what is offered; say if proved."""
        accepted, offered = (
            {key: one for key, one in self.problem.stands.items() if test(one)}
            for test in (lambda one: one.accepted, lambda one: one.offered and not one.accepted)
        )
        aims_in_order: list[Callable[[Placement], int]] = [
            partial(_is_of, accepted),
            partial(_is_of, offered),
            partial(_stays, accepted),
            partial(_stays, offered),
        ]
        return self._try_all([partial(self.model.most, aim, SHARE) for aim in aims_in_order])

    def _fill(self) -> tuple[int, int]:
        """Place by rank and weight; return the points, and the most there can be."""
        bound, sure = 0, True
        for level in aims.levels(self.problem):
            reached = self._reach(partial(self.model.most_of, level.points, SHARE))
            conceivable = sum(level.points[key] for key in level.points if self.model.options[key])
            here = reached.bound if reached and sure else conceivable
            bound += here * level.unit
            sure = sure and reached is not None and reached.proved
        worth = aims.points(self.problem)
        return sum(worth[key] for key in self.model.plan), bound

    def _polish(self) -> bool:
        """Choose among the plans of this value; say whether the choice is proved the best."""
        model, problem = self.model, self.problem
        offered = {key: one for key, one in problem.stands.items() if one.offered}
        steps: list[Callable[[], Reached]] = [
            partial(model.most, partial(_stays, offered), SHARE),
            partial(model.most, partial(_stays, problem.stands), SHARE),
            partial(model.least, partial(aims.unpreferred, problem), SHARE),
            partial(model.least_crowding, SHARE),
            partial(model.least_waiting, SHARE),
            partial(model.least, partial(aims.speechless, problem), SHARE),
            partial(model.least, partial(aims.hungry, problem), SHARE),
        ]
        return self._try_all(steps)

    def _try_all(self, steps: list[Callable[[], Reached]]) -> bool:
        """Take every step, whether or not the one before was proved; say if all were."""
        reached = [self._reach(step) for step in steps]
        return all(one is not None and one.proved for one in reached)

    def _reach(self, step: Callable[[], Reached]) -> Reached | None:
        try:
            return step()
        except RanOut:
            return None


def _is_of(standing: Mapping[int, Standing], place: Placement) -> int:
    return int(place.wish in standing)


def _stays(standing: Mapping[int, Standing], place: Placement) -> int:
    return int(place.wish in standing and standing[place.wish].placement == place)


def _moves(problem: Problem, plan: Mapping[int, Placement]) -> tuple[Move, ...]:
    return tuple(
        Move(key, one.placement, plan[key])
        for key, one in sorted(problem.stands.items())
        if key in plan and plan[key] != one.placement
    )
