"""Printing papers of bilaterals: ordered by whoever asks, made by a worker, kept for a day."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from intersessional import printing
from intersessional.accounts.models import User
from intersessional.audit.operations import record

from ..briefs import paper
from ..briefs.facts import Facts
from ..models import Bilateral, Paper, Printout
from ..papers import printed

_RENDER: dict[str, Callable[[Facts, str], bytes]] = {
    Paper.BRIEF: paper.render,
    Paper.DAY_SHEET: lambda facts, language: printed.render(facts, language),
}


def order_brief(
    bilateral: Bilateral, facts: Facts, *, language: str, by: User, at: datetime
) -> Printout:
    """Order a brief as it stands, unless it was printed or ordered so already; note who took it."""
    with transaction.atomic(durable=True):
        printout, _is_new = Printout.objects.get_or_create(
            meeting=bilateral.meeting,
            paper=Paper.BRIEF,
            key=bilateral.code,
            language=language,
            digest=paper.digest_of(facts),
            defaults={"facts": facts},
        )
        after = {"format": "pdf", "language": language}
        record("export_brief", bilateral, by=by, at=at, after=after)
        return printout


def ordered_brief(bilateral: Bilateral, facts: Facts, *, language: str) -> Printout | None:
    """Return the order of a brief as it stands; None where nobody has ordered it."""
    return Printout.objects.filter(
        meeting=bilateral.meeting,
        paper=Paper.BRIEF,
        key=bilateral.code,
        language=language,
        digest=paper.digest_of(facts),
    ).first()


def print_due() -> int:
    """Print what is due, for some seconds at most; return how many were tried. Safe among workers."""
    return printing.print_due(Printout.objects.order_by("attempts", "pk"), _render)


def erase_printouts() -> int:
    """Delete what was ordered more than a day ago; return how many."""
    return printing.erase_old(Printout.objects.all())


def _render(printout: Printout) -> dict[str, Any]:
    return {"pdf": _RENDER[printout.paper](printout.facts, printout.language)}
