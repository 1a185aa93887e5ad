"""What the planner is told of the day: facts out of the frame, nothing asked of the database.

Hosts, rooms and wishes (candidates) have the keys of their rows; whoever cannot be in two places has
that of its resource.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from .. import planning
from ..conflicts.wording import name_of
from ..models import Part
from ..reading import CandidateFacts, Frame, HostFacts, Stand
from ..transitions import State
from .asked import is_planned, is_settled

Periods = tuple[planning.Period, ...]


def problem_of(
    frame: Frame, zone: ZoneInfo | None = None, *, at: datetime | None = None
) -> planning.Problem:
    """Return the day as the planner's problem.

    What is set aside is left out, and who was told and did not accept (`asked.is_planned`). What was
    held or has begun stays outside, and takes its people, room and host; so does, with `at`, what has
    begun by then, and no place that is over is given.
    """
    settled = [one for one in frame.stands.values() if is_settled(one, at)]
    wishes = tuple(
        _wish(frame, one) for one in frame.candidates.values() if is_planned(frame, one, at)
    )
    keys = {wish.key for wish in wishes}
    standing = [
        _standing(frame, one)
        for one in frame.stands.values()
        if one.is_active and one.candidate in keys
    ]
    return planning.Problem(
        hosts=tuple(_host(frame, host, settled, at) for host in frame.hosts.values()),
        rooms=tuple(_rooms(frame, settled)),
        guests=tuple(_guests(frame, keys)),
        wishes=wishes,
        standing=tuple(standing),
        taken=tuple(_taken(frame, settled)),
        lunch=_period(*frame.lunch[0]) if frame.lunch else None,
        breaks=_periods(frame.breaks),
        names=_names(frame),
        zone=zone,
    )


def placements_of(frame: Frame, problem: planning.Problem) -> tuple[planning.Placement, ...]:
    """Return what stands on the board of the problem's wishes, where it does stand."""
    return tuple(
        _placement(one)
        for one in frame.stands.values()
        if one.is_active and one.candidate in problem.wish
    )


def _placement(stand: Stand) -> planning.Placement:
    return planning.Placement(stand.candidate, stand.begins_at, stand.ends_at, stand.room)


def _standing(frame: Frame, stand: Stand) -> planning.Standing:
    """Return what stands as a promise. Who asked for another time is put there, if it is a place."""
    place = _placement(stand)
    is_set_aside = frame.candidates[stand.candidate].is_set_aside
    wanted = stand.wanted_at if stand.state == State.ANOTHER_TIME else None
    if wanted and not (stand.is_pinned or is_set_aside) and _is_a_place(frame, stand, wanted):
        ends_at = wanted + (stand.ends_at - stand.begins_at)
        place = planning.Placement(stand.candidate, wanted, ends_at, stand.room)
    return planning.Standing(
        place,
        pinned=stand.is_pinned or is_set_aside,
        accepted=stand.state == State.ACCEPTED,
        offered=stand.state in {State.OFFERED, State.ANOTHER_TIME},
    )


def _is_a_place(frame: Frame, stand: Stand, begins_at: datetime) -> bool:
    hosts = frame.hosts_of(frame.candidates[stand.candidate])
    return all(any(slot.begins_at == begins_at for slot in host.slots) for host in hosts)


def _host(
    frame: Frame, host: HostFacts, settled: Iterable[Stand], at: datetime | None
) -> planning.HostFacts:
    away = [(one.begins_at, one.ends_at) for one in frame.away if one.resource == host.resource]
    held = [
        (one.begins_at - host.buffer, one.ends_at + host.buffer)
        for one in settled
        if host.resource in one.parts
    ]
    return planning.HostFacts(
        key=host.pk,
        name=host.name,
        slots=_periods(slot for slot in host.slots if at is None or slot.begins_at > at),
        buffer=host.buffer,
        rooms=(host.room,) if host.room is not None else frame.shared_rooms,
        members=tuple(host.members),
        persons=(host.president,) if host.president is not None else (),
        quorum=host.quorum,
        unavailable=_periods([*away, *held]),
        languages=host.languages,
    )


