"""After the floor: who spoke, as page, text and DOCX; statistics for the staff and for everybody."""

from io import BytesIO
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from intersessional import clock
from intersessional.access import public
from intersessional.accounts.policies import is_of_the_isu
from intersessional.uploads import DOCX, attachment
from programme.agenda.views.editor.common import actor, for_staff
from registration.meetings.requests import meeting_of

from .. import operations
from ..afterwards import csvs, naming, text, wording
from ..afterwards import summary as summaries
from ..afterwards.chart import chart_of
from ..afterwards.published import published
from ..afterwards.record import MeetingRecord, record_of
from ..afterwards.statistics import LEAST_COVERAGE, statistics_of
from ..afterwards.summary import statement_links
from .floor import for_chairs

PLAIN = "text/plain; charset=utf-8"


@for_chairs
@require_safe
def record(
    request: HttpRequest, number: int | None = None, slug: str | None = None
) -> HttpResponse:
    """Show who spoke, under all items or under one."""
    found = _record(request, number)
    context = {
        "record": found,
        "numbers": _numbers(found),
        "as_of": wording.as_of(found),
        "source": wording.source(),
        "title": found.items[0].title if number and found.items else "",
        "is_of_the_isu": is_of_the_isu(request.user),
    }
    return render(request, "interventions/afterwards/record.html", context)


@for_chairs
@require_safe
def record_text(
    request: HttpRequest, number: int | None = None, slug: str | None = None
) -> HttpResponse:
    """Hand out the same as a plain text."""
    found = _record(request, number)
    return _file(request, found, text.as_text(found).encode(), "txt", PLAIN)


@for_chairs
@require_safe
def record_document(
    request: HttpRequest, number: int | None = None, slug: str | None = None
) -> HttpResponse:
    """Hand out the same as a Word document."""
    from ..afterwards import document  # it loads python-docx, only where a file is made

    found = _record(request, number)
    return _file(request, found, document.as_document(found), "docx", DOCX)


@for_staff
@require_safe
def summary(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the summary of the meeting as it is published: by item, who spoke, and their statements."""
    found = _record(request, None)
    shown = summaries.summary_of(found, statement_links(found.meeting))
    context = {"summary": shown, "record": found, "as_of": wording.as_of(found)}
    return render(request, "interventions/afterwards/summary.html", context)


@for_staff
@require_safe
def summary_document(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Hand out the same as a Word document."""
    found = _record(request, None)
    _note(request, found, "docx")
    shown = summaries.summary_of(found, statement_links(found.meeting))
    name = naming.file_name(_("summary"), found.meeting, "docx")
    return _attached(summaries.as_document(shown, found), name, DOCX)


@for_staff
@require_safe
def statistics(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show what delivered statements add up to, with what the numbers mean."""
    found = _record(request, None)
    counted = statistics_of(found)
    context = {
        "statistics": counted,
        "shown": [
            (table, chart_of([(row.label, row.count) for row in table.rows]))
            for table in [*counted.tables, counted.genders]
        ],
        "least": LEAST_COVERAGE,
        "as_of": wording.as_of(found),
    }
    return render(request, "interventions/afterwards/statistics.html", context)


@for_staff
@require_safe
def statistics_csv(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Hand out the same as CSV."""
    found = _record(request, None)
    name = naming.file_name(_("statements statistics"), found.meeting, "csv")
    _note(request, found, "csv")
    return _attached(csvs.staff_csv(statistics_of(found)), name, csvs.CSV)


@public
@require_safe
def figures(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show everybody the same without States, small numbers hidden, as it was published."""
    counted = published(meeting_of(request))
    context = {
        "statistics": counted,
        "shown": [
            (table, chart_of([(row.label, row.count) for row in table.rows]))
            for table in (counted.all_tables if counted else [])
        ],
        "least": LEAST_COVERAGE,
    }
    return render(request, "interventions/afterwards/figures.html", context)


@public
@require_safe
def figures_csv(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Hand out what that page shows as CSV; absent as long as it shows nothing."""
    meeting = meeting_of(request)
    counted = published(meeting)
    if counted is None:
        raise Http404
    name = naming.file_name(_("statements figures"), meeting, "csv")
    return _attached(csvs.public_csv(counted), name, csvs.CSV)


def _record(request: HttpRequest, number: int | None) -> MeetingRecord:
    """Return the record of the meeting; an item without a list of speakers is absent."""
    meeting = meeting_of(request)
    timezone.activate(meeting.zone)
    found = record_of(meeting, at=clock.now(), number=number)
    if number is not None and not found.items:
        raise Http404
    return found


def _numbers(found: MeetingRecord) -> list[int]:
    """Return the numbers of the items, for links to each alone."""
    return [one.item.number for one in found.items if one.item]


def _file(
    request: HttpRequest, found: MeetingRecord, content: bytes, extension: str, kind: str
) -> HttpResponse:
    _note(request, found, extension)
    name = naming.record_name(found.meeting, found.number, extension)
    return _attached(content, name, kind)


def _note(request: HttpRequest, found: MeetingRecord, extension: str) -> None:
    operations.note_export(
        found.meeting,
        file=extension,
        number=found.number,
        language=(get_language() or "en")[:2],
        by=actor(request),
        at=clock.now(),
    )


def _attached(content: bytes, name: str, kind: str) -> HttpResponse:
    return cast(HttpResponse, attachment(BytesIO(content), name, kind))
