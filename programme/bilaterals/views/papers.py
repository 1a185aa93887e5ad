"""Papers of the day: sheets on screen and in print, the book, the counts, and signs for the doors."""

from io import BytesIO
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from intersessional import clock
from intersessional.uploads import PDF, attachment
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.registrations.sheets.writing import XLSX

from .. import papers
from ..models import WHOLE_DAY, Host, Paper, Printout
from ..operations import papers as operations
from ..papers.counts import heads
from ..reading import Frame, frame_of
from .guards import CONFLICT, actor, for_planners, here, host_or_404

ACCEPTED = 202
# How long one waits before a page looks again, and until it has failed.
AGAIN_SECONDS, LONG_SECONDS = 2, 60


@for_planners
@require_safe
def index(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show all papers of the hosts for which the reader plans, and how many bilaterals were held."""
    meeting = here(request)
    context: dict[str, Any] = {"day": meeting.bilaterals_on}
    if meeting.bilaterals_on is not None:
        frame, own = frame_of(meeting), _own(request, meeting)
        rows, total = papers.counts_of(frame, own)
        context |= {
            "hosts": [(host, _room(frame, host.room)) for host in _hosts(frame, own)],
            "whole_day": WHOLE_DAY if own == frame.hosts.keys() else "",
            "paper_languages": _languages(),
            "heads": heads(),
            "counts": rows,
            "total": total if len(rows) > 1 else None,
            "definitions": papers.definitions(),
        }
    return render(request, "bilaterals/papers/index.html", context)


@for_planners
@require_safe
def sheet(request: HttpRequest, host: str, slug: str | None = None) -> HttpResponse:
    """Show the day sheet of a host, or of all hosts, on the screen."""
    return _sheet_page(request, host, _of_host_or_404(request, host))


@for_planners
@require_POST
def order(request: HttpRequest, host: str, slug: str | None = None) -> HttpResponse:
    """Order a day sheet as it stands on paper, in the language that was chosen."""
    meeting, found, at = here(request), _of_host_or_404(request, host), clock.now()
    wanted = request.POST.get("language", "")
    language = wanted if wanted in dict(settings.LANGUAGES) else _language()
    facts = papers.facts_of(meeting, found, language=language, at=at)
    try:
        papers.check_glyphs(facts)
    except papers.NoGlyph as refusal:
        return _sheet_page(request, host, found, refusal=str(refusal), status=CONFLICT)
    paper = operations.order_day_sheet(
        meeting, found, facts, language=language, by=actor(request), at=at
    )
    return redirect(meeting_path(meeting, "bilaterals:printed_paper", host, paper.pk))


@for_planners
@require_safe
def printed(request: HttpRequest, host: str, pk: int, slug: str | None = None) -> HttpResponse:
    """Hand out a day sheet that was ordered; as long as it is not printed, say so, and look again."""
    meeting, found = here(request), _of_host_or_404(request, host)
    orders = Printout.objects.filter(meeting=meeting, paper=Paper.DAY_SHEET, key=host)
    paper = get_object_or_404(orders, pk=pk)
    if paper.pdf is not None:
        with override(paper.language):
            words = found.name if found else _("all hosts")
            name = _file_name(f"{_('day sheet')} {words}", meeting, "pdf")
        return cast(HttpResponse, attachment(BytesIO(bytes(paper.pdf)), name, PDF))
    is_late = (timezone.now() - paper.asked_at).total_seconds() > LONG_SECONDS
    context = {"key": host, "title": paper.facts.get("title", ""), "is_late": is_late}
    response = render(request, "bilaterals/papers/printing.html", context, status=ACCEPTED)
    if not is_late:
        response["Refresh"] = str(AGAIN_SECONDS)
    return response


@for_planners
@require_safe
def book(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Hand out the day of the hosts for which the reader plans as a book of sheets."""
    meeting = _with_a_day(request)
    own = _own(request, meeting)
    known, answered = papers.known_of(meeting), papers.answered_of(meeting)
    content = papers.book_of(frame_of(meeting), own, known, answered, meeting.zone)
    operations.note_export(
        meeting, file="xlsx", language=_language(), by=actor(request), at=clock.now()
    )
    name = _file_name(_("bilaterals"), meeting, "xlsx")
    return cast(HttpResponse, attachment(BytesIO(content), name, XLSX))


@for_planners
@require_safe
def signs(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Show the signs for the doors of the rooms, to be printed."""
    meeting = _with_a_day(request)
    found = papers.signs_of(frame_of(meeting), _own(request, meeting), meeting.zone)
    context = {"signs": found, "day": meeting.bilaterals_on}
    return render(request, "bilaterals/papers/signs.html", context)


def _sheet_page(
    request: HttpRequest, key: str, host: Host | None, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    facts = papers.facts_of(here(request), host, language=_language(), at=clock.now())
    context = {"key": key, "facts": facts, "paper_languages": _languages(), "refusal": refusal}
    return render(request, "bilaterals/papers/sheet.html", context, status=status)


def _of_host_or_404(request: HttpRequest, key: str) -> Host | None:
    """Return a host for which the reader plans; None for the whole day, if it is for all hosts."""
    meeting = _with_a_day(request)
    if key != WHOLE_DAY:
        return host_or_404(request, key)
    every = set(Host.objects.filter(meeting=meeting).values_list("pk", flat=True))
    if not every or _own(request, meeting) != every:
        raise Http404
    return None


def _with_a_day(request: HttpRequest) -> Meeting:
    meeting = here(request)
    if meeting.bilaterals_on is None:
        raise Http404
    return meeting


def _own(request: HttpRequest, meeting: Meeting) -> set[int]:
    hosts = Host.objects.planned_by(actor(request)).filter(meeting=meeting)
    return set(hosts.values_list("pk", flat=True))


def _hosts(frame: Frame, own: set[int]) -> list[Any]:
    return [host for host in frame.hosts.values() if host.pk in own]


def _room(frame: Frame, room: int | None) -> str:
    return frame.rooms[room].name if room else ""


def _language() -> str:
    return (get_language() or "en")[:2]


def _languages() -> list[tuple[str, str]]:
    """Return each language with what it calls itself."""
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


def _file_name(words: str, meeting: Meeting, extension: str) -> str:
    return f"{slugify(words)[:80].rstrip('-')}-{meeting.slug}.{extension}"
