"""What the pages of the day have in common: whom they let in, and what an address names."""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from intersessional.accounts.models import User
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of

from ..models import Bilateral, Host

CONFLICT, UNPROCESSABLE = 409, 422


def here(request: HttpRequest) -> Meeting:
    """Return the meeting of the address, whose zone all times of the request are meant in."""
    meeting = meeting_of(request)
    timezone.activate(meeting.zone)
    return meeting


def actor(request: HttpRequest) -> User:
    """Return who asks."""
    return cast(User, request.user)


def host_or_404(request: HttpRequest, slug: str) -> Host:
    """Return a host for which the actor plans; any other is as absent as none."""
    planned = Host.objects.planned_by(request.user).for_meeting(here(request))
    host: Host = get_object_or_404(planned, slug=slug)
    return host


def bilateral_or_404(request: HttpRequest, code: str) -> Bilateral:
    """Return a bilateral of whose hosts the actor plans for at least one."""
    hosts = Host.objects.planned_by(request.user).values("pk")
    found = Bilateral.objects.for_meeting(here(request)).filter(candidate__hosts__in=hosts)
    bilateral: Bilateral = get_object_or_404(found.with_names().distinct(), code=code)
    return bilateral
