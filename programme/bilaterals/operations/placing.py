"""Putting bilaterals on the board, moving them, and taking them off."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record, record_many
from registration.meetings.models import Meeting

from ..models import Bilateral, Candidate
from ..policies import Refused, check_becomes, check_can_move, check_not_pinned
from ..reading import Frame, Stand, frame_around
from ..transitions import State
from .changes import Change, Clashing, Moved, NothingThere, as_wanted, check, check_known, end_of
from .engaging import engage
from .holding import (
    ChangedMeanwhile,
    TwoPlaces,
    bilaterals_held,
    candidates_held,
    check_free,
    come_to_a_desk,
    held,
    hold_places,
    save,
    settle,
)
from .taking import all_places, place_of, taken
from .told_moves import told_of_move

__all__ = ["Change", "Clashing", "Moved", "NothingThere"]


def place(
    candidate: Candidate, *, begins_at: datetime, room: int, by: User, at: datetime
) -> Bilateral:
    """Put a candidate on the board, as a proposal of which nobody outside is told.

    :raises Clashing: something hard is against it
    :raises ChangedMeanwhile: it is on the board already
    """
    change = Change(candidate.pk, begins_at, room)
    [moved] = arrange(candidate.meeting, [change], by=by, at=at)
    return moved.bilateral


def move(
    bilateral: Bilateral, *, begins_at: datetime, room: int, version: int, by: User, at: datetime
) -> Moved:
    """Move a bilateral to another time or room; a delegation that knows of it is told.

    :raises Clashing: something hard is against it
    :raises ChangedMeanwhile: it is not the `version` that was seen
    :raises Refused: it is pinned, or no longer to be moved
    """
    length = bilateral.ends_at - bilateral.begins_at
    change = Change(
        bilateral.candidate_id,
        begins_at,
        room,
        version,
        begins_at + length,
        bilateral=bilateral.pk,
    )
    [moved] = arrange(bilateral.meeting, [change], by=by, at=at)
    return moved


def exchange(
    one: Bilateral, other: Bilateral, *, versions: tuple[int, int], by: User, at: datetime
) -> list[Moved]:
    """Let two bilaterals change their times; each keeps its room where the rooms are their hosts' own.

    :raises Clashing: something hard is against it
    :raises ChangedMeanwhile: one of both is not the version that was seen
    :raises Refused: one of both is pinned, or no longer to be moved
    """
    pairs = ((one, other, versions[0]), (other, one, versions[1]))
    changes = [
        Change(
            own.candidate_id,
            there.begins_at,
            own.room_id,
            version,
            there.begins_at + (own.ends_at - own.begins_at),
            bilateral=own.pk,
        )
        for own, there, version in pairs
    ]
    return arrange(one.meeting, changes, by=by, at=at)


def remove(bilateral: Bilateral, *, version: int, by: User, at: datetime) -> None:
    """Take a proposal off the board, of which nobody outside knows.

    :raises ChangedMeanwhile:
    :raises Refused: it is pinned; or the delegation was told: cancel it instead, which tells it
    """
    with transaction.atomic(durable=True):
        current = held(bilateral, version)
        if current.state != State.PROPOSED:
            raise Refused(_("The delegation was told of this bilateral. Cancel it instead."))
        check_not_pinned(current)
        check_becomes(current, State.CANCELLED)
        current.state = State.CANCELLED
        save(current, "state")
        record("remove_bilateral", current, by=by, at=at)


def pin(bilateral: Bilateral, *, pinned: bool, version: int, by: User, at: datetime) -> None:
    """Let no plan move a bilateral, or let plans move it again.

    :raises ChangedMeanwhile:
    """
    with transaction.atomic(durable=True):
        current = held(bilateral, version)
        if current.is_pinned == pinned:
            return
        current.is_pinned = pinned
        save(current, "is_pinned")
        record("pin_bilateral" if pinned else "unpin_bilateral", current, by=by, at=at)


def arrange(meeting: Meeting, changes: Sequence[Change], *, by: User, at: datetime) -> list[Moved]:
    """Carry out several changes together, all or none; in the order of the changes.

    :raises Clashing: something hard is against one of them
    :raises ChangedMeanwhile: a bilateral is not the version that was seen
    :raises Refused: one is pinned or no longer to be moved; or not on the day of the bilaterals
    """
    frame = _looked_in_turn(meeting, changes, at)
    try:
        with transaction.atomic(durable=True):
            return _written(frame, meeting, changes, by, at)
    except TwoPlaces:
        _looked_in_turn(meeting, changes, at)
        # Whoever was there has gone again meanwhile.
        raise Clashing(_("Somebody else has just changed this. Try again."), {}) from None


def rearranged(
    meeting: Meeting, changes: Sequence[Change], *, by: User, at: datetime
) -> list[Moved]:
    """Do what `arrange` does inside the caller's transaction.

    :raises TwoPlaces: somebody else was first; the transaction can only be rolled back
    """
    return _written(_looked(meeting, changes, at), meeting, changes, by, at)


def _looked_in_turn(meeting: Meeting, changes: Sequence[Change], at: datetime) -> Frame:
    """Look when it is our turn, and leave the desk before anything is held or written."""
    with transaction.atomic(durable=True):
        come_to_a_desk()
        return _looked(meeting, changes, at)


def _looked(meeting: Meeting, changes: Sequence[Change], at: datetime) -> Frame:
    """Return the day as it is; refuse what cannot be.

    Whoever is refused here need not wait for what others hold, nor let others wait.
    """
    frame = frame_around(meeting, [change.candidate for change in changes])
    check_known(frame, changes)
    try:
        check(frame, as_wanted(frame, changes), changes, meeting, at)
    except Refused:
        _check_seen(changes, _stands(frame))
        raise
    return frame


def _written(
    frame: Frame, meeting: Meeting, changes: Sequence[Change], by: User, at: datetime
) -> list[Moved]:
    """Write the changes, which the day as it was seen allows.

    :raises TwoPlaces: it does not allow them any more
    """
    wanted = as_wanted(frame, changes)
    hold_places(all_places(frame, wanted, changes), [change.candidate for change in changes])
    standing = _as_held(frame, changes)
    check_free(taken(wanted, changes), [one.pk for one in standing.values()])
    moved = [
        _write(frame, change, standing.get(change.candidate), meeting, by, at) for change in changes
    ]
    engage(frame, wanted, [one.bilateral for one in moved])
    settle()
    moved = _told(moved, by, at)
    new = [(one.bilateral, None, place_of(one.bilateral)) for one in moved if not one.earlier]
    old = [
        (one.bilateral, place_of(one.earlier), place_of(one.bilateral))
        for one in moved
        if one.earlier
    ]
    if new:
        record_many("place_bilateral", new, by=by, at=at)
    if old:
        record_many("move_bilateral", old, by=by, at=at)
    return moved


def _as_held(frame: Frame, changes: Sequence[Change]) -> dict[int, Bilateral]:
    """Return the bilaterals of the changes by candidate, locked.

    :raises ChangedMeanwhile, Refused: somebody else was first
    """
    keys = [change.candidate for change in changes]
    now = candidates_held(keys)
    versions = {pk: version for pk, version, _is_placed in now}
    if any(versions.get(pk) != frame.candidates[pk].version for pk in keys):
        raise Refused(_("Somebody has just changed this candidate. Try again."))
    standing = bilaterals_held(pk for pk, _version, is_placed in now if is_placed)
    _check_seen(changes, standing)
    return standing


def _told(moved: list[Moved], by: User, at: datetime) -> list[Moved]:
    """Tell the delegations that know of what was moved; return the same, as it stands then."""
    knowing = [one.bilateral.pk for one in moved if one.earlier and one.earlier.was_told]
    if not knowing:
        return moved
    found = Bilateral.objects.with_names().in_bulk(knowing)
    for one in moved:
        if one.earlier and one.bilateral.pk in found:
            told_of_move(
                found[one.bilateral.pk],
                previous_begins_at=one.earlier.begins_at,
                previous_room=one.earlier.room,
                by=by,
                at=at,
            )
    return [Moved(found.get(one.bilateral.pk, one.bilateral), one.earlier) for one in moved]


def _stands(frame: Frame) -> dict[int, Stand]:
    return {stand.candidate: stand for stand in frame.stands.values() if stand.is_active}


def _check_seen(
    changes: Iterable[Change], standing: Mapping[int, Bilateral] | Mapping[int, Stand]
) -> None:
    """Refuse where a bilateral is not as it was seen; that says more than what clashes."""
    for change in changes:
        _check_one_seen(change, standing.get(change.candidate))


def _check_one_seen(change: Change, current: Bilateral | Stand | None) -> None:
    # Versions of two bilaterals of one candidate may be the same.
    is_another = change.bilateral not in (None, current.pk if current else None)
    is_gone = current is None and change.version is not None
    if is_another or is_gone:
        raise Refused(_("This bilateral is no longer on the board."))
    if current is None:
        return
    if change.version != current.version:
        raise ChangedMeanwhile(_row_of(current))
    check_can_move(current)


def _row_of(current: Bilateral | Stand) -> Bilateral:
    if isinstance(current, Bilateral):
        return current
    found: Bilateral = Bilateral.objects.get(pk=current.pk)
    return found


def _write(
    frame: Frame,
    change: Change,
    current: Bilateral | None,
    meeting: Meeting,
    by: User,
    at: datetime,
) -> Moved:
    candidate = frame.candidates[change.candidate]
    begins_at, ends_at = change.begins_at, end_of(frame, candidate, change)
    if current is None:
        bilateral = Bilateral(
            meeting=meeting,
            candidate_id=candidate.pk,
            delegation_id=candidate.delegation,
            room_id=change.room,
            begins_at=begins_at,
            ends_at=ends_at,
            created_at=at,
            created_by=by,
        )
        bilateral.save(force_insert=True)
        return Moved(bilateral, None)
    earlier = frame.active_of(candidate.pk)
    current.begins_at, current.ends_at, current.room_id = begins_at, ends_at, change.room
    save(current, "begins_at", "ends_at", "room")
    return Moved(current, earlier)
