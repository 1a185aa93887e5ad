"""Adding, changing and removing a part: an item, a session, a segment, a panel, a room, a person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from intersessional.accounts.models import User

from ...models import Panel, Panellist, Segment
from ...refusals import meeting_of
from .journal import differs, editing
from .order import index_before
from .rows import Row, row_of


def add(
    part: Any,
    *,
    by: User | None,
    at: datetime,
    seats: list[Panellist] | None = None,
    before: Segment | None = None,
    durable: bool = True,
) -> Any:
    """Write a new part of a draft, which has all of its values; return it.

    A segment comes before another one, or is the last of its session; a panel has its seats.

    :raises Refused: the text says why, and nothing was written
    """
    with editing(meeting_of(part), f"add_{_name(part)}", by=by, at=at, durable=durable) as edit:
        index = None
        if isinstance(part, Segment) and before:
            index = index_before(part.session_id, before)
        edit.add(part, seats=_seat_rows(seats), index=index)
    return part


def change(
    part: Any,
    values: Mapping[str, Any],
    *,
    version: int,
    by: User | None,
    at: datetime,
    seats: list[Panellist] | None = None,
    durable: bool = True,
) -> bool:
    """Give a part new values; say whether anything changed. `version` is the one that was seen.

    A segment that goes to another session becomes its last one.

    :raises ChangedMeanwhile: somebody changed it since; `current` is what stands now
    :raises Refused: the text says why; in every case nothing was written
    """
    meeting = meeting_of(part)
    with editing(meeting, f"change_{_name(part)}", by=by, at=at, durable=durable) as edit:
        fresh = edit.found(part)
        rows = _seat_rows(seats)
        if not differs(fresh, values) and _same_seats(fresh, rows):
            return False
        index = None
        session = values.get("session")
        if isinstance(fresh, Segment) and session and session.pk != fresh.session_id:
            index = index_before(session.pk, None)
        edit.change(part, values, version=version, seats=rows, index=index)
    return True


def remove(part: Any, *, version: int, by: User | None, at: datetime, durable: bool = True) -> None:
    """Remove a part that nothing else needs.

    :raises ChangedMeanwhile: somebody changed it since
    :raises InUse: something needs it; the text says what
    """
    with editing(meeting_of(part), f"remove_{_name(part)}", by=by, at=at, durable=durable) as edit:
        edit.remove(part, version=version)


def _name(part: Any) -> str:
    return str(part._meta.model_name)


def _seat_rows(seats: list[Panellist] | None) -> list[Row] | None:
    """Return the columns of seats; a seat that is there already keeps its key."""
    if seats is None:
        return None
    names = ("contributor_id", "topic_en", "topic_fr", "topic_es")
    return [
        {name: getattr(seat, name) for name in names} | ({"id": seat.pk} if seat.pk else {})
        for seat in seats
    ]


def _same_seats(part: Any, rows: list[Row] | None) -> bool:
    if rows is None or not isinstance(part, Panel):
        return True
    stored = row_of(part)["seats"]
    kept = [{name: row[name] for name in row if name in new} for row, new in zip(stored, rows)]  # noqa: B905
    return len(stored) == len(rows) and kept == rows
