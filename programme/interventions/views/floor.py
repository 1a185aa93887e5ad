"""The floor: the chair's screen, the room's, and what both ask each second."""

from datetime import datetime
from functools import partial
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from intersessional import clock
from intersessional.access import View, permission, public
from intersessional.accounts.models import User
from programme.agenda.presentation import zones
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.meetings.requests import meeting_of
from registration.registrations.models import SpokenLanguage

from .. import queries
from ..floor import acts, screens, stands, watching, words
from ..floor.facts import Floor, floor_of
from ..floor.overview import days_of, neighbours_of
from ..floor.watching import CHAIR, DISPLAY, Watched
from ..lists.ordering import plain
from ..operations import ChangedMeanwhile
from ..policies import Refused
from ..queries import ListedSegment
from ..transitions import ActRefused

_VERSION_LENGTH = 9


def for_chairs(view: View) -> View:
    """Open a page to whoever runs the floor."""
    return permission("interventions.run_floor")(view)


@for_chairs
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show under which parts of the programme somebody speaks, by days, with links to their screens."""
    meeting, at = meeting_of(request), clock.now()
    timezone.activate(meeting.zone)
    context = {"days": days_of(meeting, at=at)}
    return render(request, "interventions/floor/index.html", context)


@for_chairs
@require_http_methods(["GET", "HEAD", "POST"])
def chair(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Show the chair's screen; a POST is an act, which states the version that was seen."""
    segment, at = segment_or_404(meeting_of(request), uid), clock.now()
    timezone.activate(segment.meeting.zone)
    if request.method != "POST":
        return _chair_page(request, segment, at)
    says, was_done = _done(_sent(request, segment, at))
    if "application/json" in request.headers.get("Accept", ""):
        return _as_data(segment, says, was_done=was_done)
    if was_done:
        return redirect(meeting_path(segment.meeting, "floor:chair", uid))
    return _chair_page(request, segment, clock.now(), refusal=says, status=409)


@for_chairs
@require_safe
def display(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Show the screen of the room to whoever runs the floor."""
    return _display_page(segment_or_404(meeting_of(request), uid), clock.now())


@public
@never_cache
@require_safe
def room(request: HttpRequest, signed: str) -> HttpResponse:
    """Show the screen of the room to a computer that was given its signed address."""
    segment = _watched_segment(watching.watched_by_link(signed))
    if segment is None:
        raise Http404
    return _display_page(segment, clock.now())


@public
@require_safe
def state(request: HttpRequest, signed: str) -> HttpResponse:
    """Say how things stand, or 304; without session or user: the signature says enough."""
    watched, at = watching.watched_by_state(signed), clock.now()
    if watched is None:
        return stands.gone()
    return stands.answer(request, watched, at=at, make=partial(_shown, watched, at))


def _shown(watched: Watched, at: datetime) -> dict[str, Any] | None:
    segment = _watched_segment(watched)
    return screens.shown(segment, watched.screen, at=at) if segment else None


def _watched_segment(watched: Watched | None) -> ListedSegment | None:
    meeting = Meeting.objects.filter(pk=watched.meeting).first() if watched else None
    if watched is None or meeting is None:
        return None
    return next((one for one in queries.segments_of(meeting) if one.pk == watched.segment), None)


def segment_or_404(meeting: Meeting, uid: str) -> ListedSegment:
    """Return a segment of the meeting under which one speaks."""
    found = queries.segment_of(meeting, uid)
    if found is None:
        raise Http404
    return found


def _sent(request: HttpRequest, segment: ListedSegment, at: datetime) -> acts.Sent:
    name, _colon, about = request.POST.get("act", "").partition(":")
    version = request.POST.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) <= _VERSION_LENGTH):
        raise BadRequest("version")
    return acts.Sent(
        name,
        about,
        int(version),
        request.POST.get("delegation", ""),
        request.POST.get("speaker", ""),
        request.POST.get("language", ""),
        segment,
        cast(User, request.user),
        at,
    )


def _done(sent: acts.Sent) -> tuple[str, bool]:
    """Do an act; return what to say about it where nothing was done, and whether it was done."""
    try:
        acts.do(sent)
    except ChangedMeanwhile:
        under = queries.interventions_under(sent.segment)
        told = words.since(sent.segment, under, version=sent.version)
        hint = _(
            "Somebody was first, and your press did nothing. Press again if it is still right."
        )
        return " ".join([*told, hint]), False
    except (ActRefused, Refused) as refused:
        return str(refused), False
    return "", True


def _as_data(segment: ListedSegment, says: str, *, was_done: bool) -> HttpResponse:
    # Anew: the act itself took its time.
    at = clock.now()
    mark = stands.mark_of(Watched.of(segment, CHAIR), at)
    shown = screens.shown(segment, CHAIR, at=at) | {"mark": mark, "says": says}
    response = JsonResponse(shown, status=200 if was_done else 409)
    response[stands.TIME] = str(stands.milliseconds(at))
    return response


def _chair_page(
    request: HttpRequest,
    segment: ListedSegment,
    at: datetime,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    delegations = acts.registered(segment)
    previous, following = neighbours_of(segment)
    context = _watch(segment, CHAIR, at) | {
        "previous_segment": previous,
        "next_segment": following,
        "delegations": sorted(delegations, key=lambda one: plain(one.name)),
        "chosen": request.POST.get("delegation", ""),
        "typed": request.POST.get("speaker", ""),
        "spoken_languages": SpokenLanguage.choices,
        "language": request.POST.get("language", "en"),
        "refusal": refusal,
        # Not from the Host of the request: this address is copied and passed on.
        "room_url": settings.BASE_URL + reverse("floor:room", args=[watching.sign_link(segment)]),
        "room_days": watching.LINK_LIFETIME.days,
    }
    return render(request, "interventions/floor/chair.html", context, status=status)


def _display_page(segment: ListedSegment, at: datetime) -> HttpResponse:
    # Without the frame of other pages, and so without session.
    with timezone.override(segment.meeting.zone):
        context = _watch(segment, DISPLAY, at) | {
            "meeting": segment.meeting,
            "LANGUAGE_CODE": translation.get_language(),
        }
        return HttpResponse(render_to_string("interventions/floor/display.html", context))


def _watch(segment: ListedSegment, screen: str, at: datetime) -> dict[str, Any]:
    """Return what both screens are made of: the parts, and how a script goes on from there."""
    watched = Watched.of(segment, screen)
    # Before the list is read: what happens meanwhile is asked for once more.
    mark = stands.mark_of(watched, at)
    floor: Floor = floor_of(segment, at=at)
    return screens.parts_of(floor, screen) | {
        "floor": floor,
        "title": segment.title,
        "mark": mark,
        "now_milliseconds": stands.milliseconds(at),
        "zone": str(segment.meeting.zone),
        "clock_pattern": zones.pattern(),
        "city": segment.meeting.city,
        "state_url": reverse("floor:floor_state", args=[watching.sign_state(watched)]),
    }
