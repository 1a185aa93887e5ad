"""What time does to codes, limits and sessions."""

from celery import shared_task

from . import limits, operations
from .sessions import SessionStore


@shared_task(name="accounts.forget")
def forget() -> None:
    """Delete what has ended."""
    operations.forget_old_codes()
    limits.forget()
    SessionStore.clear_expired()
