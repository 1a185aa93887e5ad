"""The figures of statements that everybody sees: as they were published, and no others.

Live numbers beside those of a publication would tell, by the difference, of whoever spoke in between.
"""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from registration.meetings.models import Meeting

from .public_figures import PublicRow, PublicStatistics, PublicTable, Shares


def published(meeting: Meeting) -> PublicStatistics | None:
    """Return what was published of a meeting, in the reader's language; None where nothing was."""
    told = import_string(settings.PUBLISHED_SPEAKING)(meeting)
    if not told:
        return None
    found = told.get((get_language() or "en")[:2]) or told["en"]
    *tables, genders = [_table(one) for one in found["tables"]]
    shares = Shares(**found["shares"]) if found["shares"] else None
    return PublicStatistics(tables, genders, genders.total, shares)


def _table(told: dict[str, Any]) -> PublicTable:
    rows = [PublicRow(**row) for row in told["rows"]]
    names = {name: told[name] for name in ("key", "title", "heading")}
    return PublicTable(**names, rows=rows, total=PublicRow(**told["total"]))