def _rooms(frame: Frame, settled: list[Stand]) -> Iterator[planning.RoomFacts]:
    for room in frame.rooms.values():
        away = [(one.begins_at, one.ends_at) for one in frame.away if one.resource == room.resource]
        held = [(one.begins_at, one.ends_at) for one in settled if one.room == room.pk]
        yield planning.RoomFacts(room.pk, room.name, room.is_accessible, _periods([*away, *held]))


def _guests(frame: Frame, wishes: set[int]) -> Iterator[planning.GuestFacts]:
    away = _away(frame)
    guests = {one.resource: one.name for one in frame.candidates.values() if one.pk in wishes}
    for resource, name in guests.items():
        yield planning.GuestFacts(
            resource, name, unavailable=_periods(away.get(resource, ())), lunch=bool(frame.lunch)
        )


def _taken(frame: Frame, settled: Iterable[Stand]) -> Iterator[planning.Taken]:
    """Yield when people are away, or in what is held. Of guests alone, their own facts say it."""
    needed = {one for host in frame.hosts.values() for one in (*host.members, host.president)}
    needed |= frame.people.keys()
    for resource, hours in _away(frame).items():
        if resource in needed:
            yield from (planning.Taken(resource, one) for one in _periods(hours))
    for stand in settled:
        period = _period(stand.begins_at, stand.ends_at)
        for resource, part in stand.parts.items():
            if part not in {Part.HOST, Part.ROOM}:
                yield planning.Taken(resource, period)


def _away(frame: Frame) -> dict[int, list[tuple[datetime, datetime]]]:
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    for one in frame.away:
        found.setdefault(one.resource, []).append((one.begins_at, one.ends_at))
    return found


def _wish(frame: Frame, candidate: CandidateFacts) -> planning.Wish:
    stand = frame.active_of(candidate.pk)
    parts = stand.parts if stand else {}
    return planning.Wish(
        key=candidate.pk,
        hosts=candidate.hosts,
        guest=candidate.resource,
        rank=candidate.rank,
        weight=candidate.weight,
        preferred=_preferred(candidate, stand),
        languages=candidate.languages,
        accessible=candidate.needs_accessible_room,
        people=tuple(sorted(pk for pk, part in parts.items() if part == Part.PARTICIPANT)),
        excused=candidate.excused,
        recusal_confirmed=candidate.recusal_confirmed,
        minutes=_minutes(frame, candidate),
    )


def _preferred(candidate: CandidateFacts, stand: Stand | None) -> Periods:
    """Return when it would rather meet; what it has asked for in its answer goes before."""
    if stand and stand.state == State.ANOTHER_TIME and stand.wanted_at:
        length = stand.ends_at - stand.begins_at
        return (_period(stand.wanted_at, stand.wanted_at + length),)
    return _periods(candidate.wanted)


def _minutes(frame: Frame, candidate: CandidateFacts) -> int | None:
    """Return its length, where that is not simply a place of its hosts."""
    same = len({host.length for host in frame.hosts_of(candidate)}) == 1
    if same and not candidate.minutes:
        return None
    return frame.length_of(candidate) // timedelta(minutes=1)


def _names(frame: Frame) -> dict[int, str]:
    names = dict(frame.people)
    for host in frame.hosts.values():
        names |= host.members
        if host.president is not None:
            names[host.president] = name_of(frame, host.president)
    return names


def _period(begins_at: datetime, ends_at: datetime) -> planning.Period:
    return planning.Period(begins_at, ends_at)


def _periods(hours: Iterable[tuple[datetime, datetime]]) -> Periods:
    return tuple(planning.Period(begins_at, ends_at) for begins_at, ends_at in hours)
