"""Coming in, and seeing where one is signed in."""

from typing import Any

from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.account.views import LoginView
from django.contrib import messages
from django.contrib.auth import logout
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from intersessional import network
from intersessional.access import public, signed_in

from .. import limits, operations, queries, sign_ins
from ..forms import AskForCodeForm, CodeForm
from ..models import SignIn

CODE_ID = "sign_in_code"
NEXT = "sign_in_next"


class SignInView(LoginView):
    """One page for all: without a password a code is sent, with a password it is tried.

    Which of the two an address needs is not said, for that would say who is staff.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a code, or try the password."""
        if request.POST.get("password"):
            response: HttpResponse = super().post(request, *args, **kwargs)
            return response
        form = AskForCodeForm(request.POST)
        return self.send_code(form) if form.is_valid() else self.form_invalid(form)

    def send_code(self, form: AskForCodeForm) -> HttpResponse:
        """Promise a code, and let this browser (and no other) type it."""
        try:
            code = operations.ask_for_code(
                form.cleaned_data["login"],
                language=(get_language() or "en")[:2],
                network=network.client_network(self.request),
            )
        except limits.TooManyTries as refusal:
            limited, address = SignIn.Outcome.LIMITED, form.cleaned_data["login"]
            sign_ins.failed_at(self.request, SignIn.Method.CODE, limited, address)
            form.add_error(None, refusal.as_error())
            return self.form_invalid(form)
        self.request.session[CODE_ID] = code.pk
        self.request.session[NEXT] = get_next_redirect_url(self.request) or ""
        return redirect("account_code")

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Show the form again, with 429 and `Retry-After` after too many tries."""
        return slowed(super().form_invalid(form), form)


sign_in = public(SignInView.as_view())


@public
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Take the code from the mail. Only a POST from the browser that asked for it uses it up."""
    code_id = request.session.get(CODE_ID)
    if code_id is None or request.user.is_authenticated:
        return redirect("account_login")
    form = CodeForm(request.POST or None)
    if form.is_valid() and (response := _come_in(request, code_id, form)):
        return response
    return slowed(render(request, "account/code.html", {"form": form}), form)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """List where one is signed in; end one of these, or all others."""
    found = queries.sessions_of(request.user)  # type: ignore[arg-type]
    if request.method != "POST":
        context = {"sessions": found, "sign_ins": queries.last_sign_ins(request.user)}  # type: ignore[arg-type]
        return render(request, "account/sessions.html", context)
    here = request.session.session_key
    wanted = request.POST.get("end", "")
    ended = [s for s in found if _is_meant(s, wanted, here)]
    if any(s.key == here for s in ended):
        logout(request)
        return redirect("account_login")
    queries.Session.objects.filter(session_key__in=[s.key for s in ended]).delete()
    messages.success(request, _("Signed out there."))
    return redirect("account_sessions")


def _is_meant(session: queries.Shown, wanted: str, here: str | None) -> bool:
    if wanted == "others":
        return session.key != here
    return constant_time_compare(session.reference, wanted)


def _come_in(request: HttpRequest, code_id: int, form: CodeForm) -> HttpResponse | None:
    typed = form.cleaned_data["code"]
    try:
        user = operations.use_code(code_id, typed, network=network.client_network(request))
    except limits.TooManyTries as refusal:
        sign_ins.failed_with_code(request, SignIn.Outcome.LIMITED, code_id)
        form.add_error(None, refusal.as_error())
        return None
    if user is None:
        sign_ins.failed_with_code(request, SignIn.Outcome.WRONG_CODE, code_id)
        form.add_error(
            "code", _("This code is not right, or no longer valid. You can ask for a new one.")
        )
        return None
    del request.session[CODE_ID]
    target = request.session.pop(NEXT, "")
    response: HttpResponse = perform_login(request, user, redirect_url=target or None)
    return response


def slowed(response: HttpResponse, form: BaseForm) -> HttpResponse:
    """Answer with 429 and `Retry-After` where the form was refused because of too many tries."""
    if seconds := limits.retry_after(form):
        response.status_code = 429
        response["Retry-After"] = str(seconds)
    return response
