"""One request for the floor as the staff see it, what they decide, and asking for a delegation."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intersessional import clock
from programme.agenda.views.editor.common import actor, for_staff
from registration.delegations.models import Category, Delegation
from registration.delegations.operations import open_delegation
from registration.delegations.queries import delegation_of
from registration.meetings.models import Meeting
from registration.registrations import kept

from .. import operations
from ..forms.lists import AskForm, DecisionForm, MoveForm, WithdrawForm
from ..listing import record, wording
from ..listing.lines import Line, SpeakersPage, page_of
from ..models import Intervention
from ..operations import ChangedMeanwhile, SubmittedDifferently
from ..policies import Refused
from ..queries import ListedSegment
from ..transitions import CHANGEABLE, ActRefused, State
from .list_common import (
    CONFLICT,
    UNPROCESSABLE,
    changed_words,
    segment_or_404,
    to_list,
)

_FORMS: dict[str, Any] = {"move": MoveForm, "withdraw": WithdrawForm, "decline": DecisionForm}


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, uid: str, pk: int, slug: str | None = None) -> HttpResponse:
    """Show a request with what the staff may do; a POST does one of these (`do`)."""
    segment = segment_or_404(request, uid)
    page = page_of(segment, at=clock.now())
    line = page.line(pk)
    if line is None:
        raise Http404
    typed = kept.typed(request)
    forms = _forms(page, line, typed)
    if request.method != "POST":
        return _show(request, page, line, forms, is_kept=typed is not None)
    do = request.POST.get("do", "")
    form = forms.get(do)
    if form and not form.is_valid():
        return _show(request, page, line, forms, form=form, status=UNPROCESSABLE)
    try:
        done = _act(do, segment, line.intervention, form, request)
    except (ChangedMeanwhile, ActRefused, Refused) as refusal:
        return _again(request, segment, pk, forms, refusal)
    return to_list(request, segment, done)


def _forms(page: SpeakersPage, line: Line, typed: QueryDict | None) -> dict[str, Any]:
    """Return the forms of the page; the one that was sent, or kept, with what was typed."""
    do = typed.get("do", "") if typed else ""
    seen = {"move": page.speakers.version, "withdraw": line.intervention.version}
    return {
        name: form(typed if name == do else None, prefix=name, initial={"version": seen.get(name)})
        for name, form in _FORMS.items()
    }


def _act(
    do: str, segment: ListedSegment, found: Intervention, form: Any, request: HttpRequest
) -> str:
    """Do what was asked for, and say so; an act that is not known does nothing."""
    given = form.cleaned_data if form else {}
    who: dict[str, Any] = {"segment": segment, "by": actor(request), "at": clock.now()}
    name = {"delegation": found.delegation.name}
    if do == "move":
        version, place = given["version"], given["place"]
        reached = operations.move(found, to=place, version=version, reason=given["reason"], **who)
        return wording.moved_words(name["delegation"], asked=place, reached=reached)
    if do == "withdraw":
        operations.withdraw(found, version=given["version"], reason=given["reason"], **who)
        return _("The request of %(delegation)s is withdrawn.") % name
    if do == "accept":
        operations.accept(found, version=_seen(request), **who)
        return _("The request of %(delegation)s is accepted.") % name
    if do == "decline":
        operations.decline(found, reason=given["reason"], version=_seen(request), **who)
        return _("The request of %(delegation)s is not accepted.") % name
    return ""


def _seen(request: HttpRequest) -> int:
    """Return the version on which somebody decides; 0, which no request has, where it is no number."""
    sent = request.POST.get("seen", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def _again(
    request: HttpRequest,
    segment: ListedSegment,
    pk: int,
    forms: dict[str, Any],
    refusal: Exception,
) -> HttpResponse:
    """Show the request as it is now under what stood against the act; what was typed stays."""
    page = page_of(segment, at=clock.now())
    line = page.line(pk)
    if line is None:
        raise Http404
    if forms["move"].is_bound:
        forms["move"].stand_on(page.speakers.version)
    if forms["withdraw"].is_bound:
        forms["withdraw"].stand_on(line.intervention.version)
    why = str(refusal) or changed_words(page)
    return _show(request, page, line, forms, refusal=why, status=CONFLICT)


def _show(
    request: HttpRequest,
    page: SpeakersPage,
    line: Line,
    forms: dict[str, Any],
    *,
    form: Any = None,
    refusal: str = "",
    is_kept: bool = False,
    status: int = 200,
) -> HttpResponse:
    mine = line.entry.pk
    events = [one for one in page.events if mine in (one.intervention_id, one.data.get("with"))]
    context = {
        "page": page,
        "line": line,
        "title": page.segment.full_title,
        "record": record.entries_of(events, page),
        "forms": forms,
        "form": form,
        "refusal": refusal,
        "is_kept": is_kept,
        "can_move": line.entry.state == State.LISTED,
        "can_withdraw": line.entry.state in CHANGEABLE | {State.CALLED},
        "can_decide": line.entry.state == State.REQUESTED,
    }
    return render(request, "interventions/lists/one.html", context, status=status)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Ask for the floor for a delegation, at any time; the same form twice is one request."""
    segment = segment_or_404(request, uid)
    form, status = AskForm(kept.typed(request), segment=segment), 200
    if request.method == "POST":
        if form.is_valid() and (done := _ask(request, segment, form)):
            return done
        status = UNPROCESSABLE
    context = {
        "form": form,
        "segment": segment,
        "title": segment.full_title,
        "is_kept": form.is_bound and request.method != "POST",
    }
    return render(request, "interventions/lists/ask.html", context, status=status)


def _ask(request: HttpRequest, segment: ListedSegment, form: AskForm) -> HttpResponse | None:
    delegation = _delegation(form.cleaned_data["delegation"], segment.meeting)
    try:
        operations.ask(
            form.details(),
            segment=segment,
            delegation=delegation,
            token=form.form_token,
            language=delegation.entity.correspondence_language or "en",
            by=actor(request),
            at=clock.now(),
        )
    except SubmittedDifferently:
        form.add_error(None, _("This form came before with other answers. Look at the list."))
        return None
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    said = (
        _("The statement of %(delegation)s is kept as one in writing only.")
        if form.details().is_written_only
        else _("The request of %(delegation)s is on the list.")
    )
    return to_list(request, segment, said % {"delegation": delegation.name})


def _delegation(code: str, meeting: Meeting) -> Delegation:
    """Return the delegation of an entity of the form, opened if nobody has yet."""
    found = delegation_of(code, meeting)
    if found is None:
        raise Http404
    if found.pk:
        return found
    return open_delegation(meeting, found.entity, Category(found.category))
