"""Who opens the pages of the door, and of which meeting they are."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from intersessional.access import View, role
from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.accounts.policies import is_of_the_isu
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of
from registration.registrations import kept

# Asked of the browser on the pages that scan; everywhere else it is refused.
WITH_CAMERA = "camera=(self), microphone=(), geolocation=()"


def for_the_door(view: View) -> View:
    """Open a page to the secretariat, and to those who help at the door."""
    names = (roles.ISU_STAFF, roles.CHECK_IN_DESK)
    return role(*names, otherwise=kept.keeping())(view)


def for_the_secretariat(view: View) -> View:
    """Open a page to the secretariat alone."""
    return role(roles.ISU_STAFF, otherwise=kept.keeping())(view)


def here(request: HttpRequest) -> Meeting:
    """Return the meeting of the address, whose zone all times of the request are meant in."""
    meeting = meeting_of(request)
    timezone.activate(meeting.zone)
    return meeting


def actor(request: HttpRequest) -> User:
    """Return who asks."""
    return cast(User, request.user)


def may_register(request: HttpRequest) -> bool:
    """Say whether the reader also registers people and issues badges."""
    return is_of_the_isu(actor(request))


def with_camera(response: HttpResponse) -> HttpResponse:
    """Let the page ask for the camera."""
    response["Permissions-Policy"] = WITH_CAMERA
    return response
