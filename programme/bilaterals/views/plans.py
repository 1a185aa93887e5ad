"""Plans of the whole day, and the check of what was placed by hand; for whoever plans for all hosts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting

from .. import planning, plans
from ..forms.plans import ALL, DISCARD, AskPlanForm, TakePlanForm
from ..models import Host, Plan, PlanKind
from ..operations import accepting
from ..operations import planning as operations
from ..operations.holding import ChangedMeanwhile
from ..policies import Refused
from ..queries.stamps import stamp as stamp_of
from ..reading import frame_of
from .guards import CONFLICT, UNPROCESSABLE, actor, for_planners_of_all, here

SHOWN = 20


@for_planners_of_all
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the last plans; order a new one."""
    meeting = here(request)
    if request.method != "POST":
        return _index_page(request, meeting)
    form = AskPlanForm(request.POST)
    if not form.is_valid():
        return _index_page(request, meeting, refusal=_unclear(), status=UNPROCESSABLE)
    _check_plans_for_all(request, meeting)
    kind = PlanKind(form.cleaned_data["do"])
    try:
        plan = operations.ask_plan(meeting, kind, by=actor(request), at=clock.now())
    except Refused as refused:
        return _index_page(request, meeting, refusal=str(refused), status=CONFLICT)
    return redirect(meeting_path(meeting, "bilaterals:plan", plan.pk))


def _check_plans_for_all(request: HttpRequest, meeting: Meeting) -> None:
    """Answer whoever plans for none of the meeting's hosts as if there was nothing.

    :raises Http404:
    """
    if not Host.objects.planned_by(actor(request)).filter(meeting=meeting).exists():
        raise Http404


def _index_page(
    request: HttpRequest, meeting: Meeting, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    own = Plan.objects.shown_to(actor(request)).for_meeting(meeting).defer("result")
    context = {"meeting": meeting, "plans": own[:SHOWN], "refusal": refusal}
    return render(request, "bilaterals/plans/index.html", context, status=status)


@for_planners_of_all
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show a plan beside the board as it is now; accept all of it or a part, or discard it."""
    plan = _plan_or_404(request, pk)
    if request.method != "POST":
        return _one_page(request, plan)
    known = plans.kept(plan.result).planned if plan.result else frozenset()
    form = TakePlanForm(request.POST, known=known)
    if not form.is_valid():
        untouched = "take" in form.errors and not request.POST.getlist("take")
        words = " ".join(map(str, form.errors["take"])) if untouched else _unclear()
        return _one_page(request, plan, refusal=words, taken=frozenset(), status=UNPROCESSABLE)
    return _act(request, plan, form.cleaned_data)


def _act(request: HttpRequest, plan: Plan, given: dict[str, Any]) -> HttpResponse:
    taken = frozenset(given["take"])
    try:
        if given["do"] == DISCARD:
            operations.discard(plan, by=actor(request), at=clock.now())
            messages.success(request, _("The plan is discarded. The board is as it was."))
            return redirect(meeting_path(plan.meeting, "bilaterals:plans"))
        done = accepting.accept(
            plan,
            chosen=None if given["do"] == ALL else taken,
            seen=given["seen"],
            by=actor(request),
            at=clock.now(),
        )
    except ChangedMeanwhile:
        words = _("The board has changed meanwhile, so nothing was done. This is how it is now.")
        return _one_page(request, plan, refusal=words, taken=taken, status=CONFLICT)
    except Refused as refused:
        return _one_page(request, plan, refusal=str(refused), taken=taken, status=CONFLICT)
    messages.success(request, _said(done))
    return redirect(meeting_path(plan.meeting, "bilaterals:plan", plan.pk))


def _said(done: accepting.Accepted) -> str:
    placed = sum(1 for one in done.moved if one.earlier is None)
    moved, told = (
        len(done.moved) - placed,
        any(one.earlier and one.earlier.was_told for one in done.moved),
    )
    words = [
        (placed, ngettext("%(n)d bilateral was placed.", "%(n)d bilaterals were placed.", placed)),
        (moved, ngettext("%(n)d bilateral was moved.", "%(n)d bilaterals were moved.", moved)),
        (
            done.taken_off,
            ngettext(
                "%(n)d was taken off the board.", "%(n)d were taken off the board.", done.taken_off
            ),
        ),
    ]
    said = [text % {"n": count} for count, text in words if count]
    if not said:
        return _("All of it is on the board already.")
    said.append(_("Whoever knew of a move was told.") if told else _("Nobody outside was told."))
    return " ".join(said)


@for_planners_of_all
@require_safe
def progress(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Return how far a plan is, as the part of its page that changes."""
    plan = _plan_or_404(request, pk)
    return render(request, "bilaterals/plans/_progress.html", {"plan": plan})


@for_planners_of_all
@require_safe
def check(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Say what is wrong with what stands on the board, each with the bilaterals that are concerned."""
    meeting = here(request)
    if meeting.bilaterals_on is None:
        return render(request, "bilaterals/plans/check.html", {"lines": [], "day": None})
    frame = frame_of(meeting)
    problem = plans.problem_of(frame, meeting.zone)
    found = planning.validate(problem, plans.placements_of(frame, problem))
    lines = [
        {
            "text": planning.say(violation, problem),
            "bilaterals": [
                {"stand": frame.active_of(pk), "candidate": frame.candidates[pk]}
                for pk in violation.wishes
            ],
        }
        for violation in found
    ]
    standing = sum(1 for stand in frame.stands.values() if stand.is_active)
    context = {"lines": lines, "day": frame.day, "standing": standing}
    return render(request, "bilaterals/plans/check.html", context)


def _plan_or_404(request: HttpRequest, pk: int) -> Plan:
    own = Plan.objects.shown_to(actor(request)).for_meeting(here(request))
    found: Plan = get_object_or_404(own, pk=pk)
    return found


def _one_page(
    request: HttpRequest,
    plan: Plan,
    *,
    refusal: str = "",
    taken: frozenset[int] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return a plan's page, with the ticks as they were set (None: all that can be accepted)."""
    context: dict[str, Any] = {"plan": plan, "refusal": refusal, "taken": taken}
    if plan.result:
        stamp = stamp_of(plan.meeting)
        frame = frame_of(plan.meeting)
        kept = plans.kept(plan.result)
        problem = plans.problem_of(frame, plan.meeting.zone)
        context |= {
            "kept": kept,
            "stamp": stamp,
            "is_as_then": kept.stamp == stamp,
            "found": plans.compare(kept, frame, problem, plan.meeting.zone),
            "gap": _percent(kept.gap),
        }
    return render(request, "bilaterals/plans/one.html", context, status=status)


def _percent(gap: float) -> str:
    """Return a share as a number of percent that is not better than it is."""
    return f"{max(gap * 100, 0.1):.1f}"


def _unclear() -> str:
    return _("The portal did not understand what should be done. Nothing was changed.")
