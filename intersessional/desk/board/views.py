"""The desk, and the lists of what waits that stand nowhere else."""

from typing import cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from intersessional import clock
from intersessional.access import role
from intersessional.accounts import roles
from intersessional.accounts.models import User
from registration.meetings.requests import meeting_of

from . import figures, progress, queries, waiting
from .floors import floors_of
from .lists import LISTS
from .tools import tools_of
from .wording import closing_words

_ON_A_PAGE = 50


@role(roles.ISU_STAFF)
@require_safe
def board(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show what waits for the staff, what goes on, and how far the meeting has come."""
    try:
        meeting, at = meeting_of(request), clock.now()
    except Http404:
        if slug:
            raise
        return render(request, "desk/board/none.html")
    groups, delegations = queries.groups_of(meeting), queries.delegations_of(meeting)
    floors = floors_of(meeting, at=at)
    lines = waiting.lines_of(meeting, groups, delegations, floors, at=at)
    context = {
        "closing": closing_words(meeting, at=at),
        "waiting": [line for line in lines if line.number],
        "done": [line for line in lines if not line.number],
        "under_way": progress.under_way(meeting),
        "figures": figures.figures_of(meeting, groups, delegations, at=at),
        "times": figures.times_of(meeting, floors),
        "bilaterals": figures.bilaterals_chart(meeting, queries.bilaterals_of(meeting)),
        "tools": tools_of(meeting, cast(User, request.user)),
    }
    return render(request, "desk/board/index.html", context)


@role(roles.ISU_STAFF)
@require_safe
def waiting_list(request: HttpRequest, what: str, slug: str | None = None) -> HttpResponse:
    """Show each that waits of one kind, the oldest first."""
    listing = LISTS.get(what)
    if listing is None:
        raise Http404
    rows = listing.rows(meeting_of(request), cast(User, request.user), clock.now())
    rows.sort(key=lambda row: row.since)
    page = Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"title": listing.title, "page": page, "number": len(rows)}
    return render(request, "desk/board/list.html", context)
