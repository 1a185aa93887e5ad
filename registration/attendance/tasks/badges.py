"""Badges that were ordered on paper."""

from celery import shared_task

from intersessional import clock
from intersessional.printing import TASK_LIMITS

from ..badges import operations


@shared_task(name="attendance.print_badges", **TASK_LIMITS)
def print_badges() -> None:
    """Print the badges that somebody asked for, some at a time."""
    operations.print_due(at=clock.now())


@shared_task(name="attendance.erase_badge_prints")
def erase_badge_prints() -> None:
    """Delete files of badges a day after they were asked for, in real time."""
    operations.erase_prints()
