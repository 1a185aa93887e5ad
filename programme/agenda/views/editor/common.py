"""What the editor's pages have in common."""

from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from intersessional.access import View, role
from intersessional.accounts import roles
from intersessional.accounts.models import User
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of
from registration.registrations import kept

from ...models import Contributor, Item, Panel, Room, Segment, Session

# The focus on the message at the top.
SAID = "message"
_OF_MEETING: dict[Any, str] = {
    Item: "meeting",
    Session: "meeting",
    Room: "meeting",
    Contributor: "meeting",
    Segment: "session__meeting",
    Panel: "segment__session__meeting",
}


def for_staff(view: View) -> View:
    """Open a page to the ISU's staff; what somebody typed when the session had ended is kept."""
    return role(roles.ISU_STAFF, otherwise=kept.keeping())(view)


def here(request: HttpRequest) -> Meeting:
    """Return the meeting of the address, whose zone all times of the request are meant in."""
    meeting = meeting_of(request)
    timezone.activate(meeting.zone)
    return meeting


def actor(request: HttpRequest) -> User:
    """Return who asks."""
    return cast(User, request.user)


def part_or_404(model: Any, meeting: Meeting, uid: str) -> Any:
    """Return a part of the meeting's draft; that of another meeting is absent."""
    related = {Session: ["room", "chair"], Segment: ["session", "item"]}.get(model, [])
    found = model.objects.select_related(*related) if related else model.objects
    return get_object_or_404(found.filter(**{_OF_MEETING[model]: meeting}), uid=uid)


def to_grid(meeting: Meeting, kind: str = "", uid: str = "") -> HttpResponse:
    """Go back to the grid: to a part of it, or to what is said of what was done.

    By the focus, which the page puts there (`autofocus`), and which brings it into view. An anchor
    beside it would be in its way: browsers then look for no other focus.
    """
    path = meeting_path(meeting, "agenda:editor")
    return redirect(f"{path}?{urlencode({'at': f'{kind}-{uid}' if uid else SAID})}")
