"""The day of the bilaterals as plain values: what pages, conflicts and the plan are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from ..slots import Slot
from ..transitions import ACTIVE, State
from .needs import needs_of


@dataclass(frozen=True)
class HostFacts:
    """A host. `members` are those of its Committee on the day: resource → name; empty for the President.

    `president` is her resource where she presides, else None; `room` the fixed room's key.
    """

    pk: int
    slug: str
    name: str
    resource: int
    president: int | None
    members: Mapping[int, str]
    quorum: int
    length: timedelta
    buffer: timedelta
    room: int | None
    languages: frozenset[str] = frozenset()
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True)
class RoomFacts:
    """A room of the day."""

    pk: int
    name: str
    resource: int
    is_accessible: bool


@dataclass(frozen=True)
class CandidateFacts:
    """Whom hosts should meet. `resource` is the entity's; `excused` are resources of members."""

    pk: int
    name: str
    entity_code: str
    resource: int
    delegation: int
    hosts: tuple[int, ...]
    rank: int
    weight: int
    reason: str
    minutes: int | None
    languages: frozenset[str]
    needs_accessible_room: bool
    is_set_aside: bool
    recusal_confirmed: bool
    excused: frozenset[int]
    version: int
    wanted: tuple[Slot, ...] = ()


@dataclass(frozen=True)
class Stand:
    """A bilateral on the board, whatever its state. `parts`: resource → its part, while it is active."""

    pk: int
    code: str
    candidate: int
    begins_at: datetime
    ends_at: datetime
    room: int
    state: str
    is_pinned: bool
    version: int
    was_told: bool = False
    parts: Mapping[int, str] = field(default_factory=dict)
    started_at: datetime | None = None
    ended_at: datetime | None = None
    wanted_at: datetime | None = None
    expires_at: datetime | None = None

    @property
    def is_active(self) -> bool:
        """Whether it takes its people, room and time."""
        return self.state in ACTIVE


@dataclass(frozen=True)
class Away:
    """A time in which somebody said not to be there."""

    resource: int
    begins_at: datetime
    ends_at: datetime
    reason: str


@dataclass(frozen=True)
class Frame:
    """Everything about the day. Mappings are by key, in the order in which pages show them."""

    meeting: int
    day: date
    hosts: Mapping[int, HostFacts]
    rooms: Mapping[int, RoomFacts]
    candidates: Mapping[int, CandidateFacts]
    stands: Mapping[int, Stand]
    away: tuple[Away, ...]
    breaks: tuple[Slot, ...]
    lunch: tuple[Slot, ...]
    people: Mapping[int, str]
    shared_rooms: tuple[int, ...]

    @cached_property
    def takes(self) -> Mapping[int, Mapping[int, str]]:
        """What each bilateral that stands takes: resource → part; computed once for a day.

        Also what it needs by now and has not been given, such as a new member who was elsewhere then.
        """
        return {
            stand.pk: self._taken_by(stand) for stand in self.stands.values() if stand.is_active
        }

    def _taken_by(self, stand: Stand) -> Mapping[int, str]:
        # Whoever was at one that was held, was there.
        if stand.state == State.HELD:
            return stand.parts
        return needs_of(self, self.candidates[stand.candidate], stand.room) | dict(stand.parts)

    def rooms_for(self, candidate: CandidateFacts) -> tuple[int, ...]:
        """Return where a candidate can meet: its first host’s own room, else the shared ones."""
        for host in candidate.hosts:
            if (fixed := self.hosts[host].room) is not None:
                return (fixed,)
        return self.shared_rooms

    def length_of(self, candidate: CandidateFacts) -> timedelta:
        """Return how long a candidate meets: its own length, else that of its slowest host."""
        if candidate.minutes:
            return timedelta(minutes=candidate.minutes)
        return max(self.hosts[host].length for host in candidate.hosts)

    def hosts_of(self, candidate: CandidateFacts) -> tuple[HostFacts, ...]:
        """Return the hosts of a candidate."""
        return tuple(self.hosts[host] for host in candidate.hosts)

    def active_of(self, candidate: int) -> Stand | None:
        """Return the bilateral that stands for a candidate, or None."""
        return next(
            (s for s in self.stands.values() if s.candidate == candidate and s.is_active), None
        )
