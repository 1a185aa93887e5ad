"""What is decided before any view, and said after it."""

import logging
import re
import time
from collections.abc import Callable
from urllib.parse import unquote_to_bytes
from uuid import uuid4

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from intersessional import logs

log = logging.getLogger(__name__)

# Only such an id is taken over from a proxy: anything else could be text for the logs.
WELL_FORMED = re.compile(r"[0-9a-zA-Z-]{16,64}")
# Whatever else HTTP knows, no page takes.
METHODS = ["GET", "HEAD", "POST"]
# What is asked every second, and says nothing in a log.
PROBES = {"livez", "readyz", "metrics", "floor_state"}
# What no page asks of a device.
NO_DEVICES = "camera=(), microphone=(), geolocation=()"
# No page of another site draws anything from here, with or without somebody's session.
OURS_ALONE = "same-origin"
# Answers that say that somebody wanted what is not theirs.
REFUSALS = {401, 403, 429}
# What `wsgi` makes of the Content-Type of letters that are not UTF-8: there are charsets that end in
# an error, and such that make letters which no database takes.
REFUSED = {"charset": "refused"}


class NameRequest:
    """Gives each request an id, in its answer and in every line of the logs, and logs how it went."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with `X-Request-ID`."""
        given = request.headers.get("X-Request-ID", "")
        name = given if WELL_FORMED.fullmatch(given) else uuid4().hex
        token = logs.request_id.set(name)
        request.named = name  # type: ignore[attr-defined]
        begun = time.monotonic()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = name
            # A page that needs the camera says so itself (check-in).
            response.headers.setdefault("Permissions-Policy", NO_DEVICES)
            response.headers.setdefault("Cross-Origin-Resource-Policy", OURS_ALONE)
            _note(request, response, time.monotonic() - begun)
        finally:
            logs.request_id.reset(token)
        return response


class KeepNothing:
    """Forbids browsers and proxies to keep a page that was made for a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with `no-store` where the session has something in it."""
        response = self.get_response(request)
        # An unread session is not read for this: the page then holds nothing from it.
        if request.session.accessed and not request.session.is_empty():
            add_never_cache_headers(response)
        return response


class MeetingTime:
    """Ends with the request what a page set about the time zone: threads serve many meetings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Begin in the zone of the settings, and leave no other behind."""
        with timezone.override(timezone.get_default_timezone()):
            return self.get_response(request)


class RefuseBrokenInput:
    """Answers 405 to a method that no page takes, and 400 to NUL and to letters that are not UTF-8."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass sound requests on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Look at the method, at the address and at the form.

        In this place, not earlier: the refusal then gets the page of the site.
        """
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if request.content_params == REFUSED:
            raise BadRequest("charset")
        address = unquote_to_bytes(request.get_full_path())
        if b"\0" in address or _has_nul(request):
            raise BadRequest("NUL")
        return None


def _has_nul(request: HttpRequest) -> bool:
    if request.method != "POST":
        return False
    return any(
        "\0" in value for values in request.POST.lists() for value in (values[0], *values[1])
    )


def _note(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    match = request.resolver_match
    if match and match.url_name in PROBES:
        return
    log.log(
        logging.WARNING if response.status_code in REFUSALS else logging.INFO,
        "%s %s %s in %d ms%s",
        response.status_code,
        logs.method_of(request),
        logs.route_of(request),
        seconds * 1000,
        _by_whom(request),
    )


def _by_whom(request: HttpRequest) -> str:
    """Return the number of whoever is signed in, where the request has asked for it anyway."""
    # `request.user` itself would read the session, of pages that are made for nobody.
    user = getattr(request, "_cached_user", None)
    return f" by user {user.pk}" if user is not None and user.pk else ""
