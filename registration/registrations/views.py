"""Registering, the receipt, and what people change of their own registrations."""

from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import public, signed_in
from intersessional.accounts.models import User
from intersessional.network import client_network
from registration.meetings import wording
from registration.meetings.links import lasting_path, meeting_path
from registration.meetings.models import Meeting
from registration.meetings.policies import registration_state
from registration.meetings.requests import meeting_of

from . import kept, limits, operations, policies, presentation
from .details import Particulars
from .forms import AmendForm, RegistrationForm, WithdrawForm
from .models import Registration
from .transitions import ACTIVE, TransitionRefused, refusal

REFUSALS = (policies.ChangesClosed, TransitionRefused)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the form, and receive a registration: straight to the receipt, or back with reasons."""
    meeting, at = meeting_of(request), clock.now()
    if registration_state(meeting, at=at) == "not_yet":
        return render(request, "registrations/not_yet.html", status=403 if request.POST else 200)
    if request.method != "POST":
        return _show(request, RegistrationForm(meeting=meeting, at=at), meeting)
    form = RegistrationForm(request.POST, meeting=meeting, at=at)
    # Without a reason the operation decides: it may have received this very form in time.
    if not form.is_valid() and set(form.errors) != {"late_reason"}:
        return _show(request, form, meeting, status=422)
    try:
        limits.count(form.cleaned_data["email"], client_network(request))
        registration = operations.receive(
            form.details(),
            meeting=meeting,
            token=form.cleaned_data["token"],
            language=(get_language() or "en")[:2],
            at=at,
        )
    except limits.TooManyRegistrations as refusal:
        form.add_error(None, str(refusal))
        response = _show(request, form, meeting, status=429)
        response["Retry-After"] = str(refusal.seconds)
        return response
    except operations.SubmittedDifferently as conflict:
        return _show_both(request, conflict.first, form)
    except policies.ReasonNeeded:
        return _show(request, form, meeting, status=422)
    except operations.UnknownDelegation as refusal:
        form.add_error("delegation", str(refusal))
        return _show(request, form, meeting, status=422)
    return redirect(meeting_path(meeting, "registrations:receipt", registration.receipt_token))


@never_cache
def show_again(request: HttpRequest) -> HttpResponse:
    """Answer a form whose origin could not be checked: nothing is received, and nothing is lost."""
    meeting, at = meeting_of(request), clock.now()
    if registration_state(meeting, at=at) == "not_yet":
        return render(request, "registrations/not_yet.html", status=403)
    form = RegistrationForm(request.POST, meeting=meeting, at=at)
    sentence = _(
        "We could not check where this form came from, so nothing was received. "
        "Please send it again; your browser must accept cookies of this site."
    )
    form.add_error(None, sentence)
    return _show(request, form, meeting, status=403)


@public
@never_cache
@require_safe
def receipt(request: HttpRequest, token: str, slug: str | None = None) -> HttpResponse:
    """Show how a registration stands: number, name, delegation and state, and nothing else."""
    registrations = Registration.objects.with_delegation().with_deadline()
    registration = get_object_or_404(registrations, receipt_token=token)
    meeting = meeting_of(request)
    if registration.meeting_id != meeting.pk:
        # Kept since its meeting was the current one.
        kept = registration.delegation.meeting
        return redirect(lasting_path(kept, "registrations:receipt", token))
    registration.meeting = meeting
    context = {
        "registration": registration,
        "can_change": policies.can_amend(registration, at=clock.now()),
    }
    response = render(request, "registrations/receipt.html", context)
    # The address is the key to this page: it must not travel in a Referer.
    response["Referrer-Policy"] = "no-referrer"
    return response


@signed_in
@require_safe
def own(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the person's own registrations whole, with what can still be done."""
    meeting, at = meeting_of(request), clock.now()
    registrations = Registration.objects.visible_to(request.user).for_meeting(meeting)
    context = {
        "registrations": [_as_own(one, at) for one in registrations.for_change().with_delegation()],
        "is_closed": policies.is_late(meeting, at=at),
        "address": cast(User, request.user).email,
    }
    return render(request, "registrations/own.html", context)


def keep_typed(request: HttpRequest, number: str, slug: str | None = None) -> HttpResponse:
    """Send whoever has no session (any more) to sign in; what they typed waits for them."""
    if request.method == "POST":
        kept.keep(request)
        messages.warning(
            request,
            _(
                "Your session had ended. Sign in, and what you typed is there again; nothing is lost."
            ),
        )
    return redirect_to_login(request.get_full_path(), resolve_url("account_login"))


