"""The interpreters' own view: the statements of an item at once, as they come."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from intersessional import clock
from intersessional.access import signed_in
from intersessional.uploads import attachment
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of

from ..afterwards import naming
from ..statements import archive, board
from ..statements.board import ItemBoard
from ..statements.queries import Reader, reader_of


@signed_in
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """List the items with requests: how many, how many statements are here, and which is on now."""
    meeting, at = _meeting(request), clock.now()
    items = [(one, one.is_now(at)) for one in board.items_of(meeting)]
    return render(request, "interventions/statements/interpreters.html", {"items": items})


@signed_in
@require_safe
def item(request: HttpRequest, key: str, slug: str | None = None) -> HttpResponse:
    """Show all requests of an item in the order in which they speak, with their statements."""
    context = {"board": _board(_meeting(request), key), "at": clock.now()}
    return render(request, "interventions/statements/interpreters_item.html", context)


@signed_in
@require_safe
def all_files(request: HttpRequest, key: str, slug: str | None = None) -> HttpResponse:
    """Hand out the newest statements of an item in one file."""
    found = _board(_meeting(request), key)
    file = archive.packed(found)
    name = naming.statements_name(found.segments[0], "zip")
    return cast(HttpResponse, attachment(file, name, archive.ZIP))


def _meeting(request: HttpRequest) -> Meeting:
    """Return the meeting, whose zone times are meant in; absent for all but interpreters and staff."""
    meeting = meeting_of(request)
    if reader_of(request.user, meeting) < Reader.INTERPRETER:
        raise Http404
    timezone.activate(meeting.zone)
    return meeting


def _board(meeting: Meeting, key: str) -> ItemBoard:
    found = board.item_of(meeting, key)
    if found is None:
        raise Http404
    return found
