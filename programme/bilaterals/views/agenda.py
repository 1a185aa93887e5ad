"""An invitee's own agenda, as a page and as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from intersessional import clock
from intersessional.access import signed_in
from registration.delegations.models import Delegation

from .. import calendar, invitee
from ..models import Bilateral
from .guards import here

CALENDAR = "text/calendar; charset=utf-8"


@signed_in
@require_safe
def agenda(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the bilaterals of which somebody was told, and where to ask for one."""
    meeting = here(request)
    shown = invitee.agenda_of(request.user, meeting, at=clock.now())
    manages = Delegation.objects.managed_by(request.user).for_meeting(meeting)
    context = {"shown": shown, "can_ask": manages.exists()}
    return render(request, "bilaterals/agenda.html", context)


@signed_in
@require_safe
def own_calendar(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Send all of somebody's bilaterals as a calendar file."""
    meeting = here(request)
    found = Bilateral.objects.shown_to(request.user).for_meeting(meeting).with_names()
    return calendar_file(calendar.file_for(meeting, list(found)), f"{meeting.slug}-bilaterals")


def calendar_file(content: bytes, name: str) -> HttpResponse:
    """Return a calendar file to be kept under a name."""
    response = HttpResponse(content, content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
