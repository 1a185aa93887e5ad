"""What we ask of allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from intersessional import network
from intersessional.access import is_ours

from . import addresses, limits, sign_ins
from .limits import Allowance
from .models import SignIn, User
from .policies import helps_at_the_door_only, is_of_the_isu
from .sessions import PRIVILEGED

# Key of a session: the password (as a digest) with which a sign-in of several steps began.
BEGUN_WITH = "sign_in_begun_with"

PASSWORDS_OF_ADDRESS = Allowance("password/address", 10, 30)
PASSWORDS_OF_NETWORK = Allowance("password/network", 200, 60)


class AccountAdapter(DefaultAccountAdapter):
    """Closes the doors that the portal does not have, and counts passwords in the database."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: accounts come from registrations, focal points and staff."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return the active user whose password this is; the try is counted first.

        :raises ValidationError: too many tries; its code is `too_many_tries`
        """
        whose = addresses.key(credentials.get("email", ""))
        where = network.client_network(request)
        try:
            limits.count(PASSWORDS_OF_NETWORK, where)
            limits.count(PASSWORDS_OF_ADDRESS, whose)
        except limits.TooManyTries as refusal:
            _note(request, SignIn.Outcome.LIMITED, credentials)
            raise refusal.as_error() from refusal
        user: User | None = super().authenticate(request, **credentials)
        if user is None or not user.is_active:
            outcome = SignIn.Outcome.REFUSED if user else SignIn.Outcome.WRONG_PASSWORD
            _note(request, outcome, credentials)
            return None
        limits.uncount(PASSWORDS_OF_NETWORK, where)
        limits.uncount(PASSWORDS_OF_ADDRESS, whose)
        return user

    def pre_login(self, request: HttpRequest, user: User, **about: Any) -> HttpResponse | None:
        """Note with which password the sign-in began."""
        request.session[BEGUN_WITH] = user.get_session_auth_hash()
        response: HttpResponse | None = super().pre_login(request, user, **about)
        return response

    def login(self, request: HttpRequest, user: User) -> None:
        """Open the session, after all steps of the sign-in: a quarter of an hour may lie between.

        :raises ImmediateHttpResponse: meanwhile the account was closed, or has another password
        """
        begun_with = request.session.pop(BEGUN_WITH, "")
        method = sign_ins.method_of(request, user)
        if not user.is_active:
            sign_ins.failed(request, method, SignIn.Outcome.REFUSED, user=user)
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        if not constant_time_compare(begun_with, user.get_session_auth_hash()):
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_login")))
        super().login(request, user)
        is_privileged = bool(request.session.get(PRIVILEGED))
        sign_ins.succeeded(request, user, method, is_privileged=is_privileged)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Send somebody who left back to the sign-in, whatever they proved."""
        messages.error(request, _("This account is closed."))
        return HttpResponseRedirect(reverse("account_login"))

    def is_safe_url(self, url: str | None) -> bool:
        """Follow an address that came with a request only to one of our pages."""
        return bool(url) and is_ours(str(url))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead the ISU to its desk, who helps at the door to the check-in, others to the home page.

        Unless `next` says where.
        """
        wanted = settings.LOGIN_REDIRECT_URL
        if is_of_the_isu(request.user):
            wanted = settings.DESK_REDIRECT_URL
        elif helps_at_the_door_only(request.user):
            wanted = settings.CHECK_IN_REDIRECT_URL
        return str(resolve_url(wanted))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return what to count by: the client's network, for IPv6 gives one client many addresses."""
        return network.client_network(request) or "0.0.0.0"  # noqa: S104 - names nobody

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Refuse: mail leaves through the outbox only."""
        raise ImproperlyConfigured(f"allauth wants to send {template_prefix} itself.")


def _note(request: HttpRequest, outcome: SignIn.Outcome, credentials: dict[str, Any]) -> None:
    address = credentials.get("email") or ""
    sign_ins.failed_at(request, SignIn.Method.PASSWORD, outcome, address)
