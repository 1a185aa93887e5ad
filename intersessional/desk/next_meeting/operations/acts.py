"""What the operations have in common."""

from typing import Any

from intersessional.locks import lock
from registration.meetings.models import Meeting, Preparation


def hold(meeting: Meeting) -> Meeting:
    """Put whoever sets up a meeting in line, and return it as it stands."""
    lock(f"meeting {meeting.pk}")
    found: Meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    return found


def mark(meeting: Meeting, step: str) -> None:
    """Keep that a step was settled, where the meeting was begun by the guided pages."""
    preparation = Preparation.objects.filter(meeting=meeting).first()
    if preparation and step not in preparation.settled:
        preparation.settled.append(step)
        preparation.save(update_fields=["settled"])


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as JSON can carry them."""
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
    }
