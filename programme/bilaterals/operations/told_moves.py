"""Telling a delegation that its bilateral was moved, or has another room."""

from collections.abc import Iterable
from datetime import datetime

from intersessional.accounts.models import User
from intersessional.audit.operations import record

from .. import inviting
from ..models import AS_ASKED, Bilateral, Told
from ..transitions import State
from .holding import save
from .telling import Before, participants_of, tell_delegation


def tell_moved(
    moved: Iterable[tuple[Bilateral, datetime]], *, by: User | None, at: datetime
) -> int:
    """Tell the delegations of bilaterals, each with its earlier beginning.

    Inside the transaction of the move, which holds them. They are read anew here: whoever goes on with
    the rows they have reads them again, too.
    """
    earlier = {bilateral.pk: begins_at for bilateral, begins_at in moved}
    found = Bilateral.objects.with_names().filter(pk__in=earlier).order_by("pk")
    return sum(told_of_move(one, previous_begins_at=earlier[one.pk], by=by, at=at) for one in found)


def told_of_move(
    bilateral: Bilateral,
    *,
    previous_begins_at: datetime,
    previous_room: int | None = None,
    by: User | None,
    at: datetime,
) -> bool:
    """Tell a delegation that a bilateral is at another time, or in another room; say whether it was.

    Inside the transaction of the move, on a held bilateral with its names; nobody is told of what was
    only proposed. What was accepted stays so; who had asked for another time is asked to answer to this
    one.
    """
    is_moved = previous_begins_at != bilateral.begins_at
    has_other_room = previous_room is not None and previous_room != bilateral.room_id
    if not inviting.is_told(bilateral) or not (is_moved or has_other_room):
        return False
    note = AS_ASKED if is_moved and bilateral.wanted_at == bilateral.begins_at else ""
    _stand(bilateral, is_moved, at)
    before = Before(previous_begins_at, previous_room if has_other_room else None)
    also = participants_of(bilateral)
    tell_delegation(Told.MOVED, bilateral, at=at, note=note, before=before, also=also)
    record("tell_of_move", bilateral, by=by, at=at)
    return True


def _stand(bilateral: Bilateral, is_moved: bool, at: datetime) -> None:
    """Let it stand as it does after the move."""
    if bilateral.wanted_at is not None and is_moved:
        bilateral.state, bilateral.wanted_at, bilateral.answer = State.OFFERED, None, ""
        bilateral.offered_at, bilateral.reminded_at = at, None
    if bilateral.state != State.ACCEPTED:
        bilateral.expires_at = _until(bilateral, bilateral.expires_at, at)
    bilateral.sequence += 1
    save(
        bilateral,
        *("state", "wanted_at", "answer", "offered_at", "reminded_at", "expires_at", "sequence"),
    )


def _until(bilateral: Bilateral, wanted: datetime | None, at: datetime) -> datetime:
    """Return until when one answers: as before, where that is still to come and early enough."""
    if wanted is None or not at < wanted <= bilateral.begins_at:
        return bilateral.begins_at
    return wanted
