"""The other times at which hosts, a room and a delegation are free."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Q

from programme.agenda.models import Room

from ..models import Absence, Bilateral, Break, Engagement, Part, Window
from ..slots import Slot, slots_of

# Named people are the delegation's own matter, and the room may be another one.
_NOT_NEEDED = (Part.ROOM, Part.PARTICIPANT)


class FreeTime(NamedTuple):
    """A time at which a bilateral could be instead."""

    begins_at: datetime
    ends_at: datetime


class _Busy(NamedTuple):
    begins_at: datetime
    ends_at: datetime


def free_times(bilateral: Bilateral, *, at: datetime) -> list[FreeTime]:
    """Return the other times to come at which all whom it needs are free; six queries.

    Needs the candidate with its hosts (`with_names`). A time is a place of the first host that lies
    within a window of each of the others.
    """
    needed = _needed(bilateral)
    rooms = _rooms(bilateral)
    busy = _busy(bilateral, {*needed, *rooms})
    return [
        FreeTime(*slot)
        for slot in _slots(bilateral)
        if slot.begins_at > at
        and slot.begins_at != bilateral.begins_at
        and all(_is_free(busy[one], slot) for one in needed)
        and any(_is_free(busy[one], slot) for one in rooms)
    ]


def room_then(bilateral: Bilateral, begins_at: datetime) -> int:
    """Return the room for it at another time: its own where that is free, or else one that is.

    Where none is free it is its own: whoever moves it there is told why it cannot be.
    """
    rooms = _rooms(bilateral)
    busy = _busy(bilateral, set(rooms))
    then = Slot(begins_at, begins_at + _length(bilateral))
    free = [room for one, room in rooms.items() if _is_free(busy[one], then)]
    own = bilateral.room_id
    return own if own in free or not free else free[0]


def _needed(bilateral: Bilateral) -> list[int]:
    found = Engagement.objects.filter(bilateral=bilateral).exclude(part__in=_NOT_NEEDED)
    return list(found.values_list("resource", flat=True))


def _rooms(bilateral: Bilateral) -> dict[int, int]:
    """Return the rooms in which it can be, by their resource: a fixed one, or any of the shared."""
    fixed = [host.room_id for host in bilateral.hosts if host.room_id]
    rooms = Room.objects.filter(meeting=bilateral.meeting_id)
    if fixed:
        rooms = rooms.filter(pk=fixed[0])
    else:
        rooms = rooms.filter(Q(pk=bilateral.room_id) | Q(shared_for_bilaterals__isnull=False))
    if bilateral.candidate.needs_accessible_room:
        rooms = rooms.filter(is_accessible=True)
    found = rooms.order_by("pk").values_list("resource", "pk")
    return {resource: room for resource, room in found if resource}


def _busy(bilateral: Bilateral, resources: set[int]) -> dict[int, list[_Busy]]:
    """Return when each of the resources is somewhere else, or not there."""
    found: dict[int, list[_Busy]] = defaultdict(list)
    others = Engagement.objects.filter(resource__in=resources, is_active=True)
    for pk, period in others.exclude(bilateral=bilateral).values_list("resource", "period"):
        found[pk].append(_Busy(period.lower, period.upper))
    absences = Absence.objects.filter(resource__in=resources, meeting=bilateral.meeting_id)
    for pk, *span in absences.values_list("resource", "begins_at", "ends_at"):
        found[pk].append(_Busy(*span))
    return found


def _slots(bilateral: Bilateral) -> list[Slot]:
    first, *others = bilateral.hosts
    windows: dict[int, list[Window]] = defaultdict(list)
    for window in Window.objects.filter(host__in=bilateral.hosts):
        windows[window.host_id].append(window)
    breaks = Break.objects.filter(meeting=bilateral.meeting_id)
    length, buffer = _length(bilateral), max(host.buffer for host in bilateral.hosts)
    return [
        slot
        for slot in slots_of(windows[first.pk], length, buffer, breaks)
        if all(_is_within(slot, windows[other.pk]) for other in others)
    ]


def _length(bilateral: Bilateral) -> timedelta:
    return bilateral.ends_at - bilateral.begins_at


def _is_within(slot: Slot, windows: list[Window]) -> bool:
    return any(one.begins_at <= slot.begins_at and slot.ends_at <= one.ends_at for one in windows)


def _is_free(busy: list[_Busy], slot: Slot) -> bool:
    return all(slot.ends_at <= one.begins_at or one.ends_at <= slot.begins_at for one in busy)
