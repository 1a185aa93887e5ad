"""Reading the day from the database, by the same number of queries however much is on it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import get_language

from programme.agenda.models import Room
from registration.delegations.models import CommitteeMembership, EntityName, holds_on
from registration.meetings.models import Meeting

from ..models import (
    Absence,
    Bilateral,
    Break,
    Candidate,
    Engagement,
    Excusal,
    Host,
    WantedPeriod,
    Window,
)
from ..slots import Slot, slots_of
from .values import Away, CandidateFacts, Frame, HostFacts, RoomFacts, Stand

Names = dict[int, str]


def frame_of(meeting: Meeting) -> Frame:
    """Return the day of the bilaterals with all that stands on it. The meeting has such a day.

    Fourteen queries.
    """
    # First what stands: others write meanwhile, and each bilateral needs its candidate.
    bilaterals = list(Bilateral.objects.for_meeting(meeting))
    hosts = list(_hosts(meeting))
    candidates = list(
        Candidate.objects.for_meeting(meeting).select_related("delegation__entity__resource")
    )
    day = meeting.bilaterals_on or meeting.begins_on
    members = _members(hosts, day)
    entities = {one.delegation.entity_id for one in candidates}
    entities |= {one.entity_id for of_host in members.values() for one in of_host}
    names = _names(entities, day)
    rooms = list(
        Room.objects.filter(meeting=meeting).select_related("resource", "shared_for_bilaterals")
    )
    breaks = list(Break.objects.filter(meeting=meeting))
    windows = list(Window.objects.filter(host__in=hosts))
    parts, people = _parts(meeting)
    return Frame(
        meeting=meeting.pk,
        day=day,
        hosts={
            host.pk: _host(host, members[host.committee_id], names, windows, breaks)
            for host in hosts
        },
        rooms={
            room.pk: RoomFacts(room.pk, room.name, room.resource.pk, room.is_accessible)
            for room in rooms
        },
        candidates=_candidates(candidates, names),
        stands={one.pk: _stand(one, parts[one.pk]) for one in bilaterals},
        away=tuple(
            Away(one.resource_id, one.begins_at, one.ends_at, one.reason)
            for one in Absence.objects.filter(meeting=meeting)
        ),
        breaks=_slots(one for one in breaks if not one.is_lunch),
        lunch=_slots(one for one in breaks if one.is_lunch),
        people=people,
        shared_rooms=tuple(one.pk for one in rooms if hasattr(one, "shared_for_bilaterals")),
    )


def _hosts(meeting: Meeting) -> Iterable[Host]:
    return Host.objects.filter(meeting=meeting).select_related(
        "committee", "resource", "meeting__president_resource"
    )


def _members(hosts: list[Host], day: date) -> dict[int | None, list[CommitteeMembership]]:
    found: dict[int | None, list[CommitteeMembership]] = defaultdict(list)
    committees = [host.committee_id for host in hosts if host.committee_id]
    memberships = CommitteeMembership.objects.filter(holds_on(day), committee__in=committees)
    for one in memberships.select_related("entity__resource").order_by("role", "pk"):
        found[one.committee_id].append(one)
    return found


def _names(entities: set[int], day: date) -> Names:
    """Return the name of each entity on a day in the reader's language, English where it has none."""
    language = (get_language() or "en")[:2]
    rows = EntityName.objects.filter(
        holds_on(day), entity__in=entities, language__in=["en", language]
    ).values_list("entity", "language", "name")
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for entity, own, name in rows:
        found[entity][own] = name
    return {entity: by.get(language) or by["en"] for entity, by in found.items() if by}


def _host(
    host: Host,
    members: list[CommitteeMembership],
    names: Names,
    windows: list[Window],
    breaks: list[Break],
) -> HostFacts:
    own = _slots(one for one in windows if one.host_id == host.pk)
    closed = _slots(one for one in breaks if not one.is_lunch)
    president = host.meeting.president_resource
    return HostFacts(
        pk=host.pk,
        slug=host.slug,
        name=host.name,
        resource=host.resource.pk,
        president=president.pk if host.president_chairs else None,
        members={
            one.entity.resource.pk: names.get(one.entity_id, one.entity.code) for one in members
        },
        quorum=host.quorum,
        length=host.length,
        buffer=host.buffer,
        room=host.room_id,
        languages=frozenset(host.languages),
        slots=slots_of(own, host.length, host.buffer, closed),
    )


def _candidates(candidates: list[Candidate], names: Names) -> dict[int, CandidateFacts]:
    hosts: dict[int, list[int]] = defaultdict(list)
    hosting = Candidate.hosts.through.objects.filter(candidate__in=candidates)
    for candidate, host in hosting.order_by("host__position", "host").values_list(
        "candidate", "host"
    ):
        hosts[candidate].append(host)
    excused: dict[int, set[int]] = defaultdict(set)
    excusals = Excusal.objects.filter(candidate__in=candidates)
    for candidate, resource in excusals.values_list("candidate", "entity__resource"):
        excused[candidate].add(resource)
    wanted: dict[int, list[Slot]] = defaultdict(list)
    for one in WantedPeriod.objects.filter(candidate__in=candidates):
        wanted[one.candidate_id].append(Slot(one.begins_at, one.ends_at))
    return {
        one.pk: _candidate(one, names, hosts[one.pk], excused[one.pk], wanted[one.pk])
        for one in candidates
    }


def _candidate(
    one: Candidate, names: Names, hosts: list[int], excused: set[int], wanted: list[Slot]
) -> CandidateFacts:
    entity = one.delegation.entity
    return CandidateFacts(
        pk=one.pk,
        name=names.get(entity.pk) or entity.asked_name or entity.code,
        entity_code=entity.code,
        resource=entity.resource.pk,
        delegation=one.delegation_id,
        hosts=tuple(hosts),
        rank=one.rank,
        weight=one.weight,
        reason=one.reason,
        minutes=one.minutes,
        languages=frozenset(one.languages),
        needs_accessible_room=one.needs_accessible_room,
        is_set_aside=one.is_set_aside,
        recusal_confirmed=bool(one.recusal_reason),
        excused=frozenset(excused),
        version=one.version,
        wanted=tuple(wanted),
    )


def _stand(one: Bilateral, parts: dict[int, str]) -> Stand:
    return Stand(
        pk=one.pk,
        code=one.code,
        candidate=one.candidate_id,
        begins_at=one.begins_at,
        ends_at=one.ends_at,
        room=one.room_id,
        state=one.state,
        is_pinned=one.is_pinned,
        version=one.version,
        was_told=one.offered_at is not None,
        parts=parts,
        started_at=one.started_at,
        ended_at=one.ended_at,
        wanted_at=one.wanted_at,
        expires_at=one.expires_at,
    )


def _parts(meeting: Meeting) -> tuple[dict[int, dict[int, str]], Names]:
    """Return who is engaged in each bilateral, and the names of the people among them."""
    parts: dict[int, dict[int, str]] = defaultdict(dict)
    people: Names = {}
    rows = Engagement.objects.filter(bilateral__meeting=meeting, is_active=True).values_list(
        "bilateral",
        "resource",
        "part",
        "resource__person__given_names",
        "resource__person__family_name",
    )
    for bilateral, resource, part, given, family in rows:
        parts[bilateral][resource] = part
        if family:
            people[resource] = f"{given} {family}"
    return parts, people


def _slots(rows: Iterable[Any]) -> tuple[Slot, ...]:
    return tuple(Slot(one.begins_at, one.ends_at) for one in rows)
