"""Why a wish has no place: true statements that together cover every place there could be.

Codes that hold for the whole wish: `recusal` (host), `quorum` (host, `away`, `count` present),
`no_slot` (the hosts share none, or none is long enough), `no_room` (none at all), `no_accessible_room`.

Codes that hold at `times`, whatever else is planned: `break`, `host_unavailable` (host), `arrives`,
`leaves`, `guest_unavailable` (resource: the guest), `taken` (resource), `rooms_unavailable`.

Codes that hold at `times` because of meetings in the plan (`by`): `better_ranked` (host; `count` of
them, `rank` of the last), `same_rank`, `promised` (pinned or accepted), `host_meets` (the same host,
others), `guest_meets` (resource: the guest is a guest elsewhere), `guest_sits` (the guest sits in
another meeting), `busy` (another resource), `rooms_taken`. And `not_found`: nothing is in the way, but
the time to look ran out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from . import rules
from .board import Board
from .problem import Period, Placement, Problem, Wish
from .results import Reason, Unplaced

Key = tuple[str, int]

ORDER = (
    "better_ranked",
    "same_rank",
    "promised",
    "host_meets",
    "guest_meets",
    "guest_sits",
    "busy",
    "arrives",
    "leaves",
    "guest_unavailable",
    "taken",
    "break",
    "host_unavailable",
    "rooms_unavailable",
    "rooms_taken",
    "not_found",
)


DECIDED = ORDER[:3]
"""Codes that need no other reason beside them."""
OF_THE_HOST = ORDER[:4]
"""Codes that blame other meetings of the same host."""


def why_not(problem: Problem, plan: Mapping[int, Placement], wish: Wish) -> Unplaced:
    """Explain why a wish is not in the plan."""
    whole = tuple(_whole(problem, wish))
    if whole:
        return Unplaced(wish.key, whole)
    at = _at_each_time(problem, Board(problem, plan.values()), wish)
    places = rules.in_all(problem, wish)
    return Unplaced(wish.key, tuple(_reasons(problem, wish, at, len(places))))


def _whole(problem: Problem, wish: Wish) -> Iterator[Reason]:
    for code, host in rules.forbidden(problem, wish):
        yield Reason(
            code,
            wish.key,
            host=host.key,
            resource=wish.guest if code == "recusal" else None,
            away=rules.away(host, wish) if code == "quorum" else (),
            count=len(rules.present(host, wish)),
        )
    if not rules.in_all(problem, wish):
        yield Reason("no_slot", wish.key, host=wish.hosts[0], count=wish.minutes or 0)
    if not rules.rooms(problem, wish):
        yield Reason("no_room", wish.key, host=wish.hosts[0])
    elif not rules.suitable_rooms(problem, wish):
        yield Reason("no_accessible_room", wish.key, host=wish.hosts[0])


def _at_each_time(
    problem: Problem, board: Board, wish: Wish
) -> dict[Key, dict[datetime, set[int]]]:
    """Return what is in the way, by code and key, when, and by which meetings.

    Where something is in the way that the plan cannot change, the plan is not blamed.
    """
    found: dict[Key, dict[datetime, set[int]]] = defaultdict(dict)
    for period in rules.in_all(problem, wish):
        lasting = set(_lasting(problem, wish, period))
        for code, key, by in [(*one, set()) for one in lasting] or _planned(board, wish, period):
            found[code, key].setdefault(period.start, set()).update(by)
    return found


def _lasting(problem: Problem, wish: Wish, period: Period) -> Iterator[Key]:
    yield from rules.hindrances(problem, wish, period)
    rooms = rules.suitable_rooms(problem, wish)
    if not any(rules.room_free(problem, room, period) for room in rooms):
        yield "rooms_unavailable", rooms[0]


def _planned(board: Board, wish: Wish, period: Period) -> list[tuple[str, int, set[int]]]:
    problem = board.problem
    free = [
        Placement(wish.key, period.start, period.end, room)
        for room in rules.suitable_rooms(problem, wish)
        if rules.room_free(problem, room, period)
    ]
    found = [
        (code, key, {other.wish})
        for claim, others in board.clashes(free[0]).items()
        if claim[0] != "room"
        for other in others
        for code, key in [_blame(problem, wish, claim, problem.wish[other.wish])]
    ]
    in_rooms = [board.clashes(place).get(("room", place.room), []) for place in free]
    if all(in_rooms):
        by = {other.wish for others in in_rooms for other in others}
        found += [("rooms_taken", free[0].room, by)]
    return _telling(found) or [("not_found", wish.hosts[0], set())]


def _telling(found: list[tuple[str, int, set[int]]]) -> list[tuple[str, int, set[int]]]:
    """Leave out what adds nothing.

    Where the host meets somebody who goes before, that is the reason, wherever the guest would be. Else
    what follows from the host's own meeting is left out: its members sit there, its room is taken.
    """
    decided = [one for one in found if one[0] in DECIDED]
    of_host: set[int] = set().union(*(by for code, _, by in found if code in OF_THE_HOST))
    return decided or [
        (code, key, by)
        for code, key, by in found
        if code in OF_THE_HOST or code == "guest_meets" or not by <= of_host
    ]


def _blame(problem: Problem, wish: Wish, claim: Key, other: Wish) -> Key:
    kind, key = claim
    if kind == "host":
        stands = problem.stands.get(other.key)
        if other.rank < wish.rank:
            return "better_ranked", key
        if stands and (stands.pinned or stands.accepted):
            return "promised", key
        return ("same_rank" if other.rank == wish.rank else "host_meets"), key
    if key == wish.guest:
        return ("guest_meets" if other.guest == key else "guest_sits"), key
    return "busy", key


def _reasons(
    problem: Problem, wish: Wish, at: dict[Key, dict[datetime, set[int]]], places: int
) -> Iterator[Reason]:
    for code, key in sorted(at, key=lambda found: (ORDER.index(found[0]), found[1])):
        times = tuple(sorted(at[code, key]))
        by = tuple(sorted(set().union(*at[code, key].values())))
        yield Reason(
            code,
            wish.key,
            times=times,
            host=key if code in (*OF_THE_HOST, "host_unavailable", "break", "not_found") else None,
            resource=key if code in _OF_RESOURCES else None,
            room=key if code.startswith("rooms_") else None,
            by=by,
            count=len(by),
            rank=max((problem.wish[other].rank for other in by), default=0),
            whole=len(times) == places,
        )


_OF_RESOURCES = (
    "guest_meets",
    "guest_sits",
    "busy",
    "arrives",
    "leaves",
    "guest_unavailable",
    "taken",
)
