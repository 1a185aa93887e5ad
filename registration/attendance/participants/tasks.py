"""What Celery beat asks for: lists of participants that were made, and are not printed yet."""

from celery import shared_task

from intersessional.printing import TASK_LIMITS

from . import operations


@shared_task(name="attendance.print_lists_due", **TASK_LIMITS)
def print_lists_due() -> None:
    """Print versions of the list of participants; a file takes some seconds."""
    operations.print_due()
