"""The running sheet of a host on the day, with a button for each mark."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from registration.meetings.links import meeting_path

from ..forms.placing import Moment
from ..models import Bilateral, Host
from ..operations import day as marks
from ..operations import delaying, holding
from ..policies import Refused
from ..today.days import day_shown, of_host
from ..today.lines import hour
from ..today.sheet import sheet_of
from ..today.times import free_times_today
from .guards import CONFLICT, UNPROCESSABLE, actor, for_planners, here, host_or_404

_MARKS: dict[str, Callable[..., Bilateral]] = {
    "arrive": marks.arrive,
    "start": marks.start,
    "late": marks.late,
    "hold": marks.hold,
    "no_show": marks.no_show,
    "take_back": marks.take_back,
}
_DIGITS = 9


@for_planners
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the hosts for whose day the actor sees to, with links to their sheets."""
    meeting, at = here(request), clock.now()
    hosts = Host.objects.planned_by(request.user).for_meeting(meeting)
    context = {"hosts": hosts, "day": day_shown(meeting, at)}
    return render(request, "bilaterals/day/index.html", context)


@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, host: str, slug: str | None = None) -> HttpResponse:
    """Show a host's running sheet; a POST is a mark, or moves all that is still to start."""
    found, at = host_or_404(request, host), clock.now()
    if request.method != "POST":
        return _page(request, found, at)
    try:
        messages.success(request, _do(request, found, at))
    except (holding.ChangedMeanwhile, delaying.DayChanged):
        first = _("Somebody was first, and your press did nothing.")
        again = _("This is how it stands now: press again if it is still right.")
        return _page(request, found, at, refusal=f"{first} {again}", status=CONFLICT)
    except Refused as refused:
        return _page(request, found, at, refusal=str(refused), status=UNPROCESSABLE)
    return redirect(meeting_path(found.meeting, "bilaterals:sheet", found.slug))


@for_planners
@require_http_methods(["GET", "HEAD", "POST"])
def another(request: HttpRequest, host: str, code: str, slug: str | None = None) -> HttpResponse:
    """Show the free times from now on for one that comes late; a POST takes one of them."""
    found, at = host_or_404(request, host), clock.now()
    bilateral = _of_the_day(found, code, at)
    if request.method != "POST":
        return _times_page(request, found, bilateral, at)
    try:
        moved = delaying.move_today(
            bilateral,
            _time(request),
            version=number(request, "version"),
            by=actor(request),
            at=at,
        )
    except holding.ChangedMeanwhile as changed:
        first = _("Somebody has changed this bilateral, so nothing was done.")
        return _times_page(request, found, changed.current, at, refusal=first, status=CONFLICT)
    except Refused as refused:
        return _times_page(
            request, found, bilateral, at, refusal=str(refused), status=UNPROCESSABLE
        )
    messages.success(
        request,
        _("%(delegation)s now comes at %(time)s.")
        % {"delegation": moved.delegation.name, "time": hour(moved.begins_at)},
    )
    return redirect(meeting_path(found.meeting, "bilaterals:sheet", found.slug))


def number(request: HttpRequest, name: str) -> int:
    """Return a number that one of our forms sends.

    :raises BadRequest: it is none, which no form of ours sends
    """
    sent = request.POST.get(name, "")
    if not (sent.isascii() and sent.isdigit() and len(sent) <= _DIGITS):
        raise BadRequest(name)
    return int(sent)


def _do(request: HttpRequest, host: Host, at: datetime) -> str:
    """Do what was pressed; return what to say about it."""
    act = request.POST.get("act", "")
    given: dict[str, Any] = {"version": number(request, "version"), "by": actor(request), "at": at}
    if act == "delay":
        moved = delaying.delay(host, _minutes(request), **given)
        words = ngettext(
            "%(n)d bilateral begins later now.", "%(n)d bilaterals begin later now.", len(moved)
        )
        return words % {"n": len(moved)}
    if act not in _MARKS:
        raise BadRequest("act")
    bilateral = _of_the_day(host, request.POST.get("bilateral", ""), at)
    minutes = [_minutes(request)] if act == "late" else []
    marked = _MARKS[act](bilateral, *minutes, **given)
    return _said(act) % {"delegation": marked.delegation.name}


def _said(act: str) -> str:
    return {
        "arrive": _("%(delegation)s: arrived."),
        "start": _("%(delegation)s: started."),
        "late": _("%(delegation)s: marked as late."),
        "hold": _("%(delegation)s: held."),
        "no_show": _("%(delegation)s: did not come."),
        "take_back": _("%(delegation)s: the last mark is taken back."),
    }[act]


def _of_the_day(host: Host, code: str, at: datetime) -> Bilateral:
    """Return one of a host's day by its code."""
    found = of_host(host, day_shown(host.meeting, at)).with_names()
    bilateral: Bilateral | None = found.filter(code=code).first()
    if bilateral is None:
        raise Http404
    return bilateral


def _minutes(request: HttpRequest) -> int | None:
    """Return the minutes that somebody typed; None where that is no number."""
    typed = request.POST.get("minutes", "").strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS else None


def _time(request: HttpRequest) -> datetime:
    try:
        return Moment(max_length=40).clean(request.POST.get("time", ""))
    except ValidationError as error:
        raise BadRequest("time") from error


def _page(
    request: HttpRequest, host: Host, at: datetime, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "sheet": sheet_of(host, actor(request), at),
        "refusal": refusal,
        "typed": request.POST.get("minutes", "") if refusal else "",
        "typed_for": request.POST.get("bilateral", "") if refusal else "",
    }
    return render(request, "bilaterals/day/sheet.html", context, status=status)


def _times_page(
    request: HttpRequest,
    host: Host,
    bilateral: Bilateral,
    at: datetime,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "host": host,
        "bilateral": bilateral,
        "times": free_times_today(bilateral, at),
        "refusal": refusal,
    }
    return render(request, "bilaterals/day/another.html", context, status=status)
