"""Which meeting an address speaks of."""

from datetime import datetime

from .models import Meeting


def find_meeting(slug: str | None, *, at: datetime) -> Meeting | None:
    """Return the meeting with this slug, or the current one for None; None where there is none.

    It knows whether it `is_current`, so that links keep to it.
    """
    current = Meeting.objects.current(at)
    meeting = current
    if slug and (current is None or current.slug != slug):
        meeting = Meeting.objects.filter(slug=slug).first()
    if meeting:
        meeting.is_current = current is not None and meeting.pk == current.pk
    return meeting
