"""What time does to sheets that nobody has written."""

from celery import shared_task

from . import operations


@shared_task(name="registrations.erase_sheets")
def erase_sheets() -> None:
    """Delete the sheets whose day has passed."""
    operations.erase_old_sheets()
