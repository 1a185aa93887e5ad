"""What is decided before any view."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone


class MeetingTime:
    """Ends with the request what a page set about the time zone: threads serve many meetings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Begin in the zone of the settings, and leave no other behind."""
        with timezone.override(timezone.get_default_timezone()):
            return self.get_response(request)


class RefuseBrokenInput:
    """Answers 400 to a request that holds NUL, which no field, address or database takes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass sound requests on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Look at the address and at the form.

        In this place, not earlier: the refusal then gets the page of the site.
        """
        address = unquote_to_bytes(request.get_full_path())
        if b"\0" in address or _has_nul(request):
            raise BadRequest("NUL")


def _has_nul(request: HttpRequest) -> bool:
    if request.method != "POST":
        return False
    return any(
        "\0" in value for values in request.POST.lists() for value in (values[0], *values[1])
    )
