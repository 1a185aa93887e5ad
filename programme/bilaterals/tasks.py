"""What Celery beat asks for: day sheets on paper."""

from typing import Any

from celery import shared_task

from programme.agenda.operations import printing

from .operations import papers

_PRINTING: dict[str, Any] = {
    "soft_time_limit": printing.TIME_LIMIT_SECONDS - 10,
    "time_limit": printing.TIME_LIMIT_SECONDS,
}


@shared_task(name="bilaterals.print_due", **_PRINTING)
def print_due() -> None:
    """Print the day sheets that somebody asked for; one takes about a second."""
    papers.print_due()


@shared_task(name="bilaterals.erase_papers")
def erase_papers() -> None:
    """Delete printed day sheets a day after they were asked for, in real time."""
    papers.erase_papers()
