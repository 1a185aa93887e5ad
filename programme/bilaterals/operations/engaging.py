"""Writing down whom and what a bilateral takes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from registration.delegations.models import CommitteeMembership

from ..conflicts import needs_of
from ..models import Bilateral, Engagement, Host, Part, Resource
from ..reading import Frame, frame_around
from ..transitions import State
from .changes import people_of
from .holding import TwoPlaces, hold, settle

_FORMER = "_committee_before_it_was_saved"


def membership_changing(instance: CommitteeMembership, **_: Any) -> None:
    """Remember of which Committee a State was a member until now."""
    former = CommitteeMembership.objects.filter(pk=instance.pk).values_list("committee", flat=True)
    setattr(instance, _FORMER, former.first() if instance.pk else None)


def membership_changed(instance: CommitteeMembership, **_: Any) -> None:
    """Let the bilaterals that stand for a Committee take its members as they are now.

    Also those of the Committee of which the State was a member before. Where a new member is elsewhere
    at that time, the bilateral stays without it, and the board shows the conflict.
    """
    former = getattr(instance, _FORMER, None)
    with transaction.atomic():
        _follow({instance.committee_id, *([former] if former else [])})


def _follow(committees: set[int]) -> None:
    standing = Bilateral.objects.active().exclude(state=State.HELD)
    affected = standing.filter(candidate__hosts__committee__in=committees)
    # Hosts also where nothing stands: whoever takes one up again waits, and sees the new members.
    hosts = Host.objects.filter(
        Q(committee__in=committees) | Q(candidates__in=affected.values("candidate"))
    )
    taken = Engagement.objects.filter(bilateral__in=affected.values("pk"))
    hold({*taken.values_list("resource", flat=True), *_taken_for(hosts)})
    # Only what is read now is still so when it is written.
    found = list(
        standing.filter(pk__in=affected.values("pk"))
        .select_related("meeting")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    frames: dict[int, Frame] = {}
    for one in found:
        if one.meeting_id not in frames:
            frames[one.meeting_id] = frame_around(one.meeting, [])
        _engage_if_free(frames[one.meeting_id], one)


def _engage_if_free(frame: Frame, bilateral: Bilateral) -> None:
    needed = _needed(frame, bilateral, people_of(frame.stands[bilateral.pk]))
    # Whoever need not come any more is free, also where somebody else cannot come.
    Engagement.objects.filter(bilateral=bilateral).exclude(resource__in=needed).delete()
    try:
        with transaction.atomic():
            _write({bilateral.pk: needed}, [bilateral])
            settle()
    except TwoPlaces:
        return


def may_take(bilateral: Bilateral) -> set[int]:
    """Return whom a bilateral may need by now beside what it had: hosts, members, the President."""
    return set(_taken_for(Host.objects.filter(candidates=bilateral.candidate_id)))


def _taken_for(hosts: Any) -> Iterable[int]:
    """Return the resources of hosts, of whoever sits on their Committees at any time, and Presidents."""
    members = CommitteeMembership.objects.filter(committee__in=hosts.values("committee"))
    found: Iterable[int] = Resource.objects.filter(
        Q(host__in=hosts.values("pk"))
        | Q(president_of__in=hosts.values("meeting"))
        | Q(entity__in=members.values("entity"))
    ).values_list("pk", flat=True)
    return found


def engaged_anew(bilateral: Bilateral) -> Frame:
    """Let a held bilateral that has freed its place take what it needs now; return the day it is of.

    Who left a Committee meanwhile is not asked again, and who joined it is. What `may_take` says is
    held as well. Whether all are free is for the caller to ask, and for the database (`settle`).
    """
    frame = frame_around(bilateral.meeting, [bilateral.candidate_id])
    named = bilateral.engagements.filter(part=Part.PARTICIPANT)
    people = dict(named.values_list("resource", "part"))
    _write({bilateral.pk: _needed(frame, bilateral, people)}, [bilateral])
    return frame


def engage(frame: Frame, wanted: Frame, bilaterals: Sequence[Bilateral]) -> None:
    """Write the engagements that differ from what is needed, in at most three queries."""
    needed = {
        one.pk: _needed(frame, one, people_of(wanted.active_of(one.candidate_id)))
        for one in bilaterals
    }
    _write(needed, bilaterals)


def _needed(frame: Frame, bilateral: Bilateral, people: Mapping[int, str]) -> dict[int, str]:
    candidate = frame.candidates[bilateral.candidate_id]
    return needs_of(frame, candidate, bilateral.room_id, people)


def _write(needed: Mapping[int, Mapping[int, str]], bilaterals: Sequence[Bilateral]) -> None:
    had = {(e.bilateral_id, e.resource_id): e for e in _engagements(bilaterals)}
    gone = [e.pk for (pk, resource), e in had.items() if needed[pk].get(resource) != e.part]
    if gone:
        Engagement.objects.filter(pk__in=gone).delete()
    missing = [
        Engagement(
            bilateral=one,
            resource_id=resource,
            part=part,
            period=DateTimeTZRange(one.begins_at, one.ends_at),
        )
        for one in bilaterals
        for resource, part in sorted(needed[one.pk].items())
        if (e := had.get((one.pk, resource))) is None or e.part != part
    ]
    Engagement.objects.bulk_create(missing)


def _engagements(bilaterals: Sequence[Bilateral]) -> Iterable[Engagement]:
    return Engagement.objects.filter(bilateral__in=[one.pk for one in bilaterals])
