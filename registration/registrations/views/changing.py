"""What people change of registrations: of their own, of their delegation's, or for somebody."""

from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import is_ours, role, signed_in
from intersessional.accounts import roles
from intersessional.accounts.models import User
from registration.meetings.links import meeting_path
from registration.meetings.requests import meeting_of

from .. import kept, operations, policies, presentation
from ..details import Particulars
from ..forms import AmendForm, MoveForm, WithdrawForm
from ..models import Registration
from ..transitions import ACTIVE, TransitionRefused, refusal

REFUSALS = (policies.ChangesClosed, TransitionRefused)


@signed_in
@require_safe
def own(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the person's own registrations whole, with what can still be done."""
    meeting, at = meeting_of(request), clock.now()
    visible = Registration.objects.visible_to(request.user).for_meeting(meeting)
    registrations = visible.for_change().with_delegation().with_travel()
    context = {
        "registrations": [_as_own(one, at) for one in registrations],
        "visa_advice": presentation.visa_advice(meeting, at=at),
        # The meeting's own, for whoever is not registered yet.
        "closing": presentation.closing_of(meeting.registration_closes_at, meeting, at=at),
        "address": cast(User, request.user).email,
    }
    return render(request, "registrations/own.html", context)


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, number: str, slug: str | None = None) -> HttpResponse:
    """Show what is registered as a form, and write what the person corrects."""
    registration, at = _changeable_or_404(request, number), clock.now()
    form = AmendForm(
        kept.typed(request),
        registration=registration,
        at=at,
        hidden=_hidden(request, registration),
    )
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


@role(roles.ISU_STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, number: str, slug: str | None = None) -> HttpResponse:
    """Move somebody to another delegation of the meeting, for the staff."""
    registration = _changeable_or_404(request, number)
    form = MoveForm(request.POST or None, registration=registration)
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            operations.move(
                registration,
                form.cleaned_data["delegation"],
                version=form.cleaned_data["version"],
                by=cast(User, request.user),
                at=clock.now(),
            )
        except operations.ChangedMeanwhile as conflict:
            form, status = MoveForm(registration=conflict.current), 409
        except (operations.NoPlace, operations.UnknownDelegation, TransitionRefused) as reason:
            form.add_error("delegation", str(reason))
        else:
            messages.success(request, _("The registration is moved. An e-mail says so."))
            return redirect(_way_back(request))
    context = {"form": form, "registration": form.registration, "back_url": _way_back(request)}
    context["has_changed"] = status == 409
    return render(request, "registrations/move.html", context, status=status)


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: str, slug: str | None = None) -> HttpResponse:
    """Ask whether the registration is to be withdrawn, and withdraw it."""
    registration, at = _changeable_or_404(request, number), clock.now()
    try:
        if request.method != "POST":
            policies.check_can_withdraw(registration, by=cast(User, request.user), at=at)
            return _show_withdraw(request, registration)
        form = WithdrawForm(request.POST)
        version = form.cleaned_data["version"] if form.is_valid() else 0
        operations.withdraw(registration, version=version, by=cast(User, request.user), at=at)
    except operations.ChangedMeanwhile as conflict:
        return _show_withdraw(request, conflict.current, status=409)
    except REFUSALS as reason:
        return _refuse(request, registration, reason)
    messages.success(request, _("The registration is withdrawn. An e-mail says so."))
    return redirect(_way_back(request))


def _changeable_or_404(request: HttpRequest, number: str) -> Registration:
    """Return a registration that the actor may change; a stranger's is as absent as none."""
    meeting = meeting_of(request)
    registrations = Registration.objects.changeable_by(request.user).for_meeting(meeting)
    registration: Registration = get_object_or_404(
        registrations.for_change(), receipt_number=number
    )
    return registration


def _hidden(request: HttpRequest, registration: Registration) -> frozenset[str]:
    return policies.hidden_from(registration, cast(User, request.user))


def _way_back(request: HttpRequest) -> str:
    """Return the page from which somebody came, if it is ours, else that of their registrations."""
    target = request.GET.get("next", "")
    if is_ours(target):
        return target
    return meeting_path(meeting_of(request), "registrations:own")


def _closing(registration: Registration, at: datetime) -> presentation.Closing:
    closes_at = policies.closes_at(registration)
    return presentation.closing_of(closes_at, registration.meeting, at=at)


def _as_own(registration: Registration, at: datetime) -> dict[str, Any]:
    return {
        "registration": registration,
        "rows": presentation.of_own(registration),
        "closing": _closing(registration, at),
        "can_amend": policies.can_amend(registration, at=at),
        "can_withdraw": policies.can_withdraw(registration, at=at),
        "wants_visa_letter": registration.wants_visa_letter and registration.state in ACTIVE,
        "can_have_certificate": _can_have_come(registration, at),
    }


def _can_have_come(registration: Registration, at: datetime) -> bool:
    """Say whether somebody was let in, and the meeting has begun: its page then has a certificate."""
    meeting = registration.meeting
    today = at.astimezone(meeting.zone).date()
    return registration.confirmed_at is not None and today >= meeting.days_to_attend[0]


def _show_amend(request: HttpRequest, form: AmendForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "registration": form.registration,
        "closing": _closing(form.registration, form.at),
        "is_kept": form.is_bound and request.method != "POST",
        "back_url": _way_back(request),
    }
    return render(request, "registrations/amend.html", context, status=status)


def _show_newer(request: HttpRequest, current: Registration, form: AmendForm) -> HttpResponse:
    """Show both versions, and the form as it was typed, to be sent on top of the newer one."""
    if current.state not in ACTIVE:
        return _refuse(request, current, refusal(current.state), form)
    versions = presentation.side_by_side(
        Particulars.of(current), form.particulars(), hidden=form.hidden
    )
    if not versions:  # the same form, sent twice at once
        return _saved(request, current, changed=False)
    form.stand_on(current)
    context = {
        "form": form,
        "registration": current,
        "closing": _closing(current, form.at),
        "versions": versions,
        "back_url": _way_back(request),
    }
    return render(request, "registrations/amend.html", context, status=409)


def _show_withdraw(
    request: HttpRequest, registration: Registration, *, status: int = 200
) -> HttpResponse:
    context = {
        "registration": registration,
        "rows": presentation.of_own(registration, hidden=_hidden(request, registration)),
        "has_changed": status == 409,
        "back_url": _way_back(request),
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
    return redirect(_way_back(request))
