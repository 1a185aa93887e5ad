"""The only trigger of the outbox: a sweep that Celery beat asks for every two seconds."""

from celery import shared_task

from . import operations


@shared_task(name="outbox.sweep")
def sweep(lane: str) -> None:
    """Send what is due in a lane."""
    operations.sweep(lane)
