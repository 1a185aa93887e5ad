"""The order of the segments in a session: from 1 on, without gaps.

A place is not a change of the segments that make room: their version stays, so two editors who move
different segments do not stand in each other's way.
"""

from ...models import Segment


def place(segment: Segment, index: int) -> None:
    """Write a segment at an index (from 0) of its session; beyond the last one it is the last."""
    others = list(
        Segment.objects.filter(session=segment.session_id)
        .exclude(pk=segment.pk)
        .order_by("position", "pk")
    )
    others.insert(max(index, 0), segment)
    _number(others)


def close_ranks(session_id: int) -> None:
    """Close the gap that a segment left."""
    _number(list(Segment.objects.filter(session=session_id).order_by("position", "pk")))


def index_before(session_id: int, following: Segment | None, *, moving: int | None = None) -> int:
    """Return the index that a segment (`moving`) gets before another one; without one, the last.

    :raises ValueError: the other segment is no longer in the session
    """
    peers = Segment.objects.filter(session=session_id).order_by("position", "pk")
    keys = [pk for pk in peers.values_list("pk", flat=True) if pk != moving]
    return keys.index(following.pk) if following else len(keys)


def _number(segments: list[Segment]) -> None:
    moved = []
    for position, segment in enumerate(segments, start=1):
        if segment.position != position:
            segment.position = position
            moved.append(segment)
    Segment.objects.bulk_update(moved, ["position"])
