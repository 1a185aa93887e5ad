"""A list of speakers on paper: ordered by a press, made by a worker, handed out when it is there."""

from io import BytesIO
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from intersessional import clock
from intersessional.uploads import PDF, attachment
from programme.agenda.views.editor.common import actor, for_staff
from registration.meetings.links import meeting_path

from .. import operations
from ..afterwards import naming, printed
from ..listing.lines import page_of
from ..models import Printout
from .list_common import CONFLICT, list_page, segment_or_404

ACCEPTED = 202
# How long one waits before a page looks again, and until it has failed.
AGAIN_SECONDS, LONG_SECONDS = 2, 60


@for_staff
@require_POST
def order(request: HttpRequest, uid: str, slug: str | None = None) -> HttpResponse:
    """Order the list as it stands on paper, in the language of the page."""
    segment, at = segment_or_404(request, uid), clock.now()
    try:
        facts = printed.facts_of(page_of(segment, at=at))
    except printed.NoGlyph as refusal:
        return list_page(request, segment, refusal=str(refusal), status=CONFLICT)
    language = (get_language() or "en")[:2]
    found = operations.order_list(segment, facts, language=language, by=actor(request), at=at)
    return redirect(meeting_path(segment.meeting, "speakers:printed", uid, found.pk))


@for_staff
@require_safe
def show(request: HttpRequest, uid: str, pk: int, slug: str | None = None) -> HttpResponse:
    """Hand out a list that was ordered; as long as it is not printed, say so, and look again."""
    segment = segment_or_404(request, uid)
    found = get_object_or_404(Printout, pk=pk, segment=segment.pk)
    if found.pdf is not None:
        name = naming.list_name(segment, "pdf")
        return cast(HttpResponse, attachment(BytesIO(bytes(found.pdf)), name, PDF))
    is_late = (timezone.now() - found.asked_at).total_seconds() > LONG_SECONDS
    context = {"segment": segment, "title": segment.full_title, "is_late": is_late}
    template = "interventions/afterwards/printing.html"
    response = render(request, template, context, status=ACCEPTED)
    if not is_late:
        response["Refresh"] = str(AGAIN_SECONDS)
    return response
