"""Putting candidates on the board and moving bilaterals: picked from a list, or dragged."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from intersessional import clock
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting

from ..board import times_of
from ..conflicts import clashes, say
from ..conflicts.wording import clock_time
from ..forms.placing import ExchangeForm, PinForm, PlaceForm, VersionForm
from ..models import Bilateral, Candidate
from ..models.candidates import CandidateQuerySet
from ..operations import placing as operations
from ..operations.holding import ChangedMeanwhile
from ..policies import Refused
from ..reading import Frame, frame_of
from ..slots import Slot
from .board import one_page
from .guards import (
    CONFLICT,
    UNPROCESSABLE,
    actor,
    for_planners,
    here,
    host_or_404,
    planned_or_404,
)


@for_planners
@require_safe
def times(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Show a candidate with each time at which it could meet, and why not at the others."""
    return _times_page(request, get_object_or_404(_planned(request), pk=pk))


@for_planners
@require_safe
def free(request: HttpRequest, host: str, time: str, slug: str | None = None) -> HttpResponse:
    """Show a free place of a host with each candidate that could take it, and why the others cannot."""
    meeting, found = here(request), host_or_404(request, host)
    frame = frame_of(meeting)
    slot = _slot(frame, found.pk, time, meeting.zone)
    lines = [
        _line(frame, pk, slot, meeting)
        for pk, candidate in frame.candidates.items()
        if found.pk in candidate.hosts and not frame.active_of(pk) and not candidate.is_set_aside
    ]
    lines.sort(key=lambda line: bool(line["against"]))
    context = {"host": frame.hosts[found.pk], "slot": slot, "lines": lines}
    return render(request, "bilaterals/board/free.html", context)


def _slot(frame: Frame, host: int, time: str, zone: ZoneInfo) -> Slot:
    """Return the place of a host that begins at a time of day such as 0930."""
    for slot in frame.hosts[host].slots:
        if f"{slot.begins_at.astimezone(zone):%H%M}" == time:
            return slot
    raise Http404


def _line(frame: Frame, pk: int, slot: Slot, meeting: Meeting) -> dict[str, object]:
    candidate = frame.candidates[pk]
    room = next(iter(frame.rooms_for(candidate)), None)
    found = clashes(frame, candidate, slot.begins_at, room)
    hard = [say(one, frame, candidate, meeting.zone) for one in found if one.is_hard]
    soft = [say(one, frame, candidate, meeting.zone) for one in found if not one.is_hard]
    return {"candidate": candidate, "room": room, "against": hard, "notes": soft}


@for_planners
@require_POST
def put(request: HttpRequest, pk: int, slug: str | None = None) -> HttpResponse:
    """Put a candidate at a time, or move its bilateral there."""
    candidate = _candidate_or_404(request, pk)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _times_page(request, candidate, refusal=_unclear(), status=UNPROCESSABLE)
    given = form.cleaned_data
    change = operations.Change(pk, given["begins_at"], given["room"], given["version"])
    try:
        [moved] = operations.arrange(candidate.meeting, [change], by=actor(request), at=clock.now())
    except ChangedMeanwhile:
        return _times_page(request, candidate, refusal=_changed(), status=CONFLICT)
    except Refused as refused:
        return _times_page(request, candidate, refusal=str(refused), status=CONFLICT)
    return _to_board(request, moved.bilateral, _now_at(candidate, moved.bilateral))


