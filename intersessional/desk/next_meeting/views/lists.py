"""All meetings; beginning the next one; one meeting with what it still needs."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock, codes
from registration.meetings.models import Kind, Meeting
from registration.registrations import kept

from .. import operations, presentation, queries
from ..forms import BeginForm
from ..readiness import facts_of
from .common import by, for_staff, here, is_settled


@for_staff
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """List the meetings, each with how ready it is."""
    at = clock.now()
    found = queries.meetings()
    shown = presentation.shown_meetings(found, at=at)
    current = Meeting.objects.current(at)
    context = {
        "current": [one for one in shown if current and one.meeting.pk == current.pk],
        "coming": [
            one
            for one in shown
            if one.meeting.ends_at > at and not (current and one.meeting.pk == current.pk)
        ],
        "past": [
            one
            for one in shown
            if one.meeting.ends_at <= at and not (current and one.meeting.pk == current.pk)
        ],
        "is_set": any(one.is_set_current for one in found),
    }
    return render(request, "desk/meetings/index.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Ask for name and days of the next meeting; a POST makes it, for the staff alone."""
    found = queries.meetings()
    typed = kept.typed(request)
    form = BeginForm(typed, meetings=found, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            meeting = operations.begin(
                form.details(),
                source=form.cleaned_data["source"],
                token=form.cleaned_data["token"],
                **by(request),
            )
        except operations.NameTaken as refusal:
            form.add_error("slug", str(refusal))
        except operations.DoesNotFit as refusal:
            form.add_error("ends_on", str(refusal))
        except operations.BegunDifferently as refusal:
            messages.warning(request, str(refusal))
            return redirect("next_meeting:overview", refusal.meeting.slug)
        else:
            messages.success(request, _("Begun. Only the staff see it until you open it."))
            return redirect("next_meeting:place", meeting.slug)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "is_kept": typed is not None and request.method != "POST"}
    return render(request, "desk/meetings/begin.html", context, status=status)


def _initial(found: list[Meeting]) -> dict[str, Any]:
    source = queries.source_for(Kind.INTERSESSIONAL, found)
    return {
        "token": codes.address_token(),
        "source": source.slug if source else "",
        "kind": Kind.INTERSESSIONAL,
    }


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a meeting's steps and what it still needs; a POST rehearses, clears, opens, makes current."""
    meeting = here(request)
    if request.method == "POST":
        refusal = _act(request, meeting)
        if not refusal:
            return redirect("next_meeting:overview", slug)
        return _overview(request, meeting, refusal=refusal, status=422)
    return _overview(request, meeting)


def _overview(
    request: HttpRequest, meeting: Meeting, *, refusal: Exception | None = None, status: int = 200
) -> HttpResponse:
    at = clock.now()
    facts = facts_of([meeting], at=at)[meeting.pk]
    lines = presentation.shown_lines(facts)
    steps = presentation.path_of_steps(meeting)
    tag, word = presentation.stage_of(meeting, at=at)
    context = {
        "subject": meeting,
        "lines": lines,
        "blocking": [one for one in lines if one.line.blocks],
        "ready": sum(one.line.is_ready for one in lines),
        "steps": steps,
        "next_step": next((one for one in steps if not one["is_settled"]), None),
        "tag": tag,
        "word": word,
        "registrations": facts.counts["registrations"],
        "mails": 0 if meeting.is_open else queries.inside(meeting).count(),
        "is_rehearsed": facts.counts["rehearsed"],
        "refusal": refusal,
        "typed": request.POST.get("typed", "") if refusal else "",
        "was_begun": is_settled(meeting, "names"),
    }
    return render(request, "desk/meetings/overview.html", context, status=status)


_REFUSALS = (operations.WrongStage, operations.NotReady, operations.CannotBeCleared)


def _act(request: HttpRequest, meeting: Meeting) -> Exception | None:
    """Do what a button says and tell how it went; return why not, if so."""
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise BadRequest
    try:
        messages.success(request, act(request, meeting))
    except _REFUSALS as refusal:
        return refusal
    return None


def _rehearse(request: HttpRequest, meeting: Meeting) -> str:
    operations.rehearse(meeting, **by(request))
    return _(
        "The rehearsal is on: registration is open to whoever signs in, and all mail stays inside."
    )


def _stop(request: HttpRequest, meeting: Meeting) -> str:
    operations.stop_rehearsing(meeting, **by(request))
    return _(
        "The rehearsal is off. Its mail never leaves; what was registered stays until you clear it."
    )


def _clear(request: HttpRequest, meeting: Meeting) -> str:
    typed = request.POST.get("typed", "")[:100]
    number = operations.clear_rehearsal(meeting, typed=typed, **by(request))
    text = ngettext("%d registration was erased.", "%d registrations were erased.", number)
    return text % number


def _open(request: HttpRequest, meeting: Meeting) -> str:
    operations.open_meeting(meeting, **by(request))
    return _("The meeting is open: everybody sees it now, and its mail leaves.")


def _current(request: HttpRequest, meeting: Meeting) -> str:
    operations.make_current(meeting, **by(request))
    return _("This is the current meeting now: the front page speaks of it.")


def _next(request: HttpRequest, meeting: Meeting) -> str:
    operations.let_the_next_be_current(**by(request))
    return _("From now on the next meeting to end is the current one.")


_ACTS = {
    "rehearse": _rehearse,
    "stop": _stop,
    "clear": _clear,
    "open": _open,
    "current": _current,
    "next": _next,
}
