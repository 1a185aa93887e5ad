"""The hard rules, each in one place: what engages whom, which places there are, what excludes what.

Everything here is about single meetings and pairs of them. The planner builds its model from it, the
validation reports from it, and the reasons are told from it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from .problem import HostFacts, Period, Placement, Problem, Wish, present


def recused(host: HostFacts, wish: Wish) -> bool:
    """Say whether the guest sits on this host, and so faces its own Committee."""
    return wish.guest in host.members


def away(host: HostFacts, wish: Wish) -> tuple[int, ...]:
    """Return the members who do not sit in this meeting as members."""
    return tuple(m for m in host.members if m in wish.excused or m == wish.guest)


def in_all(problem: Problem, wish: Wish) -> tuple[Period, ...]:
    """Return the places that fit all hosts of a wish, as their slots allow; in order."""
    first, *others = (_places(problem.host[key], wish.minutes) for key in wish.hosts)
    if not others:
        return tuple(sorted(first.values()))
    return tuple(
        Period(start, min(places[start].end for places in (first, *others)))
        for start in sorted(first)
        if all(start in places for places in others)
    )


def _places(host: HostFacts, minutes: int | None) -> dict[datetime, Period]:
    """Return the places of one host by their starts. A long meeting takes following slots, too."""
    slots = sorted(set(host.slots))
    if minutes is None:
        return {slot.start: slot for slot in slots}
    length = timedelta(minutes=minutes)
    return {
        slot.start: Period(slot.start, slot.start + length)
        for index, slot in enumerate(slots)
        if slot.start + length <= _receives_until(slots[index:], host.buffer)
    }


def _receives_until(slots: list[Period], buffer: timedelta) -> datetime:
    """Return how long a host goes on receiving: over slots no further apart than its buffer."""
    until = slots[0].end
    for slot in slots[1:]:
        if slot.start - until > buffer:
            break
        until = max(until, slot.end)
    return until


def rooms(problem: Problem, wish: Wish) -> tuple[int, ...]:
    """Return the rooms of any of the hosts, the first host's first."""
    return tuple(dict.fromkeys(key for host in wish.hosts for key in problem.host[host].rooms))


def suitable_rooms(problem: Problem, wish: Wish) -> tuple[int, ...]:
    """Return those of its rooms that are accessible, if it needs that."""
    return tuple(
        key for key in rooms(problem, wish) if problem.room[key].accessible or not wish.accessible
    )


def forbidden(problem: Problem, wish: Wish) -> Iterator[tuple[str, HostFacts]]:
    """Name the rules that forbid a meeting whatever its time: `recusal`, `quorum`."""
    for key in wish.hosts:
        host = problem.host[key]
        if recused(host, wish) and not wish.recusal_confirmed:
            yield "recusal", host
        if len(present(host, wish)) < host.quorum:
            yield "quorum", host


def hindrances(problem: Problem, wish: Wish, period: Period) -> Iterator[tuple[str, int]]:
    """Name what forbids a meeting at a time, whatever else is planned, with the key concerned.

    `break`, `host_unavailable` (host), `arrives`, `leaves`, `guest_unavailable` (guest), `taken`
    (resource).
    """
    guest = problem.guest[wish.guest]
    if _hits(problem.breaks, period):
        yield "break", wish.hosts[0]
    for key in wish.hosts:
        if _hits(problem.host[key].unavailable, period):
            yield "host_unavailable", key
    if guest.arrives and period.start < guest.arrives:
        yield "arrives", guest.key
    if guest.leaves and period.end > guest.leaves:
        yield "leaves", guest.key
    if _hits(guest.unavailable, period):
        yield "guest_unavailable", guest.key
    for resource in sorted(problem.engaged[wish.key] & _taken(problem, period)):
        yield "taken", resource


def room_free(problem: Problem, room: int, period: Period) -> bool:
    """Say whether a room is there at a time, whatever else is planned."""
    return not _hits(problem.room[room].unavailable, period)


Claim = tuple[str, int]
"""What a meeting takes: `host`, `resource` or `room`, and its key."""


def claims(problem: Problem, placement: Placement) -> Iterator[tuple[Claim, Period]]:
    """Return what a meeting takes, and for how long: a host until its buffer is over.

    Two meetings exclude each other when they claim the same at overlapping periods.
    """
    wish, period = problem.wish[placement.wish], placement.period
    for key in wish.hosts:
        yield ("host", key), Period(period.start, period.end + problem.host[key].buffer)
    for key in sorted(problem.engaged[wish.key]):
        yield ("resource", key), period
    yield ("room", placement.room), period


def _hits(periods: tuple[Period, ...], period: Period) -> bool:
    return any(period.overlaps(other) for other in periods)


def _taken(problem: Problem, period: Period) -> set[int]:
    return {taken.resource for taken in problem.taken if taken.period.overlaps(period)}
