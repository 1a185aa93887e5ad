"""What time does to codes, invitations, limits, sessions and the sign-in log."""

from celery import shared_task

from . import limits, operations, sign_ins
from .sessions import SessionStore


@shared_task(name="accounts.forget")
def forget() -> None:
    """Delete what has ended."""
    operations.forget_old_codes()
    operations.forget_invitations()
    sign_ins.forget()
    limits.forget()
    SessionStore.clear_expired()
