"""The meeting that a request is about: the edge between addresses and queries."""

from django.http import Http404, HttpRequest

from intersessional import clock

from .models import Meeting
from .queries import find_meeting


def meeting_of(request: HttpRequest) -> Meeting:
    """Return the meeting of `/m/<slug>/…`, or the current one where the address names none.

    Asked once per request, also when there is none.

    :raises Http404: there is no such meeting
    """
    if not hasattr(request, "_meeting"):
        match = request.resolver_match
        slug = match.kwargs.get("slug") if match else None
        request._meeting = find_meeting(slug, at=clock.now())  # type: ignore[attr-defined]
    meeting: Meeting | None = request._meeting  # type: ignore[attr-defined]
    if meeting is None:
        raise Http404
    return meeting
