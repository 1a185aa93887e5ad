"""The staff's pages of lists of speakers: all of them, one of them, and what is done to it."""

from io import BytesIO
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intersessional import clock
from intersessional.uploads import attachment
from programme.agenda.views.editor.common import actor, for_staff, here
from registration.registrations.sheets.writing import XLSX

from .. import operations, queries
from ..afterwards import naming
from ..forms.lists import LimitForm, StepForm, TurnForm
from ..listing import files, wording
from ..listing.lines import SpeakersPage, page_of
from ..listing.overview import days_of, needs_of
from ..operations import ChangedMeanwhile
from ..policies import Refused
from ..queries import ListedSegment
from ..transitions import ActRefused
from .list_common import (
    CONFLICT,
    UNPROCESSABLE,
    changed_words,
    list_page,
    segment_or_404,
    to_list,
)


@for_staff
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show all lists of the meeting, by day and item, and whether their time is enough."""
    at = clock.now()
    days = days_of(here(request), at=at)
    context = {"days": days, "needs": needs_of(days, at=at)}
    return render(request, "interventions/lists/index.html", context)


@for_staff
@require_safe
def show(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Show a list in its order, with what waits for the staff and what has happened."""
    return list_page(request, segment_or_404(request, uid))


@for_staff
@require_POST
def turn(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Open a list by hand, or close it."""
    segment, form = segment_or_404(request, uid), TurnForm(request.POST)
    if not form.is_valid():
        return list_page(request, segment, refusal=_unclear(), status=CONFLICT)
    is_open = form.cleaned_data["do"] == "open"
    draws = not is_open and page_of(segment, at=clock.now()).draws_later
    if draws and not form.cleaned_data["sure"]:
        why = _("Closing this list draws its lots, once. Tick that this is what you want.")
        return list_page(request, segment, refusal=why, status=UNPROCESSABLE)
    act = operations.open_list if is_open else operations.close_list
    version = form.cleaned_data["version"]
    try:
        act(segment, version=version, by=actor(request), at=clock.now())
    except ChangedMeanwhile:
        return _changed(request, uid)
    return to_list(request, segment, _turned(segment, is_open=is_open, draws=draws))


def _turned(segment: ListedSegment, *, is_open: bool, draws: bool) -> str:
    if is_open:
        return _("The list is open.")
    if draws and queries.speakers_of(segment).valid_draw:
        return _("The list is closed, and its lots are drawn. Each delegation is told.")
    return _("The list is closed.")


@for_staff
@require_POST
def step(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Move a request one place up or down, and come back to the same button."""
    segment, form = segment_or_404(request, uid), StepForm(request.POST)
    if not form.is_valid():
        return list_page(request, segment, refusal=_unclear(), status=CONFLICT)
    page = page_of(segment, at=clock.now())
    found = page.interventions.get(form.request)
    place = page.speakers.place_of(form.request)
    given = form.cleaned_data
    if found is None or place is None:
        return _changed(request, uid)
    try:
        reached = operations.move(
            found,
            to=place + form.step_by,
            segment=segment,
            version=given["version"],
            reason=given["reason"],
            by=actor(request),
            at=clock.now(),
        )
    except ChangedMeanwhile:
        return _changed(request, uid)
    except (ActRefused, Refused) as refused:
        return list_page(request, segment, refusal=str(refused), status=UNPROCESSABLE)
    said = wording.moved_words(found.delegation.name, asked=reached or place, reached=reached)
    return to_list(request, segment, said, query=f"?step={given['step']}")


@for_staff
@require_POST
def limit(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Limit the speaking time of each, or end the limit."""
    segment, form = segment_or_404(request, uid), LimitForm(request.POST)
    if not form.is_valid():
        return list_page(request, segment, refusal=_unclear(), status=CONFLICT)
    seconds, version = form.cleaned_data["seconds"], form.cleaned_data["version"]
    try:
        operations.limit_time(
            segment, seconds=seconds, version=version, by=actor(request), at=clock.now()
        )
    except ChangedMeanwhile:
        return _changed(request, uid)
    if seconds is None:
        return to_list(request, segment, _("The limit has ended."))
    said = _("Each may speak for at most %(length)s.") % {"length": wording.minutes(seconds)}
    return to_list(request, segment, said)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Ask whether lots are to be drawn now; a POST draws them, once."""
    segment = segment_or_404(request, uid)
    if request.method == "POST":
        if operations.draw_lots(segment, by=actor(request), at=clock.now()):
            return to_list(request, segment, _("The lots are drawn. Each delegation is told."))
        why = _("No lots were drawn: the list is not closed, or they are drawn already.")
        return list_page(request, segment, refusal=why, status=CONFLICT)
    page = page_of(segment, at=clock.now())
    if not page.can_draw:
        return to_list(request, segment)
    context = {"page": page, "title": segment.full_title}
    return render(request, "interventions/lists/draw.html", context)


@for_staff
@require_safe
def text(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Hand out the list as a text."""
    page = _page(request, uid)
    return _file(request, page, files.as_text(page).encode(), "txt", "text/plain; charset=utf-8")


@for_staff
@require_safe
def sheet(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Hand out the list as a sheet."""
    page = _page(request, uid)
    return _file(request, page, files.as_sheet(page), "xlsx", XLSX)


def _file(
    request: HttpRequest, page: SpeakersPage, content: bytes, extension: str, kind: str
) -> HttpResponse:
    """Hand out a file of a list, named in words, and write down who took it."""
    language = (get_language() or "en")[:2]
    operations.note_export(
        page.segment, file=extension, language=language, by=actor(request), at=clock.now()
    )
    name = naming.list_name(page.segment, extension)
    return cast(HttpResponse, attachment(BytesIO(content), name, kind))


def _page(request: HttpRequest, uid: str) -> SpeakersPage:
    return page_of(segment_or_404(request, uid), at=clock.now())


def _changed(request: HttpRequest, uid: str) -> HttpResponse:
    segment = segment_or_404(request, uid)
    why = changed_words(page_of(segment, at=clock.now()))
    return list_page(request, segment, refusal=why, status=CONFLICT)


def _unclear() -> str:
    return _("The portal did not understand what should be done. Nothing was changed.")