@signed_in(otherwise=keep_typed)
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, number: str, slug: str | None = None) -> HttpResponse:
    """Show what is registered as a form, and write what the person corrects."""
    registration, at = _own_or_404(request, number), clock.now()
    typed = request.POST if request.method == "POST" else kept.kept(request)
    form = AmendForm(typed, registration=registration)
    try:
        policies.check_can_amend(registration, by=cast(User, request.user), at=at)
        if request.method != "POST":
            return _show_amend(request, form)
        if not form.is_valid():
            return _show_amend(request, form, status=422)
        changed = operations.amend(
            registration,
            form.particulars(),
            version=form.cleaned_data["version"],
            by=cast(User, request.user),
            at=at,
        )
    except operations.ChangedMeanwhile as conflict:
        return _show_newer(request, conflict.current, form)
    except REFUSALS as reason:
        return _refuse(request, registration, reason, form)
    return _saved(request, registration, changed=changed)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: str, slug: str | None = None) -> HttpResponse:
    """Ask whether the registration is to be withdrawn, and withdraw it."""
    registration, at = _own_or_404(request, number), clock.now()
    try:
        if request.method != "POST":
            policies.check_can_withdraw(registration, at=at)
            return _show_withdraw(request, registration)
        form = WithdrawForm(request.POST)
        version = form.cleaned_data["version"] if form.is_valid() else 0
        operations.withdraw(registration, version=version, by=cast(User, request.user), at=at)
    except operations.ChangedMeanwhile as conflict:
        return _show_withdraw(request, conflict.current, status=409)
    except REFUSALS as reason:
        return _refuse(request, registration, reason)
    messages.success(request, _("The registration is withdrawn. An e-mail says so."))
    return redirect(meeting_path(meeting_of(request), "registrations:own"))


def _show(
    request: HttpRequest, form: RegistrationForm, meeting: Meeting, *, status: int = 200
) -> HttpResponse:
    form.render_list()
    if "token" in form.errors:
        form.renew_token()
    context: dict[str, Any] = {
        "form": form,
        "late": form.late,
        "time_left": wording.time_left(meeting.registration_closes_at - form.at),
    }
    return render(request, "registrations/register.html", context, status=status)


def _show_both(request: HttpRequest, first: Registration, form: RegistrationForm) -> HttpResponse:
    context = {
        "first": presentation.of_registration(first),
        "second": presentation.of_details(form.details(), form.meeting),
        "receipt_url": meeting_path(form.meeting, "registrations:receipt", first.receipt_token),
    }
    return render(request, "registrations/conflict.html", context, status=409)


def _own_or_404(request: HttpRequest, number: str) -> Registration:
    """Return one of the person's own registrations; a stranger's is as absent as none."""
    meeting = meeting_of(request)
    registrations = Registration.objects.visible_to(request.user).for_meeting(meeting)
    registration: Registration = get_object_or_404(
        registrations.for_change(), receipt_number=number
    )
    return registration


def _as_own(registration: Registration, at: datetime) -> dict[str, Any]:
    return {
        "registration": registration,
        "rows": presentation.of_own(registration),
        "can_amend": policies.can_amend(registration, at=at),
        "can_withdraw": policies.can_withdraw(registration, at=at),
    }


def _show_amend(request: HttpRequest, form: AmendForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "registration": form.registration,
        "is_kept": form.is_bound and request.method != "POST",
    }
    return render(request, "registrations/amend.html", context, status=status)


def _show_newer(request: HttpRequest, current: Registration, form: AmendForm) -> HttpResponse:
    """Show both versions, and the form as it was typed, to be sent on top of the newer one."""
    if current.state not in ACTIVE:
        return _refuse(request, current, refusal(current.state), form)
    versions = presentation.side_by_side(Particulars.of(current), form.particulars())
    if not versions:  # the same form, sent twice at once
        return _saved(request, current, changed=False)
    form.stand_on(current)
    context = {"form": form, "registration": current, "versions": versions}
    return render(request, "registrations/amend.html", context, status=409)


def _show_withdraw(
    request: HttpRequest, registration: Registration, *, status: int = 200
) -> HttpResponse:
    context = {
        "registration": registration,
        "rows": presentation.of_own(registration),
        "has_changed": status == 409,
    }
    return render(request, "registrations/withdraw.html", context, status=status)


def _refuse(
    request: HttpRequest,
    registration: Registration,
    reason: Exception,
    form: AmendForm | None = None,
) -> HttpResponse:
    """Say why nothing can be changed on-line, and to whom to write; show again what was typed."""
    is_post = request.method == "POST"
    context = {"registration": registration, "refusal": reason}
    if form is not None and form.is_bound:
        context["form"] = form
    return render(
        request, "registrations/unchangeable.html", context, status=403 if is_post else 200
    )


def _saved(request: HttpRequest, registration: Registration, *, changed: bool) -> HttpResponse:
    kept.forget(request)
    if not changed:
        messages.info(request, _("These answers are registered already. Nothing was changed."))
    elif policies.is_to_be_confirmed_again(registration):
        messages.warning(
            request,
            _(
                "Your changes are saved. The Implementation Support Unit has to confirm the "
                "registration again; an e-mail says so."
            ),
        )
    else:
        messages.success(request, _("Your changes are saved. An e-mail confirms them."))
    return redirect(meeting_path(meeting_of(request), "registrations:own"))
