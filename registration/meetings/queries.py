"""Which meeting an address speaks of."""

from datetime import datetime

from django.http import Http404, HttpRequest

from intersessional import clock

from .models import Meeting


def meeting_of(request: HttpRequest) -> Meeting:
    """Return the meeting of `/m/<slug>/…`, or the current one where the address names none.

    Asked once per request. The meeting knows whether it `is_current`, so that links keep to it.

    :raises Http404: there is no such meeting
    """
    if not hasattr(request, "_meeting"):
        match = request.resolver_match
        slug = match.kwargs.get("slug") if match else None
        request._meeting = find_meeting(slug, at=clock.now())  # type: ignore[attr-defined]
    return request._meeting  # type: ignore[attr-defined]


def find_meeting(slug: str | None, *, at: datetime) -> Meeting:
    """Return the meeting with this slug, or the current one for None.

    :raises Http404: there is no such meeting
    """
    current = Meeting.objects.current(at)
    meeting = current
    if slug and (current is None or current.slug != slug):
        meeting = Meeting.objects.filter(slug=slug).first()
    if meeting is None:
        raise Http404
    meeting.is_current = current is not None and meeting.pk == current.pk
    return meeting
