"""What changes take of a day and leave free: people, rooms and times."""

from collections.abc import Iterable

from ..models import Bilateral
from ..reading import Frame, Stand
from .changes import Change
from .holding import Place


def taken(day: Frame, changes: Iterable[Change]) -> list[Place]:
    """Return what the bilaterals of the changes take on a day, and when."""
    stands = [stand for change in changes if (stand := day.active_of(change.candidate))]
    return [Place(one, stand.begins_at, stand.ends_at) for stand in stands for one in stand.parts]


def all_places(frame: Frame, wanted: Frame, changes: Iterable[Change]) -> list[Place]:
    """Return what the changes take and what they leave, each both before and afterwards.

    With its bilateral, an engagement goes to the new time before it is replaced.
    """
    found: list[Place] = []
    for change in changes:
        both = [*taken(frame, [change]), *taken(wanted, [change])]
        resources = {place.resource for place in both}
        times = {(place.begins_at, place.ends_at) for place in both}
        found += [Place(one, *time) for one in resources for time in times]
    return found


def place_of(one: Bilateral | Stand) -> dict[str, str | int]:
    """Return where and when a bilateral is, as the audit trail keeps it."""
    room = one.room_id if isinstance(one, Bilateral) else one.room
    return {"begins_at": one.begins_at.isoformat(), "room": room}
