"""What is wrong with a plan made by hand."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from . import rules
from .problem import Placement, Problem
from .results import Violation

RULES = (
    "unknown",
    "twice_placed",
    "pinned_moved",
    "recusal",
    "quorum",
    "not_a_place",
    "wrong_end",
    "not_its_room",
    "room_not_accessible",
    "room_unavailable",
    "break",
    "host_unavailable",
    "arrives",
    "leaves",
    "guest_unavailable",
    "taken",
    "host",
    "host_buffer",
    "resource",
    "room",
)
"""Of single meetings, then of pairs: `host`, `resource` and `room` are in two places at once."""


def validate(problem: Problem, placements: Sequence[Placement]) -> tuple[Violation, ...]:
    """Return every hard rule that a plan breaks, each pair once; by time, then as `RULES` has it.

    `unknown` means a wish or room that the problem does not have, or an end before the start; such
    a meeting is not looked at further.
    """
    found = [Violation("unknown", (p.wish,), p.start) for p in placements if not _known(problem, p)]
    known = sorted(p for p in placements if _known(problem, p))
    found += [one for placement in known for one in _alone(problem, placement)]
    found += [one for pair in combinations(known, 2) for one in _together(problem, *pair)]
    found += _pinned(problem, known)
    return tuple(sorted(found, key=_order))


def _known(problem: Problem, placement: Placement) -> bool:
    lasts = placement.start < placement.end
    return placement.wish in problem.wish and placement.room in problem.room and lasts


def _alone(problem: Problem, placement: Placement) -> Iterator[Violation]:
    wish, start = problem.wish[placement.wish], placement.start
    for code, host in rules.forbidden(problem, wish):
        yield Violation(
            code,
            (wish.key,),
            start,
            host=host.key,
            resource=wish.guest if code == "recusal" else None,
            away=rules.away(host, wish) if code == "quorum" else (),
            count=len(rules.present(host, wish)),
        )
    yield from _time_and_room(problem, placement)
    for code, key in rules.hindrances(problem, wish, placement.period):
        of_host = code in ("break", "host_unavailable")
        yield Violation(
            code,
            (wish.key,),
            start,
            host=key if of_host else None,
            resource=None if of_host else key,
        )


def _time_and_room(problem: Problem, placement: Placement) -> Iterator[Violation]:
    wish, start = problem.wish[placement.wish], placement.start
    ends = {period.start: period.end for period in rules.in_all(problem, wish)}
    if start not in ends:
        yield Violation("not_a_place", (wish.key,), start, host=wish.hosts[0])
    elif ends[start] != placement.end:
        yield Violation("wrong_end", (wish.key,), start, host=wish.hosts[0])
    room = placement.room
    if room not in rules.rooms(problem, wish):
        yield Violation("not_its_room", (wish.key,), start, host=wish.hosts[0], room=room)
    if wish.accessible and not problem.room[room].accessible:
        yield Violation("room_not_accessible", (wish.key,), start, room=room)
    if not rules.room_free(problem, room, placement.period):
        yield Violation("room_unavailable", (wish.key,), start, room=room)


def _together(problem: Problem, one: Placement, other: Placement) -> Iterator[Violation]:
    if one.wish == other.wish:
        yield Violation("twice_placed", (one.wish,), max(one.start, other.start))
        return
    first, second = sorted((one, other), key=lambda p: (p.start, p.wish))
    wishes = (first.wish, second.wish)
    theirs = dict(rules.claims(problem, second))
    overlap = first.period.overlaps(second.period)
    for (kind, key), period in rules.claims(problem, first):
        against = theirs.get((kind, key))
        if against and against.overlaps(period):
            yield Violation(
                kind if overlap else "host_buffer",
                wishes,
                second.start,
                host=key if kind == "host" else None,
                resource=key if kind == "resource" else None,
                room=key if kind == "room" else None,
            )


def _pinned(problem: Problem, placements: list[Placement]) -> Iterator[Violation]:
    for one in problem.standing:
        if one.pinned and one.placement not in placements:
            start = one.placement.start
            yield Violation("pinned_moved", (one.placement.wish,), start, room=one.placement.room)


def _order(violation: Violation) -> tuple[object, ...]:
    keys = (violation.host, violation.resource, violation.room)
    return (
        violation.start,
        RULES.index(violation.rule),
        violation.wishes,
        tuple(key or 0 for key in keys),
    )
