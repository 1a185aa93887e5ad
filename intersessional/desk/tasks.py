"""What Celery beat asks for: large exports, published figures on paper, and what is to go."""

from celery import shared_task

from intersessional.printing import TASK_LIMITS

from .exports import operations as exports
from .statistics import operations as statistics


@shared_task(name="desk.print_due", **TASK_LIMITS)
def print_due() -> None:
    """Print the figures that were published; three files take some seconds."""
    statistics.print_due()


@shared_task(name="desk.make_exports", **TASK_LIMITS)
def make_exports() -> None:
    """Make the large exports that somebody asked for."""
    exports.make_due()


@shared_task(name="desk.erase_exports")
def erase_exports() -> None:
    """Delete large exports a day after they were asked for, in real time."""
    exports.erase_old()
