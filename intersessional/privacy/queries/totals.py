"""What is still counted of people who were erased."""

from collections.abc import Sequence

from registration.meetings.models import Meeting
from registration.registrations.transitions import State

from ..models import Total


def confirmed_totals(meeting: Meeting) -> Sequence[Total]:
    """Return what those had answered who were confirmed, in one query; `role` "" is that of anybody."""
    return list(Total.objects.filter(meeting=meeting, state=State.CONFIRMED).order_by("pk"))
