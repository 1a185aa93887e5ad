"""What Celery beat asks for: reminders of invitations, and the end of those nobody answered."""

from celery import shared_task

from intersessional import clock

from .operations import expiring


@shared_task(name="bilaterals.remind_due")
def remind_due() -> None:
    """Remind each delegation whose time to answer is ending; once."""
    expiring.remind_due(at=clock.now())


@shared_task(name="bilaterals.expire_due")
def expire_due() -> None:
    """End each invitation that nobody answered in time, and free its place."""
    expiring.expire_due(at=clock.now())
