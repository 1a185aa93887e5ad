"""What a delegation has asked for and can ask for, and the form by which it asks."""

from datetime import datetime
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import signed_in
from intersessional.accounts.models import User
from registration.delegations.models import Delegation
from registration.meetings.links import meeting_path
from registration.meetings.requests import meeting_of
from registration.registrations import kept

from .. import exchanging, explaining, operations, policies, presentation, queries, saying
from ..details import InterventionDetails
from ..forms.asking import AskForm
from ..models import Intervention
from ..queries import ListedSegment
from ..statements.queries import Reader, reader_of
from ..transitions import State
from .common import asker_of, own_page, page_of

UNPROCESSABLE, CONFLICT = 422, 409


@signed_in
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show a delegation's requests and where it can ask, or how one gets the right to."""
    meeting, at = meeting_of(request), clock.now()
    asker = asker_of(request)
    context: dict[str, Any] = {
        "delegations": asker.delegations,
        "delegation": asker.delegation,
    }
    if not asker.delegations:
        context["is_interpreter"] = reader_of(request.user, meeting) == Reader.INTERPRETER
    if asker.delegation:
        segments = queries.segments_of(meeting)
        own = presentation.own_requests(asker.delegation, segments, at=at)
        context |= {
            "own": own,
            "to_answer": exchanging.to_answer(asker.delegation),
            "offers": presentation.offers(asker.delegation, segments, own, at=at),
        }
    return render(request, "interventions/index.html", context)


@signed_in(otherwise=kept.keeping())
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Show the form, and receive a request: straight to its page, or back with reasons."""
    meeting, at = meeting_of(request), clock.now()
    segments = queries.segments_of(meeting)
    segment = next((one for one in segments if one.uid == uid), None)
    if segment is None:
        raise Http404
    asker = asker_of(request)
    if not asker.delegations:
        return redirect(meeting_path(meeting, "interventions:index"))
    if asker.delegation is None:
        context = {"delegations": asker.delegations, "segment": segment}
        return render(request, "interventions/choose.html", context)
    return _ask(request, asker.delegation, segment, segments, at)


def _ask(
    request: HttpRequest,
    delegation: Delegation,
    segment: ListedSegment,
    segments: list[ListedSegment],
    at: datetime,
) -> HttpResponse:
    by = cast(User, request.user)
    make = partial(
        AskForm,
        kept.typed(request),
        request.FILES if request.method == "POST" else None,
        segment=segment.segment,
        delegation=delegation,
        members=queries.speakers_for(delegation),
        abouts=saying.abouts_of(segments),
    )
    try:
        form = make(is_late=_is_late(segment, delegation, by, at))
    except policies.Refused as refusal:
        return _cannot(request, make(is_late=False), segment, refusal)
    if request.method != "POST":
        return _show(request, form, segment)
    # Without a reason the operation decides: it may have received this very form in time.
    if not form.is_valid() and set(form.errors) != {"late_reason"}:
        return _show(request, form, segment, status=UNPROCESSABLE)
    try:
        intervention = operations.ask(
            form.details(),
            segment=segment,
            delegation=delegation,
            token=form.cleaned_data["token"],
            language=(get_language() or "en")[:2],
            by=by,
            at=at,
            statement=form.statement(),
        )
    except operations.SubmittedDifferently as conflict:
        return _show_both(request, conflict.first, form, segment)
    except policies.ReasonNeeded as refusal:
        form.ask_why_late(str(refusal))
        form.ask_for_file_again()
        return _show(request, form, segment, status=UNPROCESSABLE)
    except policies.Refused as refusal:
        form.add_error(None, str(refusal))
        form.ask_for_file_again()
        return _show(request, form, segment, status=UNPROCESSABLE)
    return _received(request, intervention, segment)


def _is_late(segment: ListedSegment, delegation: Delegation, by: User, at: datetime) -> bool:
    """Say whether a reason is to be asked; the staff are never late.

    :raises policies.Refused: nobody of this delegation can ask here, or not yet
    """
    if by.is_staff:
        return False
    speakers = queries.speakers_of(segment)
    # As if there were a reason: the form asks for it.
    return policies.check_can_ask(segment.segment, speakers, delegation, late_reason="–", at=at)


def _received(
    request: HttpRequest, intervention: Intervention, segment: ListedSegment
) -> HttpResponse:
    own = presentation.one_request(intervention, segment.meeting, at=clock.now())
    if own.state == State.REQUESTED:
        messages.warning(
            request,
            _(
                "We have your request. It comes late: the secretariat decides and answers by e-mail."
            ),
        )
    elif own.state == State.WRITTEN:
        text = _("We have noted your statement in writing. An e-mail confirms it.")
        messages.success(request, text)
    else:
        messages.success(request, _("We have your request. An e-mail confirms it."))
    return redirect(page_of(request, intervention))


def _show(
    request: HttpRequest, form: AskForm, segment: ListedSegment, *, status: int = 200
) -> HttpResponse:
    if form.is_bound and "token" in form.errors:
        form.renew_token()
    at = clock.now()
    closing = policies.closing_of(segment.segment, queries.speakers_of(segment), at)
    zone = segment.meeting.zone
    context = {
        "form": form,
        "segment": segment,
        "delegation": form.delegation,
        "closing": closing,
        "closes_at": explaining.last_minute(closing.at.astimezone(zone)) if closing else None,
        "asked": presentation.asked_under(segment, form.delegation, at=at),
        "is_kept": form.is_bound and request.method != "POST",
        "back_url": own_page(request, form.delegation),
    }
    return render(request, "interventions/ask.html", context, status=status)


def _cannot(
    request: HttpRequest, form: AskForm, segment: ListedSegment, refusal: policies.Refused
) -> HttpResponse:
    """Say why nobody of this delegation can ask here now; what was typed is shown again."""
    is_early = isinstance(refusal, policies.NotOpenYet)
    context = {
        "form": form if form.is_bound else None,
        "segment": segment,
        "delegation": form.delegation,
        "refusal": refusal,
        "opens_at": segment.segment.requests_open_at if is_early else None,
        "back_url": own_page(request, form.delegation),
    }
    status = 403 if request.method == "POST" else 200
    return render(request, "interventions/cannot.html", context, status=status)


def _show_both(
    request: HttpRequest, first: Intervention, form: AskForm, segment: ListedSegment
) -> HttpResponse:
    """Show what arrived first, which counts, and what arrived now."""
    members = [*queries.speakers_for(form.delegation), *filter(None, [first.speaker])]
    rows = [
        saying.rows_of(details, members, form.abouts)
        for details in (InterventionDetails.of(first), form.details())
    ]
    context = {
        "first": rows[0],
        "second": rows[1],
        "segment": segment,
        "first_url": page_of(request, first),
        "ask_url": request.get_full_path(),
    }
    return render(request, "interventions/conflict.html", context, status=CONFLICT)
