"""Where a meeting stands on its way."""

from datetime import date, datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from .models import Meeting


def registration_state(meeting: Meeting, *, at: datetime) -> str:
    """Return `not_yet`, `open` or `closed`; half-open, so the closing time itself is closed."""
    if not has_opened(meeting, at=at):
        return "not_yet"
    return "open" if at < meeting.registration_closes_at else "closed"


def has_opened(meeting: Meeting, *, at: datetime) -> bool:
    """Say whether registration has opened; in a rehearsal it has, whatever the day."""
    if meeting.is_open:
        return at >= meeting.registration_opens_at
    return meeting.is_rehearsing


def may_see(meeting: Meeting, user: AbstractBaseUser | AnonymousUser) -> bool:
    """Say whether somebody may know of a meeting: all of one that is open.

    Of one that is being prepared, the staff; of one in rehearsal, whoever has signed in.
    """
    if meeting.is_open:
        return True
    if not user.is_authenticated or not user.is_active:
        return False
    return meeting.is_rehearsing or bool(getattr(user, "is_staff", False))


def visa_letter_late_since(meeting: Meeting, *, at: datetime) -> date | None:
    """Return the day after the last one advised for asking for a visa letter, once it has come."""
    if meeting.visa_advised_on is None:
        return None
    since = meeting.visa_advised_on + timedelta(days=1)
    return since if at.astimezone(meeting.zone).date() >= since else None
