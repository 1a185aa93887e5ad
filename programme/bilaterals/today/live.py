"""The live board: of each host and each room, what is now and what is next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from programme.agenda.models import Room
from registration.meetings.models import Meeting

from ..models import Bilateral, Host
from ..transitions import State
from .days import day_shown, on_day
from .lines import Line, hour, is_started, lines_of


@dataclass(frozen=True)
class HostNow:
    """A host: what is running, what was forgotten, what comes next, and who is late."""

    host: Host
    running: list[Line]
    forgotten: list[Line]
    next: Line | None
    late: list[Line]
    held: int
    all: int


@dataclass(frozen=True)
class RoomNow:
    """A room, and whether somebody is in it."""

    room: Room
    is_free: bool
    words: str


@dataclass(frozen=True)
class Board:
    """All of them at an instant."""

    day: date
    at: datetime
    hosts: list[HostNow]
    rooms: list[RoomNow]


def board_of(meeting: Meeting, user: User, at: datetime) -> Board:
    """Return the live board that a user may see; as many queries for three bilaterals as for one."""
    day = day_shown(meeting, at)
    hosts = list(Host.objects.planned_by(user).for_meeting(meeting))
    bilaterals = list(on_day(meeting, day).with_names())
    now = [_host_now(host, _of(host, bilaterals), at) for host in hosts]
    rooms = {host.room for host in hosts if host.room}
    rooms |= {one.room for host in hosts for one in _of(host, bilaterals)}
    return Board(
        day=day,
        at=at,
        hosts=now,
        rooms=[
            _room_now(room, bilaterals, now, at)
            for room in sorted(rooms, key=lambda room: (room.position, room.pk))
        ],
    )


def mark_of(meeting: Meeting, user: User, at: datetime) -> str:
    """Return what differs as soon as the board would show something else; few queries, by no row."""
    newest = Bilateral.objects.for_meeting(meeting).aggregate(Sum("version"), Count("pk"))
    hosts = Host.objects.planned_by(user).for_meeting(meeting).aggregate(Sum("pk"))
    minute = int(at.timestamp() // 60)
    parts = [*newest.values(), *hosts.values(), minute, (get_language() or "en")[:2]]
    return f'W/"{"-".join(str(part or 0) for part in parts)}"'


def _of(host: Host, bilaterals: Iterable[Bilateral]) -> list[Bilateral]:
    return [one for one in bilaterals if host.pk in {other.pk for other in one.hosts}]


def _host_now(host: Host, bilaterals: Sequence[Bilateral], at: datetime) -> HostNow:
    lines = lines_of(bilaterals, at)
    return HostNow(
        host=host,
        running=[line for line in lines if line.is_running],
        forgotten=[line for line in lines if line.is_forgotten],
        next=next((line for line in lines if line.is_next), None),
        late=[line for line in lines if line.is_late],
        held=sum(line.bilateral.state == State.HELD for line in lines),
        all=len(lines),
    )


def _room_now(
    room: Room, bilaterals: Iterable[Bilateral], hosts: Iterable[HostNow], at: datetime
) -> RoomNow:
    """Say whether a room is taken; a bilateral that was forgotten takes none."""
    forgotten = {line.bilateral.pk for one in hosts for line in one.forgotten}
    here = [one for one in bilaterals if one.room_id == room.pk and one.state != State.NO_SHOW]
    running = [one for one in here if is_started(one) and one.pk not in forgotten]
    if running:
        last = max(one.ends_at for one in running)
        words = _("Taken until %(time)s") if last > at else _("Taken, over its time since %(time)s")
        return RoomNow(room, False, words % {"time": hour(last)})
    to_come = [one for one in here if not one.started_at and one.ends_at > at]
    if not to_come:
        return RoomNow(room, True, _("Free for the rest of the day"))
    begins_at = to_come[0].begins_at
    if begins_at <= at:
        return RoomNow(room, False, _("Kept since %(time)s") % {"time": hour(begins_at)})
    return RoomNow(room, True, _("Free until %(time)s") % {"time": hour(begins_at)})
