"""The meeting that a request is about: the edge between addresses and queries."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest

from intersessional import clock

from .models import Meeting
from .policies import may_see
from .queries import find_meeting


def meeting_of(request: HttpRequest) -> Meeting:
    """Return the meeting of `/m/<slug>/…`, or the current one where the address names none.

    Asked once per request, also when there is none.

    :raises Http404: there is no such meeting
    """
    if not hasattr(request, "_meeting"):
        match = request.resolver_match
        slug = match.kwargs.get("slug") if match else None
        found = find_meeting(slug, at=clock.now())
        request._meeting = seen_by(request, found)  # type: ignore[attr-defined]
    meeting: Meeting | None = request._meeting  # type: ignore[attr-defined]
    if meeting is None:
        raise Http404
    return meeting


def seen_by(request: HttpRequest, meeting: Meeting | None) -> Meeting | None:
    """Return the meeting if whoever asks may know of it; else None, as if it were not there.

    The session is read only where it matters: pages about open meetings stay the same for everybody.
    """
    if meeting is None or meeting.is_open:
        return meeting
    user = getattr(request, "user", None) or AnonymousUser()
    return meeting if may_see(meeting, user) else None
