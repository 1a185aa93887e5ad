"""One request: everything of it, changing it, and taking it back."""

from datetime import datetime
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import signed_in
from intersessional.accounts.models import User
from registration.meetings.requests import meeting_of
from registration.registrations import kept

from .. import exchanging, operations, policies, presentation, queries, saying
from ..details import InterventionDetails
from ..forms.asking import ChangeForm, WithdrawForm
from ..models import Intervention
from ..presentation import Own
from ..queries import ListedSegment
from ..statements import versions as own_versions
from ..transitions import ActRefused
from .asking import CONFLICT, UNPROCESSABLE
from .common import intervention_or_404, own_page, page_of


@signed_in
@require_safe
def one(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show one request: what was said, where it stands and why, and what happened to it."""
    intervention = intervention_or_404(request, pk)
    return _show_one(request, intervention, clock.now())


def _show_one(
    request: HttpRequest, intervention: Intervention, at: datetime, *, refusal: str = ""
) -> HttpResponse:
    own = presentation.one_request(intervention, meeting_of(request), at=at)
    context = {
        "own": own,
        "rows": _rows(intervention, InterventionDetails.of(intervention)),
        "history": saying.history_of(intervention),
        "swaps": exchanging.of_request(intervention),
        "statements": own_versions.of_request(intervention),
        "refusal": refusal,
        "back_url": own_page(request, intervention.delegation),
    }
    status = CONFLICT if refusal else 200
    return render(request, "interventions/one.html", context, status=status)


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show what was asked for as a form, and write what is changed."""
    intervention, at = intervention_or_404(request, pk), clock.now()
    segments = queries.segments_of(meeting_of(request))
    segment = next((one for one in segments if one.pk == intervention.segment_id), None)
    if segment is None:
        return redirect(page_of(request, intervention))
    form = _form(request, intervention, segment, segments)
    if request.method != "POST":
        return _show_form(request, form, at)
    if not form.is_valid():
        return _show_form(request, form, at, status=UNPROCESSABLE)
    try:
        is_changed = operations.amend(
            intervention,
            form.details(),
            segment=segment,
            version=form.cleaned_data["version"],
            by=cast(User, request.user),
            at=at,
            statement=form.statement(),
        )
    except operations.ChangedMeanwhile as conflict:
        return _show_newer(request, conflict.current or intervention, form, at)
    except (policies.Refused, ActRefused) as refusal:
        form.add_error(None, str(refusal))
        form.ask_for_file_again()
        return _show_form(request, form, at, status=UNPROCESSABLE)
    if is_changed:
        messages.success(request, _("Your changes are saved. An e-mail confirms them."))
    else:
        messages.info(request, _("This is what we have already. Nothing was changed."))
    return redirect(page_of(request, intervention))


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Ask whether the request is to be taken back, and take it back."""
    intervention, at = intervention_or_404(request, pk), clock.now()
    own = presentation.one_request(intervention, meeting_of(request), at=at)
    if own.listed is None:
        return redirect(page_of(request, intervention))
    if request.method != "POST":
        return _show_withdraw(request, own)
    form = WithdrawForm(request.POST)
    try:
        operations.withdraw(
            intervention,
            segment=own.listed,
            version=form.cleaned_data["version"] if form.is_valid() else 0,
            by=cast(User, request.user),
            at=at,
        )
    except operations.ChangedMeanwhile as conflict:
        current = presentation.one_request(
            conflict.current or intervention, meeting_of(request), at=at
        )
        return _show_withdraw(request, current, status=CONFLICT)
    except ActRefused as refusal:
        return _show_one(request, intervention, at, refusal=str(refusal))
    messages.success(request, _("The request is withdrawn. An e-mail says so."))
    return redirect(own_page(request, intervention.delegation))


def _form(
    request: HttpRequest,
    intervention: Intervention,
    segment: ListedSegment,
    segments: list[ListedSegment],
) -> ChangeForm:
    members = queries.speakers_for(intervention.delegation)
    present = intervention.present_speaker
    if present and present not in members:
        members.append(present)
    return ChangeForm(
        kept.typed(request),
        request.FILES if request.method == "POST" else None,
        intervention=intervention,
        segment=segment.segment,
        delegation=intervention.delegation,
        members=members,
        abouts=saying.abouts_of(segments, intervention.about),
    )


def _rows(intervention: Intervention, details: InterventionDetails) -> saying.Rows:
    """Return what is said, with the names of those who can speak now."""
    members = [*queries.speakers_for(intervention.delegation)]
    members += filter(None, [intervention.present_speaker])
    return saying.rows_of(details, members, saying.abouts_of([], intervention.about))


def _show_form(
    request: HttpRequest, form: ChangeForm, at: datetime, *, status: int = 200
) -> HttpResponse:
    own = presentation.one_request(form.intervention, meeting_of(request), at=at)
    if not own.can_change and not form.is_bound:
        return redirect(page_of(request, form.intervention))
    context = {
        "form": form,
        "own": own,
        "is_kept": form.is_bound and request.method != "POST",
        "back_url": page_of(request, form.intervention),
    }
    return render(request, "interventions/change.html", context, status=status)


def _show_newer(
    request: HttpRequest, current: Intervention, form: ChangeForm, at: datetime
) -> HttpResponse:
    """Show both versions, and the form as it was typed, to be sent on top of the newer one."""
    now, typed = InterventionDetails.of(current), form.details()
    members = queries.speakers_for(current.delegation)
    versions = saying.side_by_side(
        *(saying.rows_of(details, members, form.abouts) for details in (now, typed))
    )
    if not versions:  # the same form, sent twice at once
        return redirect(page_of(request, current))
    form.stand_on(current)
    form.ask_for_file_again()
    context = {
        "form": form,
        "own": presentation.one_request(current, meeting_of(request), at=at),
        "versions": versions,
        "back_url": page_of(request, current),
    }
    return render(request, "interventions/change.html", context, status=CONFLICT)


def _show_withdraw(request: HttpRequest, own: Own, *, status: int = 200) -> HttpResponse:
    intervention = own.intervention
    if not own.can_change and status == 200:
        return redirect(page_of(request, intervention))
    context = {
        "own": own,
        "rows": _rows(intervention, InterventionDetails.of(intervention)),
        "has_changed": status == CONFLICT,
        "back_url": page_of(request, intervention),
    }
    return render(request, "interventions/withdraw.html", context, status=status)
