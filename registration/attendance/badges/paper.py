"""Badges to PDF: laid out some at a time, joined at the end."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from registration.letters.rendering import render_pdf
from registration.meetings.models import Meeting

from ..models import Badge, BadgePrint, Layout
from .facts import words_of
from .fitting import CARD, LABEL, sizes_for

TEMPLATE = "badges/print.html"
PER_PAGE = {Layout.A6: 1, Layout.A4: 4, Layout.LABELS: 8}
# So many in one go: whole pages in each layout, and in time on a machine that is very busy.
PER_SHEET = 8
_A6 = (105 / 25.4 * 72, 148 / 25.4 * 72)
# Rows and columns of labels, from the edge of the paper: 90 × 60 mm, nothing between them.
_LABEL_COLUMNS, _LABELS_BEGIN = 2, (15, 28.5)


def render_sheet(badges: Sequence[Badge], meeting: Meeting, layout: str, language: str) -> bytes:
    """Return the PDF of some badges, in the order given; a badge takes some 40 ms. For the worker."""
    shown = [_shown(badge, layout, language) for badge in badges]
    per_page = PER_PAGE[Layout(layout)]
    pages = [shown[n : n + per_page] for n in range(0, len(shown), per_page)]
    for page in pages:
        for place, badge in enumerate(page):
            badge["place"] = _place(place, layout)
    context = {
        "meeting": meeting,
        "layout": layout,
        "pages": pages,
        "title": title_of(meeting, language),
    }
    return render_pdf(TEMPLATE, context, language=language, densities=("",))


def title_of(meeting: Meeting, language: str) -> str:
    """Return what a file of badges is called."""
    with override(language):
        return _("Badges: %(meeting)s") % {"meeting": meeting.short_title}


def joined(order: BadgePrint, sheets: Iterable[bytes]) -> bytes:
    """Return one PDF of the printed sheets, in their order; one empty page where there are none."""
    import pikepdf  # with lxml, only where badges are joined

    whole = pikepdf.new()
    for sheet in sheets:
        with pikepdf.open(BytesIO(sheet)) as part:
            whole.pages.extend(part.pages)
    if not whole.pages:
        whole.add_blank_page(page_size=_A6)
    whole.docinfo["/Title"] = title_of(order.meeting, order.language)
    whole.Root.Lang = pikepdf.String(order.language)
    written = BytesIO()
    whole.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def _shown(badge: Badge, layout: str, language: str) -> dict[str, Any]:
    sizes, entity = sizes_for(badge.facts, LABEL if layout == Layout.LABELS else CARD)
    return {
        **badge.facts,
        **words_of(badge.facts["kind"], language),
        "code": badge.code,
        "sizes": sizes,
        "entity_size": entity,
    }


def _place(number: int, layout: str) -> tuple[float, float]:
    """Return how far from left and top a badge stands on its page, in millimetres."""
    if layout == Layout.A4:
        return (number % 2 * 105, number // 2 * 148.5)
    if layout == Layout.LABELS:
        left, top = _LABELS_BEGIN
        return (left + number % _LABEL_COLUMNS * 90, top + number // _LABEL_COLUMNS * 60)
    return (0, 0)
