"""Writing down whom and what a bilateral takes."""

from collections.abc import Iterable, Sequence

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from ..conflicts import needs_of
from ..models import Bilateral, Engagement
from ..reading import Frame, frame_around
from .changes import people_of
from .holding import settle


def engage_anew(bilateral: Bilateral) -> None:
    """Let a held bilateral take exactly whom it needs now, after somebody was excused or readmitted.

    Inside the caller's transaction, which holds the resources.

    :raises TwoPlaces:
    """
    frame = frame_around(bilateral.meeting, [bilateral.candidate_id])
    engage(frame, frame, [bilateral])
    settle()


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
