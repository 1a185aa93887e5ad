"""Taking in what other mail servers report: the message is marked, whatever kind it is of."""

import logging
from collections import Counter
from datetime import datetime
from enum import Enum

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.utils import timezone

from intersessional.audit.operations import record

from .mailboxes import letters
from .models import Bounce, Fate, Message, State
from .reports import Report, read_report

log = logging.getLogger(__name__)

# So many in one go: a task has its time.
MOST_AT_ONCE = 200


class Taken(Enum):
    """What became of a mail in the mailbox of reports."""

    MARKED = "marked"
    KNOWN = "known"
    IGNORED = "ignored"


def read_bounces(url: str, *, at: datetime, limit: int = MOST_AT_ONCE) -> Counter[Taken]:
    """Read the mailbox of reports and mark what came back; return how many were taken how.

    What is no report about a message of ours is ignored and counted, whatever is wrong with it.

    :raises mailboxes.NoMailbox: it cannot be opened
    """
    return Counter(take_in(raw, at=at) for raw in letters(url, limit=limit))


def take_in(raw: bytes, *, at: datetime) -> Taken:
    """Mark the message of which a mail reports that it has come back, or is held up."""
    try:
        report = read_report(raw)
    except SoftTimeLimitExceeded:
        # Its time is over, not the mail at fault: it stays unread, and comes again.
        raise
    except Exception as error:
        # Whatever somebody sends to the address: the next one must be read.
        log.warning("a report could not be read: %s", type(error).__name__)
        report = None
    return _mark(report, at=at) if report else Taken.IGNORED


def _mark(report: Report, *, at: datetime) -> Taken:
    with transaction.atomic():
        # What has not left cannot come back, whatever somebody writes.
        left = Message.objects.filter(state=State.SENT, is_inside=False)
        message = left.select_for_update().only("pk").filter(uuid=report.uuid).first()
        if message is None:
            return Taken.IGNORED
        before = Bounce.objects.filter(message=message).first()
        if before and (before.fate == Fate.FAILED or report.fate == Fate.DELAYED):
            return Taken.KNOWN
        _write(message, report)
        after = {"fate": report.fate.value, "code": report.status_code}
        record("bounce", message, by=None, at=at, after=after)
    log.info("message %s: %s", report.uuid, report.fate.value)
    return Taken.MARKED


def _write(message: Message, report: Report) -> None:
    Bounce.objects.update_or_create(
        message=message,
        defaults={
            "fate": report.fate,
            "is_permanent": report.is_permanent,
            "status_code": report.status_code,
            "diagnostic": report.diagnostic,
            "reported_at": timezone.now(),
        },
    )
