"""An independent checker: the hard rules as practice has them, and nothing of the planner's code.

It knows the facts (dataclasses) alone. `broken` names the rules that a plan breaks.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import combinations

from programme.bilaterals.planning import Period, Placement, Problem, Wish


def broken(problem: Problem, plan: Iterable[Placement]) -> set[tuple[str, frozenset[int]]]:
    """Return each broken rule with the wishes concerned; empty for a lawful plan."""
    plan = list(plan)
    found = {(rule, frozenset({p.wish})) for p in plan for rule in _single(problem, p)}
    for one, other in combinations(plan, 2):
        found |= {(rule, frozenset({one.wish, other.wish})) for rule in _pair(problem, one, other)}
    for standing in problem.standing:
        if standing.pinned and standing.placement not in plan:
            found.add(("pinned", frozenset({standing.placement.wish})))
    return found


def lawful(problem: Problem, plan: Iterable[Placement]) -> bool:
    return not broken(problem, plan)


def _meets(a: datetime, b: datetime, period: Period) -> bool:
    """[a, b) and a period have a moment in common."""
    return max(a, period.start) < min(b, period.end)


def _wish(problem: Problem, key: int) -> Wish:
    (wish,) = [wish for wish in problem.wishes if wish.key == key]
    return wish


def busy(problem: Problem, wish: Wish) -> set[int]:
    """Everybody who is in this meeting."""
    there = {wish.guest} | set(wish.people)
    for host in problem.hosts:
        if host.key in wish.hosts:
            there |= set(host.persons)
            there |= {m for m in host.members if m not in wish.excused}
    return there


def _single(problem: Problem, p: Placement) -> Iterable[str]:
    wish = _wish(problem, p.wish)
    (guest,) = [guest for guest in problem.guests if guest.key == wish.guest]
    hosts = [host for host in problem.hosts if host.key in wish.hosts]
    for host in hosts:
        sits = wish.guest in host.members
        if sits and not wish.recusal_confirmed:
            yield "recusal"
        if len(set(host.members) - wish.excused - {wish.guest}) < host.quorum:
            yield "quorum"
        if not _receives(host, p.start, p.end):
            yield "time"
        if any(_meets(p.start, p.end, period) for period in host.unavailable):
            yield "host away"
    if wish.minutes is not None and p.end - p.start != timedelta(minutes=wish.minutes):
        yield "length"
    if wish.minutes is None and not any(
        (slot.start, slot.end) == (p.start, p.end) for host in hosts for slot in host.slots
    ):
        yield "length"
    if not any(p.room in host.rooms for host in hosts):
        yield "room"
    (room,) = [room for room in problem.rooms if room.key == p.room]
    if wish.accessible and not room.accessible:
        yield "access"
    if any(_meets(p.start, p.end, period) for period in room.unavailable):
        yield "room away"
    if guest.arrives is not None and p.start < guest.arrives:
        yield "arrival"
    if guest.leaves is not None and guest.leaves < p.end:
        yield "departure"
    if any(_meets(p.start, p.end, period) for period in guest.unavailable):
        yield "guest away"
    if any(_meets(p.start, p.end, period) for period in problem.breaks):
        yield "break"
    there = busy(problem, wish)
    if any(t.resource in there and _meets(p.start, p.end, t.period) for t in problem.taken):
        yield "taken"


def _receives(host: object, start: datetime, end: datetime) -> bool:
    """It starts with a slot, and each minute lies in a slot or in a pause no longer than the buffer."""
    slots = sorted(host.slots, key=lambda slot: slot.start)  # type: ignore[attr-defined]
    if start not in {slot.start for slot in slots}:
        return False
    until = start
    for slot in slots:
        if slot.end > until and slot.start <= until + (
            host.buffer if slot.start > start else timedelta(0)  # type: ignore[attr-defined]
        ):
            until = slot.end
    return end <= until


def _pair(problem: Problem, p: Placement, q: Placement) -> Iterable[str]:
    if p.wish == q.wish:
        yield "twice"
        return
    a, b = _wish(problem, p.wish), _wish(problem, q.wish)
    together = max(p.start, q.start) < min(p.end, q.end)
    if together and p.room == q.room:
        yield "room twice"
    if together and busy(problem, a) & busy(problem, b):
        yield "in two places"
    for host in problem.hosts:
        if host.key in a.hosts and host.key in b.hosts:
            first, second = sorted((p, q), key=lambda one: one.start)
            if second.start - first.end < host.buffer or together:
                yield "host twice"
