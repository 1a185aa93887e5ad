"""Printing day sheets: ordered by whoever asks, made by a worker, kept for a day; and who took a file.

As with lists of speakers (`programme.interventions.operations.printing`): a row is claimed for one try
under a lease, and the try is counted before it is made, so that a worker that is killed loses nothing,
and a sheet that kills workers is tried ever more rarely.
"""

import logging
import time
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from programme.agenda.operations.printing import LEASE, ROUND_SECONDS, wait
from registration.meetings.models import Meeting

from ..models import Host, Paper
from ..papers import printed

log = logging.getLogger(__name__)

KEPT = timedelta(days=1)
VERB = "export_bilaterals"


def order_paper(
    meeting: Meeting,
    host: Host | None,
    facts: dict[str, Any],
    *,
    language: str,
    by: User,
    at: datetime,
) -> Paper:
    """Order a day sheet as it stands, unless it was ordered so already; note who took it.

    Without a host it is that of all hosts.
    """
    digest = printed.digest_of(facts)
    with transaction.atomic(durable=True):
        paper: Paper = Paper.objects.get_or_create(
            meeting=meeting, host=host, language=language, digest=digest, defaults={"facts": facts}
        )[0]
        after = {"format": "pdf", "language": language}
        record(VERB, host or meeting, by=by, at=at, after=after)
        return paper


def note_export(meeting: Meeting, *, file: str, language: str, by: User, at: datetime) -> None:
    """Write down that `by` took the day of the hosts for which they plan as a file."""
    with transaction.atomic(durable=True):
        record(VERB, meeting, by=by, at=at, after={"format": file, "language": language})


def print_due() -> int:
    """Print what is due, for some seconds at most; return how many were tried. Safe among workers."""
    tried = 0
    ends_at = time.monotonic() + ROUND_SECONDS
    while time.monotonic() < ends_at and (paper := _claim()):
        tried += 1
        _try(paper)
    return tried


def erase_papers() -> int:
    """Delete what was ordered more than a day ago; return how many."""
    old = Paper.objects.filter(asked_at__lt=timezone.now() - KEPT)
    count: int = old.delete()[0]
    return count


def _claim() -> Paper | None:
    """Take the oldest order for one try, counted before it is made; None when nothing is due."""
    with transaction.atomic():
        due = Paper.objects.filter(printed_at__isnull=True, next_try_at__lte=timezone.now())
        waiting = due.order_by("attempts", "pk").select_for_update(skip_locked=True)
        paper: Paper | None = waiting.first()
        if paper is None:
            return None
        paper.attempts += 1
        paper.next_try_at = timezone.now() + max(LEASE, wait(paper.attempts))
        paper.save(update_fields=["attempts", "next_try_at"])
        return paper


def _try(paper: Paper) -> None:
    # Unless this try was overtaken.
    mine = Paper.objects.filter(pk=paper.pk, attempts=paper.attempts, printed_at__isnull=True)
    try:
        pdf = printed.render(paper.facts, paper.language)
    except Exception as error:
        # The class says enough; the text may hold a name.
        log.error("paper %s try %s: %s", paper.pk, paper.attempts, type(error).__name__)
        mine.update(next_try_at=timezone.now() + wait(paper.attempts))
        return
    mine.update(pdf=pdf, printed_at=timezone.now())
