"""What the pages have in common."""

from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from intersessional import clock
from intersessional.accounts.models import User
from registration.meetings.links import meeting_path
from registration.meetings.requests import meeting_of

from ..models import Mailing

UNPROCESSABLE, CONFLICT = 422, 409
PER_PAGE = 50


def mailing_or_404(request: HttpRequest, pk: int) -> Mailing:
    """Return a message of the meeting that the address speaks of."""
    meeting = meeting_of(request)
    found: Mailing = get_object_or_404(Mailing.objects.for_meeting(meeting).with_people(), pk=pk)
    # It knows whether it is the current one.
    found.meeting = meeting
    return found


def actor(request: HttpRequest) -> dict[str, Any]:
    """Return who acts, and when."""
    return {"by": cast(User, request.user), "at": clock.now()}


def path_of(mailing: Mailing, name: str) -> str:
    """Return the path of a page of a message."""
    return meeting_path(mailing.meeting, f"mailings:{name}", mailing.pk)


def to(mailing: Mailing, name: str = "show") -> HttpResponse:
    """Lead to a page of a message."""
    return redirect(path_of(mailing, name))


def page_of(request: HttpRequest, found: Any) -> Page[Any]:
    """Return the page of a long list for which the address asks; the nearest that there is."""
    return Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
