"""What Celery beat asks for: a sweep every two seconds, and what other servers report."""

import logging

from celery import shared_task
from django.conf import settings

from intersessional import clock

from . import bouncing, operations
from .mailboxes import NoMailbox

log = logging.getLogger(__name__)


@shared_task(name="outbox.sweep")
def sweep(lane: str) -> None:
    """Send what is due in a lane."""
    operations.sweep(lane)


# Two hundred mails, each fetched from another machine; over before the next round.
@shared_task(name="outbox.read_bounces", soft_time_limit=100, time_limit=110)
def read_bounces() -> None:
    """Mark what came back, where there is a mailbox; one that is away is asked again the next time."""
    if not settings.BOUNCES_URL:
        return
    try:
        bouncing.read_bounces(settings.BOUNCES_URL, at=clock.now())
    except NoMailbox as error:
        log.warning("the mailbox of reports cannot be read: %s", error)
