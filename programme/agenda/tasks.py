"""What Celery beat asks for: the programme on paper, and what is left of failed uploads."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from intersessional import clock
from intersessional.printing import TASK_LIMITS

from . import operations

KEPT_HOURS = 24


@shared_task(name="agenda.print_due", **TASK_LIMITS)
def print_due() -> None:
    """Print what was published and is not printed yet; two hundred items take some ten seconds."""
    operations.print_due()


@shared_task(name="agenda.tidy")
def tidy() -> None:
    """Delete files of documents of which no row came to be within a day, in real time."""
    operations.remove_orphans(before=timezone.now() - timedelta(hours=KEPT_HOURS))


@shared_task(name="agenda.erase_due")
def erase_due() -> None:
    """Erase addresses of the programme of meetings that are over."""
    operations.erase_due(at=clock.now())
