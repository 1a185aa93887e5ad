"""The staff's decision on a correction to the list of participants."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intersessional import clock
from registration.meetings.links import meeting_path
from registration.meetings.requests import meeting_of
from registration.registrations import kept
from registration.registrations.operations import ChangedMeanwhile
from registration.registrations.transitions import TransitionRefused

from ..models import Correction, CorrectionState
from . import correcting
from .differences import field_labels
from .forms import DecisionForm
from .views import CONFLICT, UNPROCESSABLE, for_staff


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show what a focal point wants to be printed otherwise; a POST accepts it or does not."""
    corrections = Correction.objects.for_meeting(meeting_of(request))
    correction = get_object_or_404(
        corrections.select_related("registration__delegation__entity", "asked_by"), pk=pk
    )
    form = DecisionForm(kept.typed(request))
    if request.method != "POST":
        return _page(request, correction, form)
    if not form.is_valid():
        return _page(request, correction, form, status=UNPROCESSABLE)
    try:
        _decide(request, correction, form.cleaned_data)
    except (ChangedMeanwhile, correcting.DecidedBefore, TransitionRefused) as refusal:
        return _page(request, correction, form, status=CONFLICT, refusal=str(refusal))
    messages.success(request, _("Decided. Whoever asked is told by e-mail."))
    return redirect(meeting_path(meeting_of(request), "participants:index"))


def _decide(request: HttpRequest, correction: Correction, given: dict[str, Any]) -> None:
    who: dict[str, Any] = {"by": request.user, "at": clock.now(), "answer": given["reason"]}
    if given["answer"] == "accept":
        correcting.accept_correction(correction, version=given["version"], **who)
    else:
        correcting.reject_correction(correction, **who)


def _page(
    request: HttpRequest,
    correction: Correction,
    form: DecisionForm,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    registration = correction.registration
    registration.delegation.meeting = meeting_of(request)
    wanted = correcting.wanted_of(correction)
    values = [
        (label, now, wanted[name])
        for name, label in field_labels().items()
        if name in wanted and (now := getattr(registration, name)) != wanted[name]
    ]
    context = {
        "correction": correction,
        "registration": registration,
        "values": values,
        "form": form,
        "refusal": refusal,
        "is_open": correction.state == CorrectionState.OPEN,
        "is_kept": form.is_bound and request.method != "POST",
    }
    return render(request, "participants/correction.html", context, status=status)
