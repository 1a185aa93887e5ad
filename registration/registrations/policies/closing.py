"""Until when a registration may be received: the meeting's closing, a category's, an extension."""

from datetime import datetime

from django.utils.translation import gettext as _

from registration.delegations.models import Delegation
from registration.meetings.models import Meeting
from registration.meetings.policies import has_opened

from ..models import CategoryDeadline, Extension, Registration


class NotOpenYet(Exception):
    """Registration has not opened; the text can be shown."""


class ReasonNeeded(Exception):
    """Registration has closed, and a late request needs its reason; the text can be shown.

    `closed_at` is the closing that was meant.
    """

    def __init__(self, text: str, closed_at: datetime) -> None:
        super().__init__(text)
        self.closed_at = closed_at


def check_can_receive(
    meeting: Meeting, *, closes_at: datetime | None = None, late_reason: str, at: datetime
) -> None:
    """Refuse a submission before the opening, or after the closing without a reason.

    `closes_at` is the closing for this delegation and address, where it is not the meeting's.

    :raises NotOpenYet, ReasonNeeded:
    """
    if not has_opened(meeting, at=at):
        raise NotOpenYet(_("Registration has not opened yet."))
    if is_late(meeting, closes_at=closes_at, at=at) and not late_reason:
        raise ReasonNeeded(
            _(
                "Registration has closed. Tell us why you are late, and we will consider your request."
            ),
            closes_at or meeting.registration_closes_at,
        )


def is_late(meeting: Meeting, *, closes_at: datetime | None = None, at: datetime) -> bool:
    """Say whether an instant is past the closing: half-open, so the closing time itself is late."""
    return at >= (closes_at or meeting.registration_closes_at)


def closes_at(registration: Registration) -> datetime:
    """Return when this registration closes to changes: its category's time, or an extension's.

    `RegistrationQuerySet.with_deadline` brings it along; else it is asked for.
    """
    if not hasattr(registration, "closes_at"):
        found = Registration.objects.with_deadline().get(pk=registration.pk)
        registration.closes_at = found.closes_at  # type: ignore[attr-defined]
    instant: datetime = registration.closes_at  # type: ignore[attr-defined]
    return instant


def closes_at_for(delegation: Delegation) -> datetime:
    """Return when registration closes for a delegation; two queries."""
    meeting = delegation.meeting
    deadlines = CategoryDeadline.objects.filter(meeting=meeting, category=delegation.category)
    ordinary = deadlines.values_list("closes_at", flat=True).first()
    extensions = Extension.objects.filter(delegation=delegation).order_by("-closes_at")
    extended = extensions.values_list("closes_at", flat=True).first()
    return max([ordinary or meeting.registration_closes_at, *([extended] if extended else [])])


def is_late_for(delegation: Delegation, *, at: datetime) -> bool:
    """Say whether registration has closed for a delegation; two queries."""
    return is_late(delegation.meeting, closes_at=closes_at_for(delegation), at=at)
