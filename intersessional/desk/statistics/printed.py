"""Published figures on paper: a tagged PDF in one language."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from registration.letters.rendering import render_pdf

from ..models import StatisticsPublication
from . import public

TEMPLATE = "desk/statistics/printed.html"


def render(publication: StatisticsPublication, language: str) -> bytes:
    """Return the PDF; it takes about a second, and belongs into the worker.

    :raises rendering.PrintingUnavailable, rendering.ContentRefused: see there
    """
    meeting = publication.meeting
    local = timezone.localtime(publication.published_at, meeting.zone)
    with override(language):
        context = {
            "office": meeting.office_name,
            "convention": meeting.convention_name,
            "contact": meeting.contact_email,
            "meeting": meeting.short_title,
            "published": date_format(local, "DATE_FORMAT"),
            "tables": public.tables_of(publication.figures),
        }
    return render_pdf(TEMPLATE, context, language=language)
