"""Checking people in: by their code, by name, and what a device kept while it had no network."""

import json
import logging
from copy import copy
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intersessional import clock
from intersessional.access import public, role
from intersessional.accounts import roles
from registration.meetings.models import Meeting
from registration.registrations import kept
from registration.registrations.models import Registration

from ... import queries
from .. import operations, policies, searching
from ..details import MOST_SCANS, Answer, Outcome, Scan, new_key, proof_of, read_scan
from ..forms import ScanForm
from ..wording import about, say
from .guards import actor, for_the_door, here, may_register, with_camera

log = logging.getLogger(__name__)

PLACE = "checkin_place"


@for_the_door
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the desk, with whom a search found; a POST takes one code. The same form twice is once."""
    meeting = here(request)
    context: dict[str, Any] = {}
    typed = kept.typed(request)
    form = ScanForm(typed)
    if request.method == "POST":
        answer = Answer(Outcome.UNKNOWN)
        if form.is_valid():
            scan = form.scan()
            answer = operations.take(scan, meeting=meeting, by=actor(request), at=clock.now())
            _remember(request, scan)
        context["said"] = say(answer, meeting)
    elif typed is not None:
        context["kept_code"] = typed.get("code", "")
    context |= _desk(request, meeting)
    return with_camera(render(request, "checkin/index.html", context))


@role(roles.ISU_STAFF, roles.CHECK_IN_DESK)
@require_POST
def entries(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Take what a device sends (JSON), each by its key, and answer each.

    The device forgets what was answered, whatever the answer is, and keeps the rest: what could not
    be taken keeps nothing back that was sent with it.
    """
    meeting = here(request)
    # Of a form, nobody could read the body any more: its fields were read already.
    is_json = request.content_type == "application/json"
    sent = _scans(request.body) if is_json else None
    if sent is None:
        return JsonResponse({"answers": []}, status=400)
    answers = [_answer(request, meeting, one) for one in sent[:MOST_SCANS]]
    return JsonResponse({"answers": [one for one in answers if one is not None]})


@public
@require_safe
def offline(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the desk as a device without network has it: the scanner, and nothing of anybody.

    Whoever asks gets the page of a visitor; of a meeting that is rehearsed, those who may see it.
    """
    here(request)
    visitor = copy(request)
    visitor.user = AnonymousUser()
    # What somebody is told after an act is theirs, and is told on their next page.
    visitor.__dict__.pop("_messages", None)
    response = with_camera(render(visitor, "checkin/offline.html", {"key": new_key()}))
    response["Cache-Control"] = "no-cache"
    return response


def _desk(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    at = clock.now()
    day, asked = policies.day_of(meeting, at), request.GET.get("q", "").strip()
    found = searching.search(meeting, asked) if asked and "\0" not in asked else []
    return {
        "q": asked,
        "found": _lines(found, meeting, day),
        "key": new_key(),
        "place": request.session.get(PLACE, ""),
        "is_practice": policies.is_practice(meeting, day),
        "is_over": policies.is_over(meeting, at),
        "begins_on": meeting.days_to_attend[0],
        "inside": len(queries.inside(meeting, day)),
        "may_register": may_register(request),
    }


def _lines(found: list[Registration], meeting: Meeting, day: Any) -> list[dict[str, Any]]:
    today = queries.today_of(found, meeting, day) if found else {}
    return [
        {
            "person": one,
            "about": about(one),
            "today": today.get(one.pk, queries.NOBODY),
            "refusal": policies.refusal(one),
            "key": new_key(),
            "proof": proof_of(one.badge_code),
        }
        for one in found
    ]


def _scans(body: bytes) -> list[Any] | None:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return None
    scans = sent.get("scans") if isinstance(sent, dict) else None
    return scans if isinstance(scans, list) else None


def _answer(request: HttpRequest, meeting: Meeting, sent: Any) -> dict[str, Any] | None:
    """Return what a device is told of one scan; None: it could not be taken, and comes again."""
    scan = read_scan(sent)
    if scan is None:
        key = sent.get("key") if isinstance(sent, dict) else None
        known = key if isinstance(key, str) and len(key) < 100 and key.isprintable() else None
        return {"key": known, **say(Answer(Outcome.BROKEN), meeting).as_json()}
    try:
        answer = operations.take(scan, meeting=meeting, by=actor(request), at=clock.now())
    except Exception as error:
        # The class says enough; the text may hold a name.
        log.error("A scan was not taken: %s", type(error).__name__)
        return None
    _remember(request, scan)
    return {"key": scan.key, **say(answer, meeting).as_json()}


def _remember(request: HttpRequest, scan: Scan) -> None:
    """Keep the name of the desk for whom it registers."""
    if scan.place and scan.place != request.session.get(PLACE):
        request.session[PLACE] = scan.place
