"""The day as operations need it: read by one statement, straight into plain values."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import get_language, gettext

from registration.meetings.models import Meeting

from ..models import Part
from ..slots import Slot
from ..transitions import ACTIVE
from .statement import DAY, PEOPLE
from .values import Away, CandidateFacts, Frame, HostFacts, RoomFacts, Stand

Row = Sequence[Any]
_ACTIVE = [state.value for state in sorted(ACTIVE)]


class _Rows(NamedTuple):
    """What the statement returns, in its order."""

    stands: Sequence[Row]
    engaged: Sequence[Row]
    guests: Sequence[Row]
    hosting: Sequence[Row]
    excused: Sequence[Row]
    hosts: Sequence[Row]
    presidents: Sequence[int]
    seats: Sequence[Row]
    entities: Sequence[Row]
    rooms: Sequence[Row]
    away: Sequence[Row]
    breaks: Sequence[Row]


class _Called(NamedTuple):
    """An entity: its resource, and what it is called on the day, if it has a name then."""

    code: str
    resource: int
    asked_name: str
    name: str | None


def frame_around(meeting: Meeting, some: Iterable[int]) -> Frame:
    """Return the day as some candidates (their keys) see it, with each bilateral that stands.

    For operations: what `frame_of` says, without windows, wanted times, bilaterals that have freed their
    place, and other candidates that have none. One query, thus all of one moment; one more for the
    names of participants, where any were named.
    """
    day = meeting.bilaterals_on or meeting.begins_on
    rows = _read(meeting, day, some)
    entities = {pk: _Called(*row) for pk, *row in rows.entities}
    parts = _parts(rows)
    return Frame(
        meeting=meeting.pk,
        day=day,
        hosts=_hosts(rows, entities),
        rooms={row[0]: RoomFacts(*row[:4]) for row in rows.rooms},
        candidates=_candidates(rows, entities),
        stands={row[0]: _stand(row, parts.get(row[0], {})) for row in rows.stands},
        away=tuple(_away(*row) for row in rows.away),
        breaks=tuple(Slot(*_times(*times)) for *times, is_lunch in rows.breaks if not is_lunch),
        lunch=tuple(Slot(*_times(*times)) for *times, is_lunch in rows.breaks if is_lunch),
        people=_people(rows),
        shared_rooms=tuple(row[0] for row in rows.rooms if row[4]),
    )


def _read(meeting: Meeting, day: date, some: Iterable[int]) -> _Rows:
    given: dict[str, Any] = {
        "meeting": meeting.pk,
        "day": day,
        "language": (get_language() or "en")[:2],
        "active": _ACTIVE,
        "some": list(some),
    }
    with connection.cursor() as cursor:
        cursor.execute(DAY, given)
        return _Rows(*(found or () for found in cursor.fetchone()))


def _away(who: int, begins: str, ends: str, reason: str) -> Away:
    begins_at, ends_at = _times(begins, ends)
    return Away(who, begins_at, ends_at, reason)


def _parts(rows: _Rows) -> dict[int, dict[int, str]]:
    parts: dict[int, dict[int, str]] = defaultdict(dict)
    for bilateral, resource, part in rows.engaged:
        parts[bilateral][resource] = part
    return parts


def _people(rows: _Rows) -> dict[int, str]:
    named = [resource for _, resource, part in rows.engaged if part == Part.PARTICIPANT]
    if not named:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, [named])
        return dict(cursor.fetchall())


def _hosts(rows: _Rows, entities: dict[int, _Called]) -> dict[int, HostFacts]:
    members: dict[int, dict[int, str]] = defaultdict(dict)
    for committee, entity in rows.seats:
        one = entities[entity]
        members[committee][one.resource] = one.name or one.code
    return {row[0]: _host(row, members, rows.presidents) for row in rows.hosts}


def _host(row: Row, members: dict[int, dict[int, str]], presidents: Sequence[int]) -> HostFacts:
    pk, slug, name, resource, presides, committee, quorum, minutes, buffer, room, languages = row
    return HostFacts(
        pk=pk,
        slug=slug,
        name=name or gettext("The President"),
        resource=resource,
        president=presidents[0] if presides else None,
        members=members.get(committee, {}),
        quorum=quorum,
        length=timedelta(minutes=minutes),
        buffer=timedelta(minutes=buffer),
        room=room,
        languages=frozenset(languages),
    )


def _candidates(rows: _Rows, entities: dict[int, _Called]) -> dict[int, CandidateFacts]:
    received: dict[int, set[int]] = defaultdict(set)
    for candidate, host in rows.hosting:
        received[candidate].add(host)
    excused: dict[int, set[int]] = defaultdict(set)
    for candidate, entity in rows.excused:
        excused[candidate].add(entities[entity].resource)
    hosts = [row[0] for row in rows.hosts]
    return {
        row[0]: _candidate(
            row,
            entities[row[1]],
            tuple(host for host in hosts if host in received[row[0]]),
            excused[row[0]],
        )
        for row in rows.guests
    }


def _candidate(
    row: Row, guest: _Called, hosts: tuple[int, ...], excused: Iterable[int]
) -> CandidateFacts:
    pk, _, delegation, rank, weight, reason, minutes, languages, *rest = row
    needs_accessible_room, is_set_aside, recusal_confirmed, version = rest
    return CandidateFacts(
        pk=pk,
        name=guest.name or guest.asked_name or guest.code,
        entity_code=guest.code,
        resource=guest.resource,
        delegation=delegation,
        hosts=hosts,
        rank=rank,
        weight=weight,
        reason=reason,
        minutes=minutes,
        languages=frozenset(languages),
        needs_accessible_room=needs_accessible_room,
        is_set_aside=is_set_aside,
        recusal_confirmed=recusal_confirmed,
        excused=frozenset(excused),
        version=version,
    )


def _stand(row: Row, parts: dict[int, str]) -> Stand:
    pk, code, candidate, begins_at, ends_at, room, state, is_pinned, version, was_told, *times = row
    started_at, ended_at, wanted_at, expires_at = _times(*times)
    return Stand(
        pk=pk,
        code=code,
        candidate=candidate,
        begins_at=datetime.fromisoformat(begins_at),
        ends_at=datetime.fromisoformat(ends_at),
        room=room,
        state=state,
        is_pinned=is_pinned,
        version=version,
        was_told=was_told,
        parts=parts,
        started_at=started_at,
        ended_at=ended_at,
        wanted_at=wanted_at,
        expires_at=expires_at,
    )


def _times(*written: str | None) -> list[Any]:
    return [datetime.fromisoformat(one) if one else None for one in written]
