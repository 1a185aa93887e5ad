"""The model for CP-SAT, and aim after aim of it.

The only module that imports ortools, and only once a plan is asked for: that takes seconds and
brings numpy and pandas, which no page needs.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from . import aims, rules
from .problem import Placement, Problem

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Options = Mapping[int, tuple[Placement, ...]]


@dataclass(frozen=True)
class Reached:
    """How far an aim was reached: no plan has more than `bound`, given the aims before it."""

    value: int
    bound: int

    @property
    def proved(self) -> bool:
        """Say whether nothing better exists."""
        return self.value == self.bound


@dataclass
class Budget:
    """What is left of the time. Each step is limited by work done, which is the same on each run.

    The clock on the wall only stops a machine that is far slower than it should be. Work is counted
    as CP-SAT does it; two cores that do nothing else do some 0.2 in a second.
    """

    seconds: float
    work: float
    began: float = field(default_factory=time.monotonic)

    @property
    def spent(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self.began

    def limit(self, solver: "cp_model.CpSolver", share: float) -> None:
        """Let a step take a share of what is left; never nothing, so that what is easy is done."""
        solver.parameters.max_deterministic_time = max(self.work * share, 0.01)
        solver.parameters.max_time_in_seconds = max(self.seconds - self.spent, 0.05)


def load() -> Any:
    """Import the solver; the first time takes seconds."""
    from ortools.sat.python import cp_model

    return cp_model


class Model:
    """Which places are taken, under the hard rules, as yes-or-no variables."""

    def __init__(
        self,
        problem: Problem,
        options: Options,
        start: Mapping[int, Placement],
        *,
        fixed: Collection[Placement],
        budget: Budget,
        seed: int,
    ) -> None:
        self._cp = load()
        self.problem, self.options = problem, options
        self.budget, self.seed = budget, seed
        self.model = self._cp.CpModel()
        self.plan = dict(start)
        self.near: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        self.taken = {
            place: self.model.new_bool_var(f"w{key}_{number}")
            for key, places in options.items()
            for number, place in enumerate(places)
        }
        for place in fixed:
            self.model.add(self.taken[place] == 1)
        self._exclusions([place for place in self.taken if place not in fixed])

    def _exclusions(self, free: list[Placement]) -> None:
        """Exclude what cannot be at once. The places left beside fixed meetings are free of them."""
        for places in self.options.values():
            self.model.add_at_most_one(self.taken[place] for place in places)
        claims = defaultdict(list)
        for place in free:
            for claim, period in rules.claims(self.problem, place):
                claims[claim].append((period, place))
        for periods in claims.values():
            # Periods that overlap one another have a moment in common, at which one of them starts.
            for moment in sorted({period.start for period, _ in periods}):
                at_once = [p for period, p in periods if period.start <= moment < period.end]
                if len({place.wish for place in at_once}) > 1:
                    self.model.add_at_most_one(self.taken[place] for place in at_once)

    def least_crowding(self, share: float) -> Reached:
        """Leave each delegation its gap between two meetings, as often as can be."""
        if not self.problem.guest_gap:
            return Reached(0, 0)
        for wishes in aims.visits(self.problem):
            for number, one in enumerate(wishes):
                for other in wishes[:number]:
                    near = self._near(one.key, other.key)
                    self.near[one.guest] += [near] if near is not None else []
        return self._lower([near for pairs in self.near.values() for near in pairs], share)

    def _near(self, one: int, other: int) -> "cp_model.IntVar | None":
        near = None
        for place in self.options[one]:
            others = [p for p in self.options[other] if aims.too_near(self.problem, place, p)]
            if others:
                near = self.model.new_bool_var("near") if near is None else near
                together = sum(self.taken[p] for p in others)
                self.model.add(self.taken[place] + together <= 1 + near)
        return near

    def least_waiting(self, share: float) -> Reached:
        """Let delegations wait as few minutes as can be between their meetings."""
        waits: list[cp_model.LinearExprT] = []
        for wishes in aims.visits(self.problem):
            places = [place for wish in wishes for place in self.options[wish.key]]
            if len({place.wish for place in places}) > 1:
                waits.append(self._wait(places, self.near[wishes[0].guest]))
        return self._lower(waits, share)

    def _wait(
        self, places: list[Placement], near: "list[cp_model.IntVar]"
    ) -> "cp_model.LinearExprT":
        zero = min(place.start for place in places)
        end = max(minutes(zero, place.end) for place in places)
        first, last, span = (self.model.new_int_var(0, end, name) for name in ("a", "b", "span"))
        self.model.add(span >= last - first)
        for place in places:
            taken = self.taken[place]
            self.model.add(first <= minutes(zero, place.start)).only_enforce_if(taken)
            self.model.add(last >= minutes(zero, place.end)).only_enforce_if(taken)
        # Follows from the rest, but without it the proof would take hours: so many meetings, one after
        # the other, cannot take less.
        step, meetings = self._least_step(places), sum(self.taken[place] for place in places)
        shortest = min(minutes(place.start, place.end) for place in places)
        self.model.add(span >= shortest + step * (meetings - 1 - sum(near)))
        lengths = {place: minutes(place.start, place.end) for place in places}
        return span - self._total(lengths)

    def _least_step(self, places: list[Placement]) -> int:
        """Return the fewest minutes from start to start of two meetings with the gap between them."""
        return min(
            (
                minutes(one.start, other.start)
                for one in places
                for other in places
                if one.wish != other.wish
                and one.end <= other.start
                and not aims.too_near(self.problem, one, other)
            ),
            default=0,
        )

    def most(self, worth: Callable[[Placement], int], share: float) -> Reached:
        """Place as much as can be placed, and keep to it from here on."""
        values = {place: worth(place) for place in self.taken}
        reached = self._most(values, share)
        self.model.add(self._total(values) >= reached.value)
        return reached

    def most_of(self, points: Mapping[int, int], share: float) -> Reached:
        """Place wishes for as many points as can be, and keep to it from here on.

        What is kept is said wish by wish where each got a place: a long sum would hide it.
        """
        reached = self._most({p: points.get(p.wish, 0) for p in self.taken}, share)
        for rank in {self.problem.wish[key].rank for key in points}:
            self._keep_rank([key for key in points if self.problem.wish[key].rank == rank])
        return reached

    def _keep_rank(self, wishes: list[int]) -> None:
        possible = [key for key in wishes if self.options[key]]
        if all(key in self.plan for key in possible):
            for key in possible:
                self.model.add_exactly_one(self.taken[place] for place in self.options[key])
        else:
            weights = {
                place: self._weight(place.wish) for k in possible for place in self.options[k]
            }
            got = sum(self._weight(key) for key in possible if key in self.plan)
            self.model.add(self._total(weights) >= got)

    def _weight(self, wish: int) -> int:
        return self.problem.wish[wish].weight

    def _most(self, values: Mapping[Placement, int], share: float) -> Reached:
        value = sum(values[place] for place in self.plan.values())
        conceivable = sum(
            max((values[place] for place in places), default=0) for places in self.options.values()
        )
        if value == conceivable:
            return Reached(value, value)
        self.model.maximize(self._total(values))
        return self._reach(share)

    def least(self, cost: Callable[[Placement], int], share: float) -> Reached:
        """Cost as little as can be, and keep to it from here on. `bound` is from below."""
        costs = {place: cost(place) for place in self.taken}
        total = self._total(costs)
        if not any(costs[place] for place in self.plan.values()):
            self.model.add(total <= 0)
            return Reached(0, 0)
        return self._minimise(total, share)

    def _lower(self, costs: "Sequence[cp_model.LinearExprT]", share: float) -> Reached:
        if not costs:
            return Reached(0, 0)
        return self._minimise(self._cp.LinearExpr.sum(costs), share)

    def _minimise(self, total: "cp_model.LinearExprT", share: float) -> Reached:
        self.model.minimize(total)
        reached = self._reach(share)
        self.model.add(total <= reached.value)
        return reached

    def _total(self, values: Mapping[Placement, int]) -> "cp_model.LinearExprT":
        counted = {place: value for place, value in values.items() if value}
        return self._cp.LinearExpr.weighted_sum(
            [self.taken[place] for place in counted], list(counted.values())
        )

    def _reach(self, share: float) -> Reached:
        solver = self._cp.CpSolver()
        solver.parameters.random_seed = self.seed
        solver.parameters.num_workers = 1  # more would race: another plan each time
        solver.parameters.linearization_level = 2
        self.budget.limit(solver, share)
        self.model.clear_hints()
        for place, variable in self.taken.items():
            self.model.add_hint(variable, self.plan.get(place.wish) == place)
        status = solver.solve(self.model)
        self.budget.work -= solver.response_proto.deterministic_time
        if status not in (self._cp.OPTIMAL, self._cp.FEASIBLE):
            raise RanOut
        self.plan = {
            place.wish: place for place, variable in self.taken.items() if solver.value(variable)
        }
        return Reached(round(solver.objective_value), round(solver.best_objective_bound))


class RanOut(Exception):
    """The time was over before the first plan; the last one stands."""


def minutes(zero: datetime, moment: datetime) -> int:
    """Return the whole minutes from one moment to another."""
    return round((moment - zero).total_seconds() / 60)
