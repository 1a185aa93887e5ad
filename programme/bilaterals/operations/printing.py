"""Printing papers of bilaterals: ordered by whoever asks, made by a worker, kept for a day.

As with lists of speakers (`programme.interventions.operations.printing`): a row is claimed for one try
under a lease, and the try is counted before it is made.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from programme.agenda.operations.printing import LEASE, ROUND_SECONDS, wait

from ..briefs import paper
from ..briefs.facts import Facts
from ..models import Bilateral, Paper, Printout

log = logging.getLogger(__name__)

KEPT = timedelta(days=1)
_RENDER: dict[str, Callable[[Facts, str], bytes]] = {Paper.BRIEF: paper.render}


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
    tried = 0
    ends_at = time.monotonic() + ROUND_SECONDS
    while time.monotonic() < ends_at and (printout := _claim()):
        tried += 1
        _try(printout)
    return tried


def erase_printouts() -> int:
    """Delete what was ordered more than a day ago; return how many."""
    old = Printout.objects.filter(asked_at__lt=timezone.now() - KEPT)
    count: int = old.delete()[0]
    return count


def _claim() -> Printout | None:
    """Take the oldest order for one try, counted before it is made; None when nothing is due."""
    with transaction.atomic():
        due = Printout.objects.filter(printed_at__isnull=True, next_try_at__lte=timezone.now())
        waiting = due.order_by("attempts", "pk").select_for_update(skip_locked=True)
        printout: Printout | None = waiting.first()
        if printout is None:
            return None
        printout.attempts += 1
        printout.next_try_at = timezone.now() + max(LEASE, wait(printout.attempts))
        printout.save(update_fields=["attempts", "next_try_at"])
        return printout


def _try(printout: Printout) -> None:
    # Unless this try was overtaken.
    mine = Printout.objects.filter(
        pk=printout.pk, attempts=printout.attempts, printed_at__isnull=True
    )
    try:
        pdf = _RENDER[printout.paper](printout.facts, printout.language)
    except Exception as error:
        # The class says enough; the text may hold a name.
        log.error("paper %s try %s: %s", printout.pk, printout.attempts, type(error).__name__)
        mine.update(next_try_at=timezone.now() + wait(printout.attempts))
        return
    mine.update(pdf=pdf, printed_at=timezone.now())
