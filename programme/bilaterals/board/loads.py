"""How much each delegation has to do on the day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from intersessional.localised import sort_key

from ..conflicts.wording import clock_time, host_names, name_of
from ..models import Part
from ..reading import Frame, Stand


@dataclass(frozen=True)
class Load:
    """A delegation's bilaterals as guest, and how many it sits in as a member of a Committee."""

    name: str
    as_guest: tuple[str, ...]
    as_member: int


def loads_of(frame: Frame, zone: ZoneInfo) -> Iterable[Load]:
    """Yield each delegation with a bilateral, by name; each of its own as “9:30 Committee on …”."""
    guests: dict[int, list[Stand]] = defaultdict(list)
    members: dict[int, int] = defaultdict(int)
    for stand in sorted(frame.stands.values(), key=lambda one: one.begins_at):
        for resource, part in stand.parts.items() if stand.is_active else ():
            if part == Part.GUEST:
                guests[resource].append(stand)
            elif part == Part.MEMBER:
                members[resource] += 1
    names = {resource: name_of(frame, resource) for resource in guests.keys() | members.keys()}
    for resource in sorted(names, key=lambda one: sort_key(names[one])):
        own = tuple(
            f"{clock_time(one.begins_at, zone)} {host_names(frame, frame.candidates[one.candidate])}"
            for one in guests[resource]
        )
        yield Load(names[resource], own, members[resource])
