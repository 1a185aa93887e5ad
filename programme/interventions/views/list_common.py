"""What the staff's pages of lists of speakers have in common."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from intersessional import clock
from programme.agenda.views.editor.common import here
from registration.meetings.links import meeting_path

from .. import exchanging, queries
from ..listing import drawing, record, wording
from ..listing.lines import SpeakersPage, page_of
from ..lists.budget import LEAST_SECONDS, STEP_SECONDS
from ..queries import ListedSegment

CONFLICT, UNPROCESSABLE = 409, 422


def segment_or_404(request: HttpRequest, uid: str) -> ListedSegment:
    """Return a segment of the meeting under which one asks for the floor."""
    segment = queries.segment_of(here(request), uid)
    if segment is None:
        raise Http404
    return segment


def to_list(
    request: HttpRequest, segment: ListedSegment, done: str = "", *, query: str = ""
) -> HttpResponse:
    """Go back to the list, and say there what was done."""
    if done:
        messages.success(request, done)
    return redirect(meeting_path(segment.meeting, "speakers:show", segment.uid) + query)


def changed_words(page: SpeakersPage) -> str:
    """Say that somebody else was first, and with what."""
    first = _("Somebody changed the list meanwhile, so nothing was done.")
    again = _("This is the list as it is now: look at it, and send it again if it is still right.")
    return " ".join(filter(None, [first, record.last_of(page), again]))


def list_page(
    request: HttpRequest, segment: ListedSegment, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Return the page of a list, under a refusal if there was one."""
    page = page_of(segment, at=clock.now())
    way, _colon, step_pk = request.GET.get("step", "").partition(":")
    context: dict[str, Any] = {
        "page": page,
        "way": way,
        "step_pk": step_pk,
        "reason": request.POST.get("reason") or record.last_reason(page, request.user),
        "title": segment.full_title,
        "drawing": drawing.drawing_of(page),
        "record": record.record_of(page),
        "swaps": exchanging.of_segment(segment),
        "limits": _limits(page),
        "fitting": page.budget.fitting_seconds if not page.budget.fits else None,
        "fitting_words": wording.minutes(page.budget.fitting_seconds or 0),
        "limit_words": wording.minutes(page.speakers.most_seconds or 0),
        "refusal": refusal,
    }
    return render(request, "interventions/lists/show.html", context, status=status)


def _limits(page: SpeakersPage) -> list[tuple[int, str]]:
    """Return the limits that would shorten somebody's time, in seconds and in words."""
    of_segment = page.segment.segment
    most = max(
        of_segment.national_minutes, of_segment.group_minutes, of_segment.organisation_minutes
    )
    steps = range(LEAST_SECONDS, most * 60, STEP_SECONDS)
    return [(seconds, wording.minutes(seconds)) for seconds in steps]
