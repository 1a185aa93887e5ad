"""Requests for bilaterals as the office sees them: what was asked, taking it up, refusing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from registration.meetings.links import meeting_path
from registration.registrations import kept

from ..forms.office import RefuseAskForm, TakeUpForm
from ..models import Ask, AskState, Candidate, Host
from ..operations import asking
from ..policies import Refused
from ..transitions import ACTIVE
from .guards import CONFLICT, UNPROCESSABLE, actor, for_planners, here


@for_planners
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """List the requests to the hosts for which the reader plans, the open ones first."""
    found = sorted(_asks(request), key=lambda one: (one.state != AskState.OPEN, one.asked_at))
    waiting = sum(one.state == AskState.OPEN for one in found)
    context = {"asks": found, "open_requests": waiting}
    return render(request, "bilaterals/requests/index.html", context)


@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show a request; a POST takes it up, or refuses it with a reason (`do`)."""
    found = get_object_or_404(_asks(request), pk=pk)
    typed = kept.typed(request)
    do = typed.get("do", "") if typed else ""
    forms: dict[str, Any] = {
        "take_up": TakeUpForm(typed if do == "take_up" else None, prefix="take_up"),
        "refuse": RefuseAskForm(typed if do == "refuse" else None, prefix="refuse"),
    }
    if request.method != "POST":
        return _show(request, found, forms)
    form = forms.get(do)
    if form is None or not form.is_valid():
        return _show(request, found, forms, form=form, status=UNPROCESSABLE)
    try:
        candidate = _carry_out(do, found, form.cleaned_data, by=actor(request), at=clock.now())
    except Refused as refusal:
        found = get_object_or_404(_asks(request), pk=pk)
        return _show(request, found, forms, refusal=str(refusal), status=CONFLICT)
    done = (
        _("Taken up: %(delegation)s is a candidate now, and is told by e-mail.")
        if do == "take_up"
        else _("Refused: %(delegation)s gets your reason by e-mail.")
    )
    messages.success(request, done % {"delegation": found.delegation.name})
    if candidate and _said_no(candidate):
        messages.warning(
            request, _("It had said no before, so plans leave it out: place it by hand.")
        )
    return redirect(meeting_path(here(request), "bilaterals:requests"))


def _carry_out(do: str, found: Ask, said: dict[str, Any], **who: Any) -> Candidate | None:
    if do == "take_up":
        return asking.take_up(found, rank=said["rank"], weight=said["weight"], **who)
    asking.refuse(found, reason=said["reason"], **who)
    return None


def _said_no(candidate: Candidate) -> bool:
    """Say whether plans leave it out, because its last invitation came to nothing."""
    last = candidate.bilaterals.filter(offered_at__isnull=False).order_by("pk").last()
    return last is not None and last.state not in ACTIVE


def _asks(request: HttpRequest) -> Any:
    hosts = Host.objects.planned_by(actor(request)).for_meeting(here(request))
    return (
        Ask.objects.filter(host__in=hosts.values("pk"))
        .select_related("host__committee", "delegation__entity", "delegation__meeting", "asked_by")
        .prefetch_related("delegation__entity__names")
    )


def _show(
    request: HttpRequest,
    found: Ask,
    forms: dict[str, Any],
    *,
    form: Any = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "ask": found,
        "is_open": found.state == AskState.OPEN,
        "forms": forms,
        "form": form,
        "refusal": refusal,
    }
    return render(request, "bilaterals/requests/decide.html", context, status=status)
