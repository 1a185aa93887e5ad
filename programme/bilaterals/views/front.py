"""The first address of bilaterals: the board for those who plan, their own agenda for the others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from intersessional.access import signed_in
from registration.meetings.links import meeting_path

from .agenda import agenda
from .guards import actor, here


@signed_in
@require_safe
def front(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Lead the staff to the board, and show everybody else their own agenda."""
    if not actor(request).is_staff:
        return agenda(request, slug=slug)
    return redirect(meeting_path(here(request), "bilaterals:board"))
