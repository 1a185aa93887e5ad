"""Pages that put several parts together, and the answers when something goes wrong."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db.utils import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from intersessional import clock
from intersessional.access import public
from programme.agenda import versions
from registration.meetings import policies, wording
from registration.registrations import views as registration_views

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@public
@require_safe
@vary_on_headers("Accept-Language")  # also under /fr/: the hint depends on it
def home(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the meeting: what, when, where, until when to register, and what one can do now.

    Of the programme it shows the items of each day; the valid version is read once by each process.
    """
    at = clock.now()
    try:
        place = versions.place_of(request, at=at)
    except Http404:
        if slug:
            raise
        return render(request, "desk/home.html")
    meeting = place.meeting
    context = {
        "registration_state": policies.registration_state(meeting, at=at),
        "time_left": wording.time_left(meeting.registration_closes_at - at),
        "visa_late_since": policies.visa_letter_late_since(meeting, at=at),
    } | _programme(place)
    return render(request, "desk/home.html", context)


def _programme(place: versions.Place) -> dict[str, Any]:
    """Return the days of the meeting, each with the items that it begins, and the programme itself."""
    programme = versions.version_of(place.key).programme if place.key else None
    begun = programme.items_begun if programme else {}
    return {
        "programme": programme,
        "days": [(day, begun.get(day, [])) for day in place.meeting.days],
    }


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 413 to a form that is too large, 400 to anything else that cannot be read."""
    status = 413 if isinstance(exception, TOO_LARGE) else 400
    return render(request, f"{status}.html", status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain that a form could not be recognised as ours; the registration form comes back filled."""
    if request.resolver_match and request.resolver_match.func is registration_views.register:
        return registration_views.show_again(request)
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 while the database is away, for it comes back; 500 for anything else."""
    import sys

    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = render(request, "503.html", {"typed": _typed(request)}, status=503)
        response["Retry-After"] = "10"
        # It may hold what somebody typed, and goes past the middleware that knows sessions.
        add_never_cache_headers(response)
        return response
    return render(request, "500.html", status=500)


def _typed(request: HttpRequest) -> list[tuple[str, Any]]:
    """Return what somebody sent who registers: the page holds it, to be sent once more."""
    match = request.resolver_match
    if request.method != "POST" or not match or match.func is not registration_views.register:
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values]
