"""Writing down whom and what a bilateral takes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from registration.delegations.models import CommitteeMembership

from ..conflicts import needs_of
from ..models import Bilateral, Engagement
from ..reading import Frame, frame_around
from ..transitions import State
from .changes import people_of
from .holding import TwoPlaces, hold, settle


def membership_changed(instance: CommitteeMembership, **_: Any) -> None:
    """Let the bilaterals that stand for a Committee take its members as they are now.

    Where a new member is elsewhere at that time, the bilateral stays without it, and the board shows the
    conflict.
    """
    with transaction.atomic():
        _follow(instance.committee_id)


def _follow(committee: int) -> None:
    standing = Bilateral.objects.active().exclude(state=State.HELD)
    found = list(
        standing.filter(candidate__hosts__committee=committee)
        .select_related("meeting")
        .order_by("pk")
        .distinct()
    )
    frames: dict[int, Frame] = {}
    for one in found:
        if one.meeting_id not in frames:
            frames[one.meeting_id] = frame_around(one.meeting, [])
        _engage_if_free(frames[one.meeting_id], one)


def _engage_if_free(frame: Frame, bilateral: Bilateral) -> None:
    stand = frame.stands[bilateral.pk]
    candidate = frame.candidates[bilateral.candidate_id]
    needed = needs_of(frame, candidate, bilateral.room_id, people_of(stand))
    hold({*stand.parts, *needed})
    try:
        with transaction.atomic():
            engage(frame, frame, [bilateral])
            settle()
    except TwoPlaces:
        return


def engage(frame: Frame, wanted: Frame, bilaterals: Sequence[Bilateral]) -> None:
    """Write the engagements that differ from what is needed; three queries for however many."""
    needed = {
        one.pk: needs_of(
            frame,
            frame.candidates[one.candidate_id],
            one.room_id,
            people_of(wanted.active_of(one.candidate_id)),
        )
        for one in bilaterals
    }
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
