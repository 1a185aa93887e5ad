"""Words of a brief that stand nowhere else."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _


def tag_words(slug: str) -> str:
    """Return a tag as a reader says it; one that only the staff know, without its hyphens."""
    known = {
        "article-5": _("Article 5 obligations (clearance)"),
        "article-5-extension-request": _("request for an extension under Article 5"),
        "sponsored": _("sponsored delegation"),
    }
    return known.get(slug) or str(capfirst(slug.replace("-", " ")))


def hours(begins_at: datetime, ends_at: datetime) -> str:
    """Return the time of a bilateral, in the zone of the page."""
    return f"{date_format(begins_at, 'TIME_FORMAT')}–{date_format(ends_at, 'TIME_FORMAT')}"
