"""Who may open the pages of those who plan, and which objects stand on them."""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from intersessional.access import View, role
from intersessional.accounts import roles
from intersessional.accounts.models import User
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of
from registration.registrations import kept

from ..models import Bilateral, Candidate, Host

CONFLICT, UNPROCESSABLE = 409, 422


def for_planners(view: View) -> View:
    """Open a page to whoever plans; what somebody typed when the session had ended is kept.

    For which hosts, their own queryset says: `Host.objects.planned_by(user)`.
    """
    names = (roles.PRESIDENT_OFFICE, roles.COMMITTEE, roles.ISU_STAFF)
    return role(*names, otherwise=kept.keeping())(view)


def for_planners_of_all(view: View) -> View:
    """Open a page to whoever plans for all hosts together; officers of one Committee get 403."""
    return role(roles.PRESIDENT_OFFICE, roles.ISU_STAFF, otherwise=kept.keeping())(view)


def here(request: HttpRequest) -> Meeting:
    """Return the meeting of the address, whose zone all times of the request are meant in."""
    meeting = meeting_of(request)
    timezone.activate(meeting.zone)
    return meeting


def actor(request: HttpRequest) -> User:
    """Return who asks."""
    return cast(User, request.user)


def host_or_404(request: HttpRequest, key: str) -> Host:
    """Return a host of the meeting for which the reader plans."""
    hosts = Host.objects.planned_by(actor(request)).for_meeting(here(request))
    return get_object_or_404(hosts, slug=key)


def planned_or_404(request: HttpRequest, code: str) -> Bilateral:
    """Return a bilateral for all whose hosts the reader plans."""
    own = Bilateral.objects.planned_by(actor(request)).for_meeting(here(request))
    found: Bilateral = get_object_or_404(own.with_names(), code=code)
    return found


def received_or_404(request: HttpRequest, code: str) -> Bilateral:
    """Return a bilateral for at least one of whose hosts the reader plans: marks, briefs, notes."""
    hosts = Host.objects.planned_by(actor(request)).values("pk")
    own = Bilateral.objects.for_meeting(here(request)).filter(candidate__hosts__in=hosts)
    found: Bilateral = get_object_or_404(own.with_names().distinct(), code=code)
    return found


def candidate_or_404(request: HttpRequest, host: Host, pk: int) -> Candidate:
    """Return a candidate of a host, for all whose hosts the reader plans."""
    own = Candidate.objects.planned_by(actor(request)).filter(pk=pk).values("pk")
    found = Candidate.objects.filter(pk__in=own, hosts=host).with_names()
    return get_object_or_404(found.select_related("meeting", "recusal_confirmed_by"))
