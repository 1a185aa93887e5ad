"""What is tidied up after failed uploads."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from . import operations

KEPT_HOURS = 24


@shared_task(name="delegations.tidy")
def tidy() -> None:
    """Delete files of which no row came to be within a day, in real time."""
    operations.remove_orphans(before=timezone.now() - timedelta(hours=KEPT_HOURS))
