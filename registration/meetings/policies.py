"""Where a meeting stands on its way."""

from datetime import date, datetime, timedelta

from .models import Meeting


def registration_state(meeting: Meeting, *, at: datetime) -> str:
    """Return `not_yet`, `open` or `closed`; half-open, so the closing time itself is closed."""
    if at < meeting.registration_opens_at:
        return "not_yet"
    return "open" if at < meeting.registration_closes_at else "closed"


def visa_letter_late_since(meeting: Meeting, *, at: datetime) -> date | None:
    """Return the day after the last one advised for asking for a visa letter, once it has come."""
    if meeting.visa_advised_on is None:
        return None
    since = meeting.visa_advised_on + timedelta(days=1)
    return since if at.astimezone(meeting.zone).date() >= since else None
