"""How two versions of a programme differ, in words, and whom each difference concerns.

Pure functions over the values of `reading`: no table is asked. Parts are known again by their uid.
"""

from ..reading import Programme
from .items import changes_of_items
from .sessions import changes_of_sessions
from .values import Change, Differences, Kind
from .whole import changes_of_whole

__all__ = ["Change", "Differences", "Kind", "compare"]


def compare(old: Programme | None, new: Programme) -> Differences:
    """Return what differs from `old` to `new`; without `old` all of it is new.

    Each `Change.words` is told in the language that is active when it is read.
    """
    before = old or nothing_before(new)
    changes = [
        *changes_of_whole(before, new),
        *changes_of_sessions(before, new),
        *changes_of_items(before, new),
    ]
    return Differences(old, new, changes)


def nothing_before(new: Programme) -> Programme:
    """Return an empty programme of the same meeting."""
    return Programme(
        number=0,
        published_at=None,
        note=new.note,
        meeting=new.meeting,
        zone=new.zone,
        items=(),
        sessions=(),
    )
