"""The live board of all hosts, and the part of it that a script asks for again and again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from intersessional import clock

from ..today.live import board_of, mark_of
from .guards import actor, for_planners, here


@for_planners
@require_safe
def board(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show what is now and what is next, at each host for which the actor plans."""
    return _answer(request, "bilaterals/day/live.html")


@for_planners
@require_safe
def fragment(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the board alone, or answer 304 to whoever has what is shown."""
    mark = mark_of(here(request), actor(request), clock.now())
    response: HttpResponse | None = get_conditional_response(request, etag=mark)
    if response is None:
        response = _answer(request, "bilaterals/day/_board.html")
    response["ETag"] = mark
    return response


def _answer(request: HttpRequest, template: str) -> HttpResponse:
    meeting, at = here(request), clock.now()
    # Before the board is read: what happens meanwhile is asked for once more.
    mark = mark_of(meeting, actor(request), at)
    context = {"board": board_of(meeting, actor(request), at), "mark": mark}
    return render(request, template, context)
