"""When a registration may be received, confirmed or declined."""

from datetime import datetime

from django.utils.translation import gettext as _

from registration.meetings.models import Meeting

from . import transitions
from .models import Registration


class NotOpenYet(Exception):
    """Registration has not opened; the text can be shown."""


class ReasonNeeded(Exception):
    """Registration has closed, and a late request needs its reason; the text can be shown."""


def check_can_receive(meeting: Meeting, *, late_reason: str, at: datetime) -> None:
    """Refuse a submission before the opening, or after the closing without a reason.

    :raises NotOpenYet, ReasonNeeded:
    """
    if at < meeting.registration_opens_at:
        raise NotOpenYet(_("Registration has not opened yet."))
    if is_late(meeting, at=at) and not late_reason:
        raise ReasonNeeded(
            _(
                "Registration has closed. Tell us why you are late, and we will consider your request."
            )
        )


def is_late(meeting: Meeting, *, at: datetime) -> bool:
    """Say whether an instant is past the closing: half-open, so the closing time itself is late."""
    return at >= meeting.registration_closes_at


def can_confirm(registration: Registration) -> bool:
    """Say whether the registration stands where it can be confirmed."""
    return registration.state in transitions.TRANSITIONS["confirm"][0]


def can_decline(registration: Registration) -> bool:
    """Say whether the registration stands where it can be declined."""
    return registration.state in transitions.TRANSITIONS["decline"][0]
