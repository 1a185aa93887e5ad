"""Registering, and the receipt."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import public
from intersessional.network import client_network
from registration.meetings import wording
from registration.meetings.links import lasting_path, meeting_path
from registration.meetings.models import Meeting
from registration.meetings.policies import registration_state
from registration.meetings.requests import meeting_of

from .. import limits, operations, policies, presentation
from ..forms import RegistrationForm
from ..models import Registration
from .kept_form import empty_form, fill_list


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
    except policies.ReasonNeeded as refusal:
        form.ask_why_late(str(refusal), refusal.closed_at)
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
    at = clock.now()
    context = {
        "registration": registration,
        "can_change": policies.can_amend(registration, at=at),
        "visa_url": meeting_path(meeting, "visa:document", registration.receipt_number),
        # To everybody alike: the page does not say who wants a letter.
        "visa_advice": presentation.visa_advice(meeting, at=at),
    }
    response = render(request, "registrations/receipt.html", context)
    # The address is the key to this page: it must not travel in a Referer.
    response["Referrer-Policy"] = "no-referrer"
    return response


def _show(
    request: HttpRequest, form: RegistrationForm, meeting: Meeting, *, status: int = 200
) -> HttpResponse:
    if form.is_bound:
        fill_list(form)
        if "token" in form.errors:
            form.renew_token()
    context: dict[str, Any] = {
        "form": form,
        "empty_form": "" if form.is_bound else empty_form(request, form),
        "late": form.late,
        "closing": presentation.closing_of(form.closes_at, meeting, at=form.at),
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
