"""Printing lists of speakers: ordered by whoever asks, made by a worker, kept for a day."""

from datetime import datetime
from typing import Any

from django.db import transaction

from intersessional import printing
from intersessional.accounts.models import User
from intersessional.audit.operations import record
from programme.agenda.models import Segment

from ..afterwards import printed
from ..models import Printout
from ..queries import ListedSegment


def order_list(
    segment: ListedSegment, facts: dict[str, Any], *, language: str, by: User, at: datetime
) -> Printout:
    """Order a list as it stands, unless it was printed or ordered so already; note who took it."""
    digest = printed.digest_of(facts)
    with transaction.atomic(durable=True):
        printout, _is_new = Printout.objects.get_or_create(
            segment_id=segment.pk,
            language=language,
            digest=digest,
            defaults={"facts": facts},
        )
        after = {"format": "pdf", "language": language}
        record("export_speakers", Segment(pk=segment.pk), by=by, at=at, after=after)
        return printout


def print_due() -> int:
    """Print what is due, for some seconds at most; return how many were tried. Safe among workers."""
    return printing.print_due(Printout.objects.order_by("attempts", "pk"), _render)


def erase_printouts() -> int:
    """Delete what was ordered more than a day ago; return how many."""
    return printing.erase_old(Printout.objects.all())


def _render(printout: Printout) -> dict[str, Any]:
    return {"pdf": printed.render(printout.facts, printout.language)}
