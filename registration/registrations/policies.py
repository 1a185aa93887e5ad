"""When a registration may be received, confirmed, declined, amended or withdrawn."""

from datetime import datetime

from django.utils.translation import gettext as _

from registration.meetings.models import Meeting

from . import transitions
from .models import Registration


class NotOpenYet(Exception):
    """Registration has not opened; the text can be shown."""


class ReasonNeeded(Exception):
    """Registration has closed, and a late request needs its reason; the text can be shown."""


class ChangesClosed(Exception):
    """Registration has closed, and what is registered is changed by the staff; text to be shown."""


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


def check_can_amend(registration: Registration, *, at: datetime) -> None:
    """Refuse to amend from the closing on, and what has ended.

    :raises ChangesClosed, transitions.TransitionRefused:
    """
    if registration.state in transitions.ENDED:
        raise transitions.refusal(registration.state)
    _check_open(registration, at=at)


def check_can_withdraw(registration: Registration, *, at: datetime) -> None:
    """Refuse to withdraw from the closing on, and what has ended.

    :raises ChangesClosed, transitions.TransitionRefused:
    """
    transitions.target("withdraw", registration.state)
    _check_open(registration, at=at)


def can_amend(registration: Registration, *, at: datetime) -> bool:
    """Say whether the person may still correct the registration."""
    return registration.state in transitions.ACTIVE and not is_late(registration.meeting, at=at)


def can_withdraw(registration: Registration, *, at: datetime) -> bool:
    """Say whether the person may still withdraw the registration."""
    sources, _state = transitions.TRANSITIONS["withdraw"]
    return registration.state in sources and not is_late(registration.meeting, at=at)


def is_to_be_confirmed_again(registration: Registration) -> bool:
    """Say whether the registration was confirmed, and then something changed that was printed."""
    return registration.state == transitions.State.RECEIVED and bool(registration.confirmed_at)


def _check_open(registration: Registration, *, at: datetime) -> None:
    if is_late(registration.meeting, at=at):
        raise ChangesClosed(
            _("Registration has closed, and a registration can no longer be changed on this page.")
        )
