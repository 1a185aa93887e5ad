"""What the planner is told. All times are aware; all periods are half-open, `[start, end)`.

Three kinds of keys, each unique among its own: hosts, rooms, and *resources*. A resource is somebody
who cannot be in two places: an entity (as guest and as member of a Committee alike), the President, a
named participant. So a State that hosts and is invited is one key, and collides with itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from functools import cached_property

NOTHING = timedelta(0)


@dataclass(frozen=True, order=True)
class Period:
    """From `start` until just before `end`."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("A period needs times with a zone.")
        if self.start >= self.end:
            raise ValueError("A period ends after it starts.")

    def overlaps(self, other: "Period") -> bool:
        """Say whether a moment lies in both."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Interpretation:
    """A language that a host understands for a time only, while an interpreter is there."""

    language: str
    period: Period


@dataclass(frozen=True)
class HostFacts:
    """The President, or a Committee."""

    key: int
    name: str
    slots: tuple[Period, ...]
    """When it receives. A meeting starts with a slot; a long one goes on into the next ones."""
    buffer: timedelta = NOTHING
    """Kept free for the host after each of its meetings."""
    rooms: tuple[int, ...] = ()
    """Where it may receive; one when its room is fixed."""
    members: tuple[int, ...] = ()
    """Resources of the entities that sit on it: engaged in each of its meetings, unless excused."""
    persons: tuple[int, ...] = ()
    """Resources that are always needed, such as the President for every body she chairs."""
    quorum: int = 0
    """How many members must be present; 0 for a host that is no Committee."""
    unavailable: tuple[Period, ...] = ()
    languages: frozenset[str] = frozenset()
    interpretation: tuple[Interpretation, ...] = ()


@dataclass(frozen=True)
class RoomFacts:
    """A room."""

    key: int
    name: str
    accessible: bool = True
    unavailable: tuple[Period, ...] = ()


@dataclass(frozen=True)
class GuestFacts:
    """A delegation that is invited; `key` is the resource of its entity."""

    key: int
    name: str
    arrives: datetime | None = None
    leaves: datetime | None = None
    unavailable: tuple[Period, ...] = ()
    lunch: bool = False
    """Whether it would like its lunch free."""


@dataclass(frozen=True)
class Wish:
    """A meeting that somebody wants: one guest, and one host or several (a joint meeting).

    `rank` is 1 for the best. `weight` decides between wishes of the same rank, by different hosts.
    """

    key: int
    hosts: tuple[int, ...]
    guest: int
    rank: int
    weight: int = 1
    preferred: tuple[Period, ...] = ()
    languages: frozenset[str] = frozenset()
    accessible: bool = False
    """Whether its room must be accessible: a hard rule."""
    people: tuple[int, ...] = ()
    """Resources of other participants, by name."""
    excused: frozenset[int] = frozenset()
    """Members who are excused from this meeting, by name."""
    recusal_confirmed: bool = False
    """Whether a guest that sits on its host has said that it steps aside as a member."""
    minutes: int | None = None
    """How long it takes, if not one slot."""


@dataclass(frozen=True, order=True)
class Placement:
    """A meeting on the board."""

    wish: int
    start: datetime
    end: datetime
    room: int

    @property
    def period(self) -> Period:
        """When it is."""
        return Period(self.start, self.end)


@dataclass(frozen=True)
class Standing:
    """What already stands on the board: with none of the three, a draft that nobody has heard of."""

    placement: Placement
    pinned: bool = False
    accepted: bool = False
    offered: bool = False


@dataclass(frozen=True)
class Taken:
    """A resource is engaged outside this problem, or has said that it is away."""

    resource: int
    period: Period


@dataclass(frozen=True)
class Problem:
    """Everything the planner knows. Raises ValueError if a key is twice, or names nothing."""

    hosts: tuple[HostFacts, ...]
    rooms: tuple[RoomFacts, ...]
    guests: tuple[GuestFacts, ...]
    wishes: tuple[Wish, ...]
    standing: tuple[Standing, ...] = ()
    taken: tuple[Taken, ...] = ()
    lunch: Period | None = None
    guest_gap: timedelta = NOTHING
    """What a delegation would like between two of its meetings as a guest (not a hard rule)."""
    breaks: tuple[Period, ...] = ()
    names: Mapping[int, str] = field(default_factory=dict)
    """Names of resources that are no guests, for the wording."""
    zone: tzinfo | None = None
    """The zone that times are said in; without it, the one they came in."""

    def __post_init__(self) -> None:
        for refusal in _refusals(self):
            raise ValueError(refusal)

    @cached_property
    def host(self) -> dict[int, HostFacts]:
        """The hosts by key."""
        return {host.key: host for host in self.hosts}

    @cached_property
    def room(self) -> dict[int, RoomFacts]:
        """The rooms by key."""
        return {room.key: room for room in self.rooms}

    @cached_property
    def guest(self) -> dict[int, GuestFacts]:
        """The guests by the resource of their entity."""
        return {guest.key: guest for guest in self.guests}

    @cached_property
    def wish(self) -> dict[int, Wish]:
        """The wishes by key."""
        return {wish.key: wish for wish in self.wishes}

    @cached_property
    def engaged(self) -> dict[int, frozenset[int]]:
        """All resources that a meeting takes, by the key of its wish; two parts in it count once."""
        return {wish.key: _engaged(self, wish) for wish in self.wishes}

    @cached_property
    def stands(self) -> dict[int, Standing]:
        """What stands, by the key of its wish."""
        return {standing.placement.wish: standing for standing in self.standing}


def present(host: HostFacts, wish: Wish) -> tuple[int, ...]:
    """Return the members who sit in this meeting as members: not excused, not its guest."""
    return tuple(m for m in host.members if m not in wish.excused and m != wish.guest)


def _engaged(problem: Problem, wish: Wish) -> frozenset[int]:
    hosts = [problem.host[key] for key in wish.hosts]
    sitting = {member for host in hosts for member in present(host, wish)}
    needed = {person for host in hosts for person in host.persons}
    return frozenset({wish.guest, *wish.people} | sitting | needed)


def _refusals(problem: Problem) -> Iterator[str]:
    yield from _doubles("host", (host.key for host in problem.hosts))
    yield from _doubles("room", (room.key for room in problem.rooms))
    yield from _doubles("guest", (guest.key for guest in problem.guests))
    yield from _doubles("wish", (wish.key for wish in problem.wishes))
    yield from _doubles("standing", (one.placement.wish for one in problem.standing))
    for host in problem.hosts:
        yield from (
            f"Host {host.key}: no room {key}." for key in host.rooms if key not in problem.room
        )
    for one in problem.standing:
        if one.placement.wish not in problem.wish:
            yield f"Standing: no wish {one.placement.wish}."
        if one.placement.room not in problem.room:
            yield f"Standing: no room {one.placement.room}."
    for wish in problem.wishes:
        yield from _refusals_of(wish, problem)


def _refusals_of(wish: Wish, problem: Problem) -> Iterator[str]:
    if not wish.hosts or len(set(wish.hosts)) < len(wish.hosts):
        yield f"Wish {wish.key}: hosts {wish.hosts}."
    yield from (f"Wish {wish.key}: no host {key}." for key in wish.hosts if key not in problem.host)
    if wish.guest not in problem.guest:
        yield f"Wish {wish.key}: no guest {wish.guest}."
    if wish.weight < 1 or wish.rank < 1:
        yield f"Wish {wish.key}: weight {wish.weight}, rank {wish.rank}."
    if wish.minutes is not None and wish.minutes < 1:
        yield f"Wish {wish.key}: {wish.minutes} minutes."


def _doubles(what: str, keys: Iterable[int]) -> Iterator[str]:
    yield from (f"Twice: {what} {key}." for key, times in Counter(keys).items() if times > 1)
