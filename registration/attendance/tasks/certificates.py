"""Certificates of attendance that were ordered."""

from celery import shared_task

from intersessional import clock
from intersessional.printing import TASK_LIMITS

from ..certificates import operations


@shared_task(name="attendance.print_certificates", **TASK_LIMITS)
def print_certificates() -> None:
    """Make the certificates that somebody asked for, some at a time."""
    operations.print_due(at=clock.now())
