"""What Celery beat asks for: what has reached its end, the log of it, and answers to people."""

from celery import shared_task

from intersessional import clock
from intersessional.printing import TASK_LIMITS

from . import operations


@shared_task(name="privacy.erase_due", soft_time_limit=1700, time_limit=1750)
def erase_due() -> None:
    """Erase what has reached its end."""
    operations.erase_due(at=clock.now())
    operations.write_log()


@shared_task(name="privacy.write_log")
def write_log() -> None:
    """Write the erasures of the web into the file beside the database."""
    operations.write_log()


@shared_task(name="privacy.make_exports", **TASK_LIMITS)
def make_exports() -> None:
    """Make the answers that were asked for."""
    operations.make_due()


@shared_task(name="privacy.erase_exports")
def erase_exports() -> None:
    """Delete answers a day after they were asked for, in real time."""
    operations.erase_exports()
