"""The grid of days with what is not right beside it, undo, and what others have done meanwhile."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from intersessional import clock
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting

from ... import conflicts, grid, queries
from ...editing_words import what, who_did_what
from ...needs import Needs, needs_of
from ...operations import editing
from ...refusals import Refused
from .common import SAID, actor, for_staff, here, to_grid

_PAGES = {"session": "sessions", "segment": "segments", "item": "items", "person": "people"}


@for_staff
@require_safe
def show(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the draft as it stands; `?at=` names what has the focus: `segment-…`, or `message`."""
    return grid_page(request, here(request))


def grid_page(
    request: HttpRequest, meeting: Meeting, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Return the grid, under a refusal if there was one."""
    # Before the draft is read: whoever writes meanwhile is news afterwards.
    version = queries.draft_version(meeting)
    needs = needs_of(meeting, at=clock.now())
    shown = grid.grid_of(meeting, needs)
    last = queries.last_edit(meeting, actor(request))
    published, focus = queries.latest(meeting), request.GET.get("at", "")
    context: dict[str, Any] = {
        "grid": shown,
        "people": shown.people,
        "rooms": shown.rooms,
        "conflicts": _conflicts(shown, meeting, needs),
        "draft_version": version,
        "last": last,
        "undoes": what(last) if last else "",
        "published": published,
        "focus": focus,
        "focus_message": focus == SAID and not refusal,
        "refusal": refusal,
    }
    return render(request, "agenda/editor/grid.html", context, status=status)


def _conflicts(shown: grid.Grid, meeting: Meeting, needs: Needs) -> list[dict[str, Any]]:
    found = conflicts.conflicts_of(shown.draft, meeting, needs)
    return [
        {"words": one.words, "stops": one.stops, "url": _url(meeting, *one.where)} for one in found
    ]


def _url(meeting: Meeting, kind: str, uid: str) -> str:
    """Return the page on which a conflict is settled."""
    if kind == "panel":
        return meeting_path(meeting, "agenda:edit_panel", uid)
    return meeting_path(meeting, f"agenda:edit_{_PAGES[kind]}", uid)


@for_staff
@require_POST
def undo(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Take back the actor's own last change, if it is the one that the button named."""
    meeting = here(request)
    expected = request.POST.get("edit", "")
    try:
        step = editing.undo_last(
            meeting,
            by=actor(request),
            at=clock.now(),
            expected=int(expected) if expected.isdecimal() and len(expected) < 19 else 0,
        )
    except Refused as refusal:
        return grid_page(request, meeting, refusal=str(refusal), status=409)
    messages.success(request, _("Undone: you %(what)s.") % {"what": what(step)})
    return to_grid(meeting)


@for_staff
@require_safe
def news(request: HttpRequest, slug: str | None = None) -> JsonResponse:
    """Say in a sentence what others did to the draft after the version that a page shows."""
    meeting = here(request)
    seen = request.GET.get("since", "")
    since = int(seen) if seen.isdecimal() and len(seen) < 19 else 0
    last = queries.last_edit_of_others(meeting, actor(request), since=since)
    return JsonResponse({"words": who_did_what(last) if last else ""})