@for_planners
@require_POST
def swap(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Let two bilaterals change their times."""
    bilateral, form = planned_or_404(request, code), ExchangeForm(request.POST)
    if not form.is_valid():
        return one_page(request, bilateral, refusal=_unclear(), status=UNPROCESSABLE)
    given = form.cleaned_data
    other = planned_or_404(request, given["other"])
    try:
        operations.exchange(
            bilateral,
            other,
            versions=(given["version"], given["other_version"]),
            by=actor(request),
            at=clock.now(),
        )
    except ChangedMeanwhile:
        return one_page(request, bilateral, refusal=_changed(), status=CONFLICT)
    except Refused as refused:
        return one_page(request, bilateral, refusal=str(refused), status=CONFLICT)
    words = {"one": bilateral.delegation.name, "other": other.delegation.name}
    said = _("%(one)s and %(other)s have changed their times.") % words
    if bilateral.offered_at or other.offered_at:
        said = f"{said} {_('Whoever knew of the earlier time is told by e-mail.')}"
    return _to_board(request, bilateral, said)


@for_planners
@require_POST
def pin(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Pin a bilateral, so that no plan moves it, or let it go."""
    bilateral, form = planned_or_404(request, code), PinForm(request.POST)
    if not form.is_valid():
        return one_page(request, bilateral, refusal=_unclear(), status=UNPROCESSABLE)
    given = form.cleaned_data
    try:
        operations.pin(
            bilateral,
            pinned=given["pinned"],
            version=given["version"],
            by=actor(request),
            at=clock.now(),
        )
    except ChangedMeanwhile:
        return one_page(request, bilateral, refusal=_changed(), status=CONFLICT)
    words = _("%(name)s is pinned.") if given["pinned"] else _("%(name)s is no longer pinned.")
    messages.success(request, words % {"name": bilateral.delegation.name})
    return redirect(meeting_path(bilateral.meeting, "bilaterals:on_board", bilateral.code))


@for_planners
@require_POST
def take_off(request: HttpRequest, code: str, slug: str | None = None) -> HttpResponse:
    """Take a proposal off the board, of which nobody outside knows."""
    bilateral, form = planned_or_404(request, code), VersionForm(request.POST)
    if not form.is_valid():
        return one_page(request, bilateral, refusal=_unclear(), status=UNPROCESSABLE)
    version = form.cleaned_data["version"]
    try:
        operations.remove(bilateral, version=version, by=actor(request), at=clock.now())
    except ChangedMeanwhile:
        return one_page(request, bilateral, refusal=_changed(), status=CONFLICT)
    except Refused as refused:
        return one_page(request, bilateral, refusal=str(refused), status=CONFLICT)
    words = _("%(name)s is off the board.") % {"name": bilateral.delegation.name}
    return _to_board(request, bilateral, words)


@for_planners
@require_safe
def check(request: HttpRequest, slug: str | None = None) -> JsonResponse:
    """Say what stands against a candidate at a time in a room, before it is dropped there."""
    meeting, form = here(request), PlaceForm(request.GET)
    pk = request.GET.get("candidate", "")
    if not form.is_valid() or not pk.isdecimal() or len(pk) > 18:
        return JsonResponse({"against": [_unclear()], "notes": []}, status=UNPROCESSABLE)
    candidate = _candidate_or_404(request, int(pk))
    frame = frame_of(meeting)
    facts, room = frame.candidates[candidate.pk], form.cleaned_data["room"]
    if room not in frame.rooms:
        raise Http404
    found = clashes(frame, facts, form.cleaned_data["begins_at"], room)
    words = [(one.is_hard, say(one, frame, facts, meeting.zone)) for one in found]
    hard = list(dict.fromkeys(text for is_hard, text in words if is_hard))
    soft = list(dict.fromkeys(text for is_hard, text in words if not is_hard))
    stand = frame.active_of(candidate.pk)
    if stand and stand.was_told:
        soft.append(_("The delegation knows its time, and is told at once by e-mail."))
    return JsonResponse({"against": hard, "notes": soft})


def _planned(request: HttpRequest) -> CandidateQuerySet:
    mine = Candidate.objects.planned_by(actor(request)).for_meeting(here(request))
    found: CandidateQuerySet = Candidate.objects.filter(pk__in=mine.values("pk"))
    return found


def _candidate_or_404(request: HttpRequest, pk: int) -> Candidate:
    named = _planned(request).with_names()
    found: Candidate = get_object_or_404(named.select_related("meeting"), pk=pk)
    return found


def _times_page(
    request: HttpRequest, candidate: Candidate, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    meeting = here(request)
    frame = frame_of(meeting)
    facts = frame.candidates[candidate.pk]
    context = {
        "candidate": facts,
        "hosts": frame.hosts_of(facts),
        "stand": frame.active_of(facts.pk),
        "times": times_of(frame, facts, meeting.zone),
        "refusal": refusal,
    }
    return render(request, "bilaterals/board/times.html", context, status=status)


def _to_board(request: HttpRequest, bilateral: Bilateral, words: str) -> HttpResponse:
    messages.success(request, words)
    path = meeting_path(bilateral.meeting, "bilaterals:board")
    return redirect(f"{path}?at={bilateral.code}")


def _now_at(candidate: Candidate, bilateral: Bilateral) -> str:
    words = {
        "name": candidate.delegation.name,
        "time": clock_time(bilateral.begins_at, candidate.meeting.zone),
        "hosts": candidate.host_names,
    }
    if bilateral.offered_at:
        return _("%(name)s meets %(hosts)s at %(time)s, and is told by e-mail.") % words
    return _("%(name)s meets %(hosts)s at %(time)s.") % words


def _changed() -> str:
    return _("Somebody changed the board meanwhile, so nothing was done. This is how it is now.")


def _unclear() -> str:
    return _("The portal did not understand what should be done. Nothing was changed.")
