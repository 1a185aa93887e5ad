"""Moving and stretching on the grid: what dragging does, and the buttons beside it.

With `rehearse` all of this is tried and taken back: the grid asks before something is dropped.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from intersessional.accounts.models import User

from ...models import Room, Segment, Session
from ...refusals import Gone, WrongOrder
from .journal import editing
from .order import index_before

SHORTEST, LONGEST = 1, 600


def move_segment(
    segment: Segment,
    *,
    session: Session,
    before: Segment | None,
    version: int,
    by: User | None,
    at: datetime,
    rehearse: bool = False,
) -> bool:
    """Put a segment before another one of a session, or at its end; say whether it has moved.

    :raises ChangedMeanwhile: somebody changed the segment since
    :raises Gone: the place where it should go is no longer there
    :raises PersonTaken: a panel would take somebody to two places
    """
    meeting = session.meeting
    with editing(meeting, "move_segment", by=by, at=at, rehearse=rehearse) as edit:
        fresh = edit.current(segment, version)
        edit.found(session)
        if before and before.pk == fresh.pk:
            return False
        try:
            index = index_before(session.pk, before, moving=fresh.pk)
        except ValueError as error:
            raise Gone(_("The segment before which it should come has moved meanwhile.")) from error
        if session.pk == fresh.session_id and index == fresh.position - 1:
            return False
        edit.change(fresh, {"session_id": session.pk}, version=version, index=index)
    return True


def stretch_segment(
    segment: Segment,
    *,
    minutes: int,
    version: int,
    by: User | None,
    at: datetime,
    rehearse: bool = False,
) -> bool:
    """Let a segment take so many minutes; those after it in the session move along.

    :raises ChangedMeanwhile: somebody changed it since
    :raises PersonTaken: a panel after it would take somebody to two places
    """
    if not SHORTEST <= minutes <= LONGEST:
        raise WrongOrder(_("A segment takes from 1 to 600 minutes."))
    meeting = segment.session.meeting
    with editing(meeting, "stretch_segment", by=by, at=at, rehearse=rehearse) as edit:
        fresh = edit.current(segment, version)
        if fresh.minutes == minutes:
            return False
        edit.change(fresh, {"minutes": minutes}, version=version)
    return True


def move_session(
    session: Session,
    *,
    begins_at: datetime,
    room: Room | None,
    version: int,
    by: User | None,
    at: datetime,
    rehearse: bool = False,
) -> bool:
    """Let a session begin at another time, as long as before, in a room.

    :raises ChangedMeanwhile: somebody changed it since
    :raises RoomTaken: the room has another session then
    :raises PersonTaken: the chair or somebody on a panel is elsewhere then
    :raises OutsideTheMeeting: that is not within one day of the meeting
    """
    with editing(session.meeting, "move_session", by=by, at=at, rehearse=rehearse) as edit:
        fresh = edit.current(session, version)
        length = fresh.ends_at - fresh.begins_at
        values = {"begins_at": begins_at, "ends_at": begins_at + length}
        values |= {"room_id": room.pk if room else None}
        if (fresh.begins_at, fresh.room_id) == (begins_at, values["room_id"]):
            return False
        edit.change(fresh, values, version=version)
    return True


def stretch_session(
    session: Session,
    *,
    ends_at: datetime,
    version: int,
    by: User | None,
    at: datetime,
    rehearse: bool = False,
) -> bool:
    """Let a session end at another time.

    :raises ChangedMeanwhile: somebody changed it since
    :raises RoomTaken: the room has another session then
    :raises PersonTaken: the chair is elsewhere then
    :raises WrongOrder: it would end before it begins
    """
    with editing(session.meeting, "stretch_session", by=by, at=at, rehearse=rehearse) as edit:
        fresh = edit.current(session, version)
        if fresh.ends_at == ends_at:
            return False
        edit.change(fresh, {"ends_at": ends_at}, version=version)
    return True


def swap_sessions(
    first: Session,
    second: Session,
    *,
    versions: tuple[int, int],
    by: User | None,
    at: datetime,
) -> None:
    """Let two sessions change their times, and the titles that name them, each in its own room.

    :raises ChangedMeanwhile: somebody changed one of them since
    :raises RoomTaken: a room has a third session then
    :raises PersonTaken: somebody is elsewhere then
    """
    with editing(first.meeting, "swap_sessions", by=by, at=at) as edit:
        one, other = edit.current(first, versions[0]), edit.current(second, versions[1])
        names = ("begins_at", "ends_at", "title_en", "title_fr", "title_es")
        taken = [{name: getattr(it, name) for name in names} for it in (other, one)]
        for session, version, values in zip((one, other), versions, taken, strict=True):
            edit.change(session, values, version=version)
