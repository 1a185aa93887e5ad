"""Every plan of a small problem, one after the other: what the planner must not be worse than."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

from programme.bilaterals.planning import Placement, Problem, Wish

from .checker import broken, lawful


def every_plan(problem: Problem, fixed: tuple[Placement, ...] = ()) -> Iterator[list[Placement]]:
    """Yield each lawful plan that has the fixed meetings."""
    stays = {p.wish: p for p in fixed}
    choices = [
        [stays[wish.key]] if wish.key in stays else [None, *_alone(problem, wish)]
        for wish in problem.wishes
    ]
    for picked in product(*choices):
        plan = [place for place in picked if place is not None]
        if not broken(problem, plan):
            yield plan


def _alone(problem: Problem, wish: Wish) -> list[Placement]:
    starts = {slot for host in problem.hosts if host.key in wish.hosts for slot in host.slots}
    tries = [
        Placement(wish.key, slot.start, end, room.key)
        for slot in sorted(starts, key=lambda slot: (slot.start, slot.end))
        for end in [slot.start + timedelta(minutes=wish.minutes) if wish.minutes else slot.end]
        for room in problem.rooms
    ]
    without_pins = [place for place in tries if lawful(_unpinned(problem), [place])]
    return list(dict.fromkeys(without_pins))


def _unpinned(problem: Problem) -> Problem:
    from dataclasses import replace

    return replace(problem, standing=())


def by_rank(problem: Problem, plan: list[Placement]) -> tuple[int, ...]:
    """The weight placed at each rank, the best rank first: compared like words in a dictionary."""
    placed = {p.wish for p in plan}
    ranks = sorted({wish.rank for wish in problem.wishes})
    return tuple(
        sum(wish.weight for wish in problem.wishes if wish.rank == rank and wish.key in placed)
        for rank in ranks
    )


def promises(problem: Problem, plan: list[Placement]) -> tuple[int, ...]:
    """What a replan is judged by first: accepted and offered kept, then those that stay."""
    where = {p.wish: p for p in plan}
    accepted = [s.placement for s in problem.standing if s.accepted]
    offered = [s.placement for s in problem.standing if s.offered and not s.accepted]
    return (
        sum(p.wish in where for p in accepted),
        sum(p.wish in where for p in offered),
        sum(where.get(p.wish) == p for p in accepted),
        sum(where.get(p.wish) == p for p in offered),
    )


def comfort(problem: Problem, plan: list[Placement]) -> tuple[int, ...]:
    """What decides between plans that place the same; the smaller the better."""
    wishes = {wish.key: wish for wish in problem.wishes}
    guests = {guest.key: guest for guest in problem.guests}
    missed = near = waiting = hungry = 0
    of: dict[int, list[Placement]] = {}
    for p in plan:
        wish = wishes[p.wish]
        of.setdefault(wish.guest, []).append(p)
        inside = any(q.start <= p.start and p.end <= q.end for q in wish.preferred)
        missed += bool(wish.preferred) and not inside
        lunch = problem.lunch
        if guests[wish.guest].lunch and lunch:
            hungry += p.start < lunch.end and lunch.start < p.end
    for meetings in of.values():
        meetings.sort(key=lambda p: p.start)
        near += sum(
            b.start - a.end < problem.guest_gap
            for n, a in enumerate(meetings)
            for b in meetings[n + 1 :]
        )
        there = meetings[-1].end - meetings[0].start
        talking = sum((p.end - p.start for p in meetings), timedelta(0))
        waiting += round((there - talking).total_seconds() / 60)
    return missed, near, waiting, hungry
