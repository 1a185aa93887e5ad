"""Printing what was published: each version in each language, once, by a worker.

Publishing orders nothing: what is missing is derived from the publications, so that nothing is
forgotten and a restored backup prints itself. A row is claimed for one try under a lease, and the try
is counted before it is made: a worker that is killed loses nothing. What fails is tried again in some
seconds, and then ever more rarely, as is a version that kills workers, while the others are printed.
"""

import logging
import time
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from intersessional.localised import LANGUAGES

from .. import paper
from ..models import Edition, Publication

log = logging.getLogger(__name__)

# How long the task may last, and what is just longer, so that nobody else tries meanwhile.
TIME_LIMIT_SECONDS = 60
LEASE = timedelta(seconds=TIME_LIMIT_SECONDS + 5)
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)
ROUND_SECONDS = 10


def print_due() -> int:
    """Print what is due, for some seconds at most; return how many were tried. Safe among workers."""
    order_missing()
    tried = 0
    ends_at = time.monotonic() + ROUND_SECONDS
    while time.monotonic() < ends_at and (edition := _claim()):
        tried += 1
        _try(edition)
    return tried


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


def _claim() -> Edition | None:
    """Take the next edition for one try, counted before it is made; None when nothing is due.

    The newest version first: that is what somebody waits for.
    """
    with transaction.atomic():
        due = Edition.objects.filter(printed_at__isnull=True, next_try_at__lte=timezone.now())
        waiting = due.order_by("-publication_id", "language")
        edition: Edition | None = waiting.select_for_update(skip_locked=True).first()
        if edition is None:
            return None
        edition.attempts += 1
        edition.next_try_at = timezone.now() + max(LEASE, wait(edition.attempts))
        edition.save(update_fields=["attempts", "next_try_at"])
        return edition


def wait(attempts: int) -> timedelta:
    """Return how long after so many tries the next one comes: ever longer."""
    return min(FIRST_WAIT * 6 ** min(attempts - 1, 10), LONGEST_WAIT)


def _try(edition: Edition) -> None:
    publication = Publication.objects.select_related("meeting").get(pk=edition.publication_id)
    # Unless this try was overtaken.
    mine = Edition.objects.filter(pk=edition.pk, attempts=edition.attempts, printed_at__isnull=True)
    try:
        pdf = paper.render(publication, edition.language)
    except Exception as error:
        # The class says enough; the text may hold a name.
        log.error("edition %s attempt %s: %s", edition.pk, edition.attempts, type(error).__name__)
        mine.update(next_try_at=timezone.now() + wait(edition.attempts))
        return
    mine.update(pdf=pdf, sha256=sha256(pdf).hexdigest(), printed_at=timezone.now())
