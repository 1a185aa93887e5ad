"""What Celery beat asks for: what is due of invitations, plans, papers and notes."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from intersessional import clock
from intersessional.printing import TASK_LIMITS

from .operations import brief_papers, expiring, notes, planning, printing

KEPT_HOURS = 24


@shared_task(name="bilaterals.remind_due")
def remind_due() -> None:
    """Remind each delegation whose time to answer is ending; once."""
    expiring.remind_due(at=clock.now())


@shared_task(name="bilaterals.expire_due")
def expire_due() -> None:
    """End each invitation that nobody answered in time, and free its place."""
    expiring.expire_due(at=clock.now())


@shared_task(name="bilaterals.print_due", **TASK_LIMITS)
def print_due() -> None:
    """Print the papers that somebody asked for; one takes about a second."""
    printing.print_due()


@shared_task(name="bilaterals.erase_printouts")
def erase_printouts() -> None:
    """Delete printed papers a day after they were asked for, in real time."""
    printing.erase_printouts()


@shared_task(name="bilaterals.erase_notes")
def erase_notes() -> None:
    """Erase the confidential notes of meetings that ended thirty days ago."""
    notes.erase_due_notes(at=clock.now())


@shared_task(name="bilaterals.erase_papers")
def erase_papers() -> None:
    """Erase the papers of briefs of meetings that ended thirty days ago."""
    brief_papers.erase_due_papers(at=clock.now())


@shared_task(name="bilaterals.tidy")
def tidy() -> None:
    """Delete files of papers of which no row came to be within a day, in real time."""
    brief_papers.remove_orphans(before=timezone.now() - timedelta(hours=KEPT_HOURS))


# Longer than the planner may look (`planning.SECONDS`), shorter than the lease of a plan.
@shared_task(name="bilaterals.make_plan", soft_time_limit=110, time_limit=120)
def make_plan() -> None:
    """Make the plan that has waited longest; the day of 2018 takes some seconds."""
    planning.make_next_plan(at=clock.now())
