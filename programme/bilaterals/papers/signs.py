"""Signs for the doors of the rooms of bilaterals: who is inside when, and neither why nor how sure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ..reading import Frame, Stand
from ..transitions import State
from .book import hosts_apart

# Who said yes, or was there, is named; whoever was only invited is not.
NAMED = {State.ACCEPTED, State.HELD}
# With more, a sheet has two columns.
MOST_IN_A_COLUMN = 6


@dataclass(frozen=True)
class Entry:
    """A time at a door. Without a name the room is reserved; `hosts` are not yet on the sign’s head."""

    begins_at: datetime
    ends_at: datetime
    hosts: str
    name: str


@dataclass(frozen=True)
class Sign:
    """What hangs at the door of a room. `hosts` are those that all its entries have in common."""

    room: str
    hosts: str
    entries: list[Entry]

    @property
    def is_long(self) -> bool:
        """Whether the entries need two columns."""
        return len(self.entries) > MOST_IN_A_COLUMN


def signs_of(frame: Frame, hosts: Collection[int], zone: ZoneInfo) -> list[Sign]:
    """Return a sign for each room in which one of some hosts (their keys) meets, by name.

    Others who meet there are on it as well: the room is reserved then, and no more is said.
    """
    standing = sorted(
        (one for one in frame.stands.values() if one.is_active), key=lambda one: one.begins_at
    )
    rooms = {one.room for one in standing if not hosts_apart(frame, one, hosts)}
    found = [
        _sign(frame, room, [one for one in standing if one.room == room], hosts, zone)
        for room in rooms
    ]
    return sorted(found, key=lambda sign: sign.room)


def _sign(
    frame: Frame, room: int, stands: list[Stand], hosts: Collection[int], zone: ZoneInfo
) -> Sign:
    common = set.intersection(*(set(frame.candidates[one.candidate].hosts) for one in stands))
    return Sign(
        room=frame.rooms[room].name,
        hosts=_names(frame, [pk for pk in frame.hosts if pk in common]),
        entries=[_entry(frame, one, hosts, common, zone) for one in stands],
    )


def _names(frame: Frame, hosts: Collection[int]) -> str:
    return " · ".join(frame.hosts[pk].name for pk in hosts)


def _entry(
    frame: Frame, stand: Stand, hosts: Collection[int], common: set[int], zone: ZoneInfo
) -> Entry:
    candidate = frame.candidates[stand.candidate]
    is_named = stand.state in NAMED and not hosts_apart(frame, stand, hosts)
    return Entry(
        begins_at=stand.begins_at.astimezone(zone),
        ends_at=stand.ends_at.astimezone(zone),
        hosts=_names(frame, [pk for pk in candidate.hosts if pk not in common]),
        name=candidate.name if is_named else "",
    )
