"""Printing what was published: each version in each language, once, by a worker.

Publishing orders nothing: what is missing is derived from the publications, so that nothing is
forgotten and a restored backup prints itself.
"""

from hashlib import sha256
from typing import Any

from django.db.models import Count

from intersessional import printing
from intersessional.localised import LANGUAGES

from .. import paper
from ..models import Edition, Publication


def print_due() -> int:
    """Print what is due, for some seconds at most; return how many were tried. Safe among workers.

    The newest version first: that is what somebody waits for.
    """
    order_missing()
    return printing.print_due(Edition.objects.order_by("-publication_id", "language"), _render)


def order_missing() -> None:
    """Write down which languages of the valid versions have not been ordered. One query if none."""
    valid = (
        Publication.objects.order_by("meeting_id", "-number").distinct("meeting_id").values("pk")
    )
    short = Publication.objects.filter(pk__in=valid).annotate(ordered=Count("editions"))
    missing = [
        Edition(publication_id=pk, language=language)
        for pk in short.filter(ordered__lt=len(LANGUAGES)).values_list("pk", flat=True)
        for language in LANGUAGES
    ]
    if missing:
        # Another worker may have done the same.
        Edition.objects.bulk_create(missing, ignore_conflicts=True)


def _render(edition: Edition) -> dict[str, Any]:
    publication = Publication.objects.select_related("meeting").get(pk=edition.publication_id)
    pdf = paper.render(publication, edition.language)
    return {"pdf": pdf, "sha256": sha256(pdf).hexdigest()}
