"""The board of the day, and one bilateral on it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from intersessional import clock
from registration.meetings.models import Meeting

from ..board import board_of, times_of
from ..conflicts import clashes, say
from ..models import Bilateral, Host
from ..queries.stamps import stamp
from ..reading import frame_of
from ..transitions import MOVABLE, State
from .guards import actor, for_planners, here, planned_or_404


@for_planners
@require_safe
def show(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show all hosts by all times: what stands, what conflicts, who is left out, and each one's load."""
    return board_page(request, here(request))


@for_planners
@require_safe
def now(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Return the board's own part of the page, or 304 as long as nobody has changed anything."""
    meeting = here(request)
    mark = _mark(request, meeting)
    if request.headers.get("If-None-Match") == mark:
        return HttpResponse(status=304)
    answer = render(request, "bilaterals/board/_board.html", board_context(request, meeting))
    answer["ETag"] = mark
    return answer


def board_page(
    request: HttpRequest, meeting: Meeting, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Return the page of the board, under a refusal if there was one."""
    # Before the board is read: what happens meanwhile is asked for once more.
    mark = _mark(request, meeting)
    context = board_context(request, meeting) | {"refusal": refusal, "mark": mark}
    return render(request, "bilaterals/board/show.html", context, status=status)


def board_context(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """Return what the board's template needs."""
    if meeting.bilaterals_on is None:
        return {"board": None, "day": None}
    own = frozenset(Host.objects.planned_by(actor(request)).values_list("pk", flat=True))
    frame = frame_of(meeting)
    return {
        "board": board_of(frame, own, meeting.zone, at=clock.now()),
        "day": frame.day,
        "chosen": request.GET.get("at", ""),
    }


def _mark(request: HttpRequest, meeting: Meeting) -> str:
    return f'"{get_language()}-{actor(request).pk}-{stamp(meeting)}"'


@for_planners
@require_safe
def one(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Show a bilateral with all that stands against it, and each other time that it could have."""
    return one_page(request, planned_or_404(request, code))


def one_page(
    request: HttpRequest, bilateral: Bilateral, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Return the page of one bilateral, under a refusal if there was one."""
    meeting = bilateral.meeting
    frame = frame_of(meeting)
    candidate = frame.candidates[bilateral.candidate_id]
    is_movable = bilateral.state in MOVABLE and not bilateral.is_pinned
    found = clashes(
        frame, candidate, bilateral.begins_at, bilateral.room_id, ends_at=bilateral.ends_at
    )
    context = {
        "bilateral": bilateral,
        "candidate": candidate,
        "hosts": frame.hosts_of(candidate),
        "room": frame.rooms[bilateral.room_id],
        "against": [say(one, frame, candidate, meeting.zone) for one in found if one.is_hard],
        "notes": [say(one, frame, candidate, meeting.zone) for one in found if not one.is_hard],
        "times": times_of(frame, candidate, meeting.zone) if is_movable else [],
        "is_movable": is_movable,
        "is_proposed": bilateral.state == State.PROPOSED,
        "is_over": bilateral.ends_at <= clock.now(),
        "note_hosts": list(
            Host.objects.of_officer(actor(request))
            .filter(pk__in=candidate.hosts)
            .select_related("committee")
        ),
        "refusal": refusal,
    }
    return render(request, "bilaterals/board/one.html", context, status=status)
