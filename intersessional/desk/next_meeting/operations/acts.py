"""What the operations have in common."""

from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from intersessional.locks import lock
from registration.meetings.models import Meeting, Preparation


class DoesNotFit(Exception):
    """The columns of a meeting contradict each other; its text says which do."""


def refused(error: IntegrityError) -> DoesNotFit | None:
    """Return why the database refused a meeting; None where it is not one of its own rules."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    for constraint in Meeting._meta.constraints:
        if constraint.name == name:
            return DoesNotFit(constraint.get_violation_error_message())
    if name and name.startswith("meetings_meeting_") and ("slug" in name or "code" in name):
        return None
    return DoesNotFit(_("Days and deadlines do not fit together. Please look at them again."))


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
