"""Statistics: the staff's page with all numbers, publishing, and what everybody sees."""

from io import BytesIO
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intersessional import clock
from intersessional.access import public
from intersessional.uploads import PDF, attachment
from programme.agenda.views.editor.common import actor, for_staff, here
from programme.interventions.afterwards import naming
from programme.interventions.afterwards.record import record_of
from programme.interventions.afterwards.statistics import Statistics, statistics_of
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting, Stage

from ..models import PrintedStatistics, StatisticsPublication
from . import csvs, operations, staff
from . import public as everybody
from .counting import Count, count
from .figures import Json, Refused
from .population import counted, inside_of
from .tables import Table

CONFLICT = 409


@for_staff
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the staff all numbers, as they stand now."""
    meeting = here(request)
    counts, inside, statements = _counts(meeting)
    context: dict[str, Any] = {
        "counts": counts,
        "confirmed": staff.tables_of(counts),
        "inside": staff.tables_of(inside, is_in=True) if inside else [],
        "speaking": staff.speaking_tables(statements) if statements.total.count else [],
        "left_out": statements.left_out,
        "comparison": _comparison(meeting, counts),
        "publication": operations.shown(meeting),
    }
    return render(request, "desk/statistics/index.html", context)


@for_staff
@require_safe
def index_csv(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Hand out all tables of that page as CSV; who took it is written down."""
    meeting = here(request)
    counts, inside, statements = _counts(meeting)
    tables = staff.tables_of(counts)
    if inside:
        tables += staff.tables_of(inside, is_in=True)
    if statements.total.count:
        tables += staff.speaking_tables(statements)
    if request.method == "GET":
        operations.note_export(meeting, by=actor(request), at=clock.now())
    return _csv(tables, naming.file_name(_("statistics"), meeting, "csv"))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show what everybody would see; a POST publishes it."""
    meeting, at = here(request), clock.now()
    try:
        if request.method == "POST":
            operations.publish(meeting, by=actor(request), at=at)
            messages.success(request, _("Everybody sees these figures now."))
            return redirect(meeting_path(meeting, "statistics:index"))
        found, _basis = operations.preview(meeting, at=at)
    except Refused as refusal:
        status = CONFLICT if request.method == "POST" else 200
        return _preview(request, meeting, None, refusal=str(refusal), status=status)
    return _preview(request, meeting, found)


@for_staff
@require_POST
def take_back(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show everybody no figures any more."""
    meeting = here(request)
    if operations.take_back(meeting, by=actor(request), at=clock.now()):
        messages.success(request, _("The figures are no longer shown."))
    return redirect(meeting_path(meeting, "statistics:index"))


@public
@require_safe
def figures(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show everybody the figures as they were published, or that none are yet."""
    meeting = here(request)
    publication = operations.shown(meeting)
    context = {
        "publication": publication,
        "tables": everybody.tables_of(publication.figures) if publication else [],
    }
    return render(request, "desk/statistics/figures.html", context)


@public
@require_safe
def figures_csv(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Hand out the same as CSV; absent as long as nothing is published."""
    meeting = here(request)
    tables = everybody.tables_of(_publication(meeting).figures)
    return _csv(tables, naming.file_name(_("figures"), meeting, "csv"))


@public
@require_safe
def figures_pdf(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Hand out the same on paper; absent until it is published, and printed."""
    meeting = here(request)
    found = PrintedStatistics.objects.filter(
        publication=_publication(meeting),
        language=(get_language() or "en")[:2],
    ).first()
    if found is None or found.pdf is None:
        raise Http404
    name = naming.file_name(_("figures"), meeting, "pdf")
    return cast(HttpResponse, attachment(BytesIO(bytes(found.pdf)), name, PDF))


def _counts(meeting: Meeting) -> tuple[Count, Count | None, Statistics]:
    """Count all; those who have checked in are None as long as nobody has."""
    people = counted(meeting)
    inside = inside_of(people)
    statements = statistics_of(record_of(meeting, at=clock.now()))
    return count(people), count(inside) if inside else None, statements


def _comparison(meeting: Meeting, counts: Count) -> Table | None:
    """Return the numbers beside those of the meeting before; None where there was none."""
    earlier = Meeting.objects.filter(begins_on__lt=meeting.begins_on, kind=meeting.kind)
    # One that was only prepared, or rehearsed, had nobody.
    before = earlier.filter(stage=Stage.OPEN).order_by("-begins_on").first()
    if before is None:
        return None
    this, last = meeting.short_title, before.short_title
    return staff.comparison(counts, count(counted(before)), this=this, last=last)


def _preview(
    request: HttpRequest,
    meeting: Meeting,
    found: Json | None,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "tables": everybody.tables_of(found) if found else [],
        "refusal": refusal,
        "publication": operations.shown(meeting),
    }
    return render(request, "desk/statistics/publish.html", context, status=status)


def _publication(meeting: Meeting) -> StatisticsPublication:
    found = operations.shown(meeting)
    if found is None:
        raise Http404
    return found


def _csv(tables: list[Table], name: str) -> HttpResponse:
    return cast(HttpResponse, attachment(BytesIO(csvs.csv_of(tables)), name, csvs.CSV))
