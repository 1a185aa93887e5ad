"""A version of the programme on paper: a tagged PDF in one language."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registration.letters.confirmation import without_scheme
from registration.letters.rendering import DoesNotFit, render_pdf
from registration.meetings.wording import dates_text

from . import wording
from .links import programme_path
from .models import Publication
from .reading import Block, Programme, Segment, Session, Text, published

TEMPLATE = "agenda/paper.html"
# A day a page, if need be in a smaller size.
DENSITIES = ("", "dense")
# Rather more than there are.
LINES_A_PAGE, LETTERS_A_LINE = 80, 60


@dataclass(frozen=True)
class Day:
    """A day, and what its sessions are called."""

    title: str
    sessions: list["Sitting"]


@dataclass(frozen=True)
class Sitting:
    """A session: where, who chairs, and its blocks."""

    session: Session
    hours: str
    where: str
    lines: list["Line"]


@dataclass(frozen=True)
class Line:
    """A row of the table: an item in a session, with its parts and their hours."""

    block: Block
    hours: str
    heading: str
    parts: list[tuple[str, Segment]]

    @property
    def has_parts(self) -> bool:
        """Whether the parts say more than the item itself."""
        first = self.block.segments[0]
        return len(self.parts) > 1 or bool(first.title or first.panel or first.about)


def render(publication: Publication, language: str) -> bytes:
    """Return a version as a PDF, a page for each day if it fits.

    :raises rendering.PrintingUnavailable, rendering.ContentRefused: see there
    """
    programme = published(publication)
    context = {"publication": publication, "programme": programme, "meeting": publication.meeting}
    with suppress(DoesNotFit):
        if _may_fit(programme):
            pages = max(1, len(programme.days))
            return render_pdf(
                TEMPLATE, context, language=language, most_pages=pages, densities=DENSITIES
            )
    return render_pdf(TEMPLATE, context, language=language)


def _may_fit(programme: Programme) -> bool:
    """Say whether each day has few enough lines for a page: a layout that is made in vain takes long."""
    return all(
        sum(_lines(block) for session in sessions for block in session.blocks) <= LINES_A_PAGE
        for sessions in programme.days.values()
    )


def _lines(block: Block) -> int:
    summary = str(block.item.summary) if block.item and not block.is_continued else ""
    seats = sum(len(one.panel.seats) for one in block.segments if one.panel)
    return 1 + len(summary) // LETTERS_A_LINE + len(block.segments) + seats


def words(publication: Publication, programme: Programme) -> dict[str, Any]:
    """Return what the template shows, in the active language; it asks for it."""
    meeting, url = publication.meeting, settings.BASE_URL + programme_path(publication.meeting)
    local = publication.published_at.astimezone(programme.zone)
    return {
        "convention": meeting.convention_name,
        "office": meeting.office_name,
        "title": Text(**programme.meeting["title"]),
        "place": [Text(**programme.meeting[name]) for name in ("venue", "city")],
        "dates": dates_text(meeting.begins_on, meeting.ends_on),
        "url": url,
        "address": without_scheme(url),
        "version": _("Version %(number)d of %(day)s")
        % {"number": programme.number, "day": date_format(local, "DATE_FORMAT")},
        "days": [
            Day(date_format(day, "FULL_DATE_FORMAT"), [_sitting(one) for one in sessions])
            for day, sessions in programme.days.items()
        ],
    }


def _sitting(session: Session) -> Sitting:
    return Sitting(
        session=session,
        hours=wording.hours(session.begins_at, session.ends_at),
        where=str(session.room.name) if session.room else "",
        lines=[_line(block) for block in session.blocks],
    )


def _line(block: Block) -> Line:
    return Line(
        block=block,
        hours=wording.hours(block.begins_at, block.ends_at),
        heading=wording.heading(block),
        parts=[
            (date_format(segment.begins_at, "TIME_FORMAT"), segment) for segment in block.segments
        ],
    )
