"""Where a meeting stands on its way."""

from datetime import datetime

from .models import Meeting


def registration_state(meeting: Meeting, *, at: datetime) -> str:
    """Return `not_yet`, `open` or `closed`; half-open, so the closing time itself is closed."""
    if at < meeting.registration_opens_at:
        return "not_yet"
    return "open" if at < meeting.registration_closes_at else "closed"


def is_visa_letter_late(meeting: Meeting, *, at: datetime) -> bool:
    """Say whether the advised day for asking for a visa letter has passed."""
    advised_on = meeting.visa_advised_on
    return advised_on is not None and at.astimezone(meeting.zone).date() > advised_on
