"""What Celery beat asks for: lots of closed lists, lists on paper, what is left of failed uploads."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from intersessional import clock
from intersessional.printing import TASK_LIMITS

from . import operations, queries

KEPT_HOURS = 24


@shared_task(name="interventions.draw_due")
def draw_due() -> None:
    """Draw lots for each list that has closed since the last time; a list once."""
    at = clock.now()
    for meeting in queries.meetings_with_lists(at=at):
        for segment in queries.draws_due(meeting, at=at):
            operations.draw_lots(segment, by=None, at=at)


@shared_task(name="interventions.print_due", **TASK_LIMITS)
def print_due() -> None:
    """Print the lists of speakers that somebody asked for; one takes about a second."""
    operations.print_due()


@shared_task(name="interventions.erase_printouts")
def erase_printouts() -> None:
    """Delete printed lists a day after they were asked for, in real time."""
    operations.erase_printouts()


@shared_task(name="interventions.tidy")
def tidy() -> None:
    """Delete files of statements of which no row came to be within a day, in real time."""
    operations.remove_orphans(before=timezone.now() - timedelta(hours=KEPT_HOURS))
