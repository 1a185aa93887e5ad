"""Moving and stretching on the grid: by buttons, by dragging, and tried before something is dropped."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from intersessional import clock
from registration.meetings.models import Meeting

from ...forms.moves import SegmentMove, SessionMove
from ...models import Room, Segment, Session
from ...operations import editing
from ...refusals import Gone, Refused, part_name, span
from .common import actor, for_staff, here, part_or_404, to_grid
from .grid import grid_page

STEP = 5


@for_staff
@require_POST
def move_segment(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Move or stretch a segment, and say when it is now."""
    meeting = here(request)
    segment = part_or_404(Segment, meeting, uid)
    form = SegmentMove(request.POST)
    if not form.is_valid():
        return _unclear(request, meeting)
    try:
        _act_on_segment(request, meeting, segment, form.cleaned_data)
        segment = _as_it_is(segment)
    except Refused as refusal:
        return grid_page(request, meeting, refusal=str(refusal), status=409)
    messages.success(request, _segment_now(segment))
    return to_grid(meeting, "segment", segment.uid)


@for_staff
@require_POST
def move_session(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Move or stretch a session, or let two change their times, and say when it is now."""
    meeting = here(request)
    session = part_or_404(Session, meeting, uid)
    form = SessionMove(request.POST)
    if not form.is_valid():
        return _unclear(request, meeting)
    try:
        _act_on_session(request, meeting, session, form.cleaned_data)
        session = _as_it_is(session)
    except Refused as refusal:
        return grid_page(request, meeting, refusal=str(refusal), status=409)
    messages.success(request, _session_now(session))
    return to_grid(meeting, "session", session.uid)


@for_staff
@require_safe
def check(request: HttpRequest, slug: str | None = None) -> JsonResponse:
    """Say what a move would be answered, before something is dropped; nothing is written."""
    meeting = here(request)
    form: SegmentMove | SessionMove
    try:
        if uid := request.GET.get("segment"):
            segment, form = part_or_404(Segment, meeting, uid), SegmentMove(request.GET)
            if form.is_valid():
                _act_on_segment(request, meeting, segment, form.cleaned_data, rehearse=True)
                return _answer(words=_overrun(meeting, segment, form.cleaned_data))
        elif uid := request.GET.get("session_uid"):
            session = part_or_404(Session, meeting, uid)
            form = SessionMove(request.GET)
            if form.is_valid() and form.cleaned_data["do"] != "swap":
                _act_on_session(request, meeting, session, form.cleaned_data, rehearse=True)
                return _answer(words=_too_short(session, form.cleaned_data))
    except Refused as refusal:
        return _answer(words=str(refusal), refused=True)
    return _answer(words=_("This move is not understood."), refused=True)


def _answer(*, words: str = "", refused: bool = False) -> JsonResponse:
    return JsonResponse({"words": words, "refused": refused})


def _unclear(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    words = _("This move is not understood. Nothing was changed.")
    return grid_page(request, meeting, refusal=words, status=422)


def _act_on_segment(
    request: HttpRequest,
    meeting: Meeting,
    segment: Segment,
    wanted: dict[str, Any],
    *,
    rehearse: bool = False,
) -> None:
    how: dict[str, Any] = {
        "version": wanted["version"],
        "by": actor(request),
        "at": clock.now(),
        "rehearse": rehearse,
    }
    minutes = _minutes(segment, wanted)
    if minutes is not None:
        editing.stretch_segment(segment, minutes=minutes, **how)
        return
    session, before = _place(meeting, segment, wanted)
    editing.move_segment(segment, session=session, before=before, **how)


def _minutes(segment: Segment, wanted: dict[str, Any]) -> int | None:
    """Return how long a segment shall take; None where it shall move."""
    if wanted["do"] == "longer":
        return segment.minutes + STEP
    if wanted["do"] == "shorter":
        return segment.minutes - STEP
    return wanted["minutes"] or 0 if wanted["do"] == "stretch" else None


def _place(
    meeting: Meeting, segment: Segment, wanted: dict[str, Any]
) -> tuple[Session, Segment | None]:
    """Return the session where a segment shall be, and before which one of it."""
    if wanted["do"] in {"earlier", "later"}:
        return _neighbour(meeting, segment, step=-1 if wanted["do"] == "earlier" else 1)
    session = part_or_404(Session, meeting, wanted["session"])
    before = part_or_404(Segment, meeting, wanted["before"]) if wanted["before"] else None
    return session, before


def _neighbour(meeting: Meeting, segment: Segment, *, step: int) -> tuple[Session, Segment | None]:
    """Return the place before or after the neighbour, if need be in the session before or after."""
    peers = list(Segment.objects.filter(session=segment.session_id).order_by("position"))
    index = _index(peers, segment.pk)
    if step < 0 < index:
        return segment.session, peers[index - 1]
    if step > 0 and index < len(peers) - 1:
        return segment.session, peers[index + 2] if index + 2 < len(peers) else None
    return _next_session(meeting, segment, step=step)


def _next_session(
    meeting: Meeting, segment: Segment, *, step: int
) -> tuple[Session, Segment | None]:
    sessions = list(Session.objects.filter(meeting=meeting).order_by("begins_at", "pk"))
    index = _index(sessions, segment.session_id) + step
    if not 0 <= index < len(sessions):
        # Where it is already: nothing moves.
        return segment.session, None if step > 0 else segment
    first = Segment.objects.filter(session=sessions[index]).order_by("position").first()
    return sessions[index], first if step > 0 else None


def _index(parts: Sequence[Segment | Session], key: int) -> int:
    """Return the place of a part among others, by its key.

    :raises Gone: somebody has moved or removed it meanwhile
    """
    for index, part in enumerate(parts):
        if part.pk == key:
            return index
    raise Gone(_("This was moved or removed meanwhile."))


def _as_it_is[T: (Segment, Session)](part: T) -> T:
    """Return a part as it stands now.

    :raises Gone: somebody has removed it meanwhile
    """
    found = type(part).objects.filter(pk=part.pk).first()
    if found is None:
        raise Gone(_("This was moved or removed meanwhile."))
    return found


def _act_on_session(
    request: HttpRequest,
    meeting: Meeting,
    session: Session,
    wanted: dict[str, Any],
    *,
    rehearse: bool = False,
) -> None:
    how: dict[str, Any] = {"by": actor(request), "at": clock.now()}
    do, version, step = wanted["do"], wanted["version"], timedelta(minutes=STEP)
    if do == "swap":
        other_uid, _dot, seen = wanted["other"].partition(".")
        other = part_or_404(Session, meeting, other_uid)
        versions = (version, int(seen) if seen.isdecimal() else 0)
        editing.swap_sessions(session, other, versions=versions, **how)
        return
    how |= {"version": version, "rehearse": rehearse}
    if do in {"longer", "shorter", "stretch"}:
        ends_at = {"longer": session.ends_at + step, "shorter": session.ends_at - step}.get(do)
        editing.stretch_session(session, ends_at=ends_at or _instant(wanted["ends_at"]), **how)
        return
    begins_at = {"earlier": session.begins_at - step, "later": session.begins_at + step}.get(do)
    editing.move_session(
        session,
        begins_at=begins_at or _instant(wanted["begins_at"]),
        room=_room(meeting, session, wanted),
        **how,
    )


def _instant(at: datetime | None) -> datetime:
    if at is None:
        raise Refused(_("This move is not understood. Nothing was changed."))
    return at


def _room(meeting: Meeting, session: Session, wanted: dict[str, Any]) -> Room | None:
    """Return the room that was named; the session's own where none was."""
    if not wanted["room"]:
        return session.room
    room: Room = part_or_404(Room, meeting, wanted["room"])
    return room


def _segment_now(segment: Segment) -> str:
    """Say when a segment begins and ends now."""
    zone = segment.session.meeting.zone
    earlier = Segment.objects.filter(session=segment.session_id, position__lt=segment.position)
    minutes = earlier.aggregate(sum=Sum("minutes"))["sum"] or 0
    begins = segment.session.begins_at.astimezone(zone) + timedelta(minutes=minutes)
    return _("“%(segment)s” now begins at %(begins)s and ends at %(ends)s.") % {
        "segment": part_name(segment),
        "begins": time_format(begins, "TIME_FORMAT"),
        "ends": time_format(begins + timedelta(minutes=segment.minutes), "TIME_FORMAT"),
    }


def _session_now(session: Session) -> str:
    words = (
        _("“%(session)s” is now on %(day)s from %(begins)s to %(ends)s, in “%(room)s”.")
        if session.room
        else _("“%(session)s” is now on %(day)s from %(begins)s to %(ends)s, without a room.")
    )
    return words % {"room": session.room, **span(session)}


def _overrun(meeting: Meeting, segment: Segment, wanted: dict[str, Any]) -> str:
    """Say whether the session would have more segments than time."""
    minutes = _minutes(segment, wanted)
    session = segment.session
    if minutes is None:
        session, _before = _place(meeting, segment, wanted)
    others = Segment.objects.filter(session=session).exclude(pk=segment.pk)
    sum_of_others = others.aggregate(sum=Sum("minutes"))["sum"] or 0
    taken = sum_of_others + (segment.minutes if minutes is None else minutes)
    return _too_much(session, taken, session.ends_at)


def _too_short(session: Session, wanted: dict[str, Any]) -> str:
    """Say whether a session would have less time than its segments take."""
    ends_at = wanted["ends_at"] if wanted["do"] == "stretch" else session.ends_at
    taken = Segment.objects.filter(session=session).aggregate(sum=Sum("minutes"))["sum"] or 0
    return _too_much(session, taken, ends_at)


def _too_much(session: Session, taken: int, ends_at: datetime) -> str:
    there = int((ends_at - session.begins_at) / timedelta(minutes=1))
    if taken <= there:
        return ""
    return _("%(session)s: segments take %(taken)s minutes, the session has %(there)s.") % {
        "session": session,
        "taken": taken,
        "there": there,
    }
