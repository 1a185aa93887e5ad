"""Staff without a second factor reach nothing but the pages where they get one."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from .factor import SealedByLostKey, has_second_factor
from .policies import is_privileged
from .sessions import PRIVILEGED

# These ask no user, and some must answer without a database.
FOR_ALL = {
    *("livez", "readyz", "metrics", "csp_report", "floor:floor_state"),
    *("account_login", "account_code", "account_logout"),
}
# Steps of a sign-in that is not finished.
STEPS = {"mfa_authenticate", "mfa_login_webauthn"}
TO_ENROL = {"account_reauthenticate", "account_sessions"}


class ConfineStaff:
    """Sends staff to enrol, whatever page they asked for; nobody else can."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the address is known only in `process_view`."""
        response = self.get_response(request)
        if getattr(request, "session_ended", False):
            # Also what “back” would show. Not the storage: a device at the door keeps scans there.
            response["Clear-Site-Data"] = '"cache"'
        return response

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Decide by the name of the page."""
        match = request.resolver_match
        name = (match.view_name if match else None) or ""
        if name in FOR_ALL | STEPS or not request.user.is_authenticated:
            return None
        if name.startswith("mfa_"):
            _only_staff(request)
            return None if request.session.get(PRIVILEGED) else _sign_in_anew(request)
        if name in TO_ENROL or not _is_staff(request) or has_second_factor(request):
            return None
        return redirect("mfa_index")

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say of recovery codes that cannot be read why, where the library would fail."""
        if not isinstance(error, SealedByLostKey):
            return None
        messages.error(request, error.message)
        return redirect("mfa_index")


def _only_staff(request: HttpRequest) -> None:
    if not is_privileged(request.user):  # type: ignore[arg-type]
        raise Http404


def _sign_in_anew(request: HttpRequest) -> HttpResponse:
    """End a session that began before its user became staff: no e-mailed code leads to enrolment.

    The signals in `sessions` have ended it already, unless the change went past the models.
    """
    logout(request)
    return redirect("account_login")


def _is_staff(request: HttpRequest) -> bool:
    """Say whether this is a session of staff, without a query: the groups were asked at sign-in."""
    user = request.user
    return user.is_staff or user.is_superuser or bool(request.session.get(PRIVILEGED))
