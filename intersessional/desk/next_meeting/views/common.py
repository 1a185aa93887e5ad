"""What the pages have in common."""

from typing import Any, cast

from django.http import Http404, HttpRequest
from django.utils import timezone

from intersessional import clock
from intersessional.access import View, role
from intersessional.accounts import roles
from intersessional.accounts.models import User
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of
from registration.registrations import kept


def for_staff(view: View) -> View:
    """Open a page to the ISU's staff; what somebody typed when the session had ended is kept."""
    return role(roles.ISU_STAFF, otherwise=kept.keeping())(view)


def here(request: HttpRequest) -> Meeting:
    """Return the meeting of the address, with how it was begun; all times are meant in its zone."""
    frame = meeting_of(request)
    found = Meeting.objects.select_related("preparation__source").filter(pk=frame.pk).first()
    if found is None:
        raise Http404
    found.is_current = frame.is_current
    timezone.activate(found.zone)
    return found


def source_of(meeting: Meeting) -> Meeting | None:
    """Return the meeting from which this one takes over, if any."""
    preparation = getattr(meeting, "preparation", None)
    return preparation.source if preparation else None


def is_settled(meeting: Meeting, key: str) -> bool:
    """Say whether a step was settled; all are of a meeting that was not begun by these pages."""
    preparation = getattr(meeting, "preparation", None)
    return preparation is None or key in preparation.settled


def by(request: HttpRequest) -> dict[str, Any]:
    """Return who acts, and when."""
    return {"by": cast(User, request.user), "at": clock.now()}
