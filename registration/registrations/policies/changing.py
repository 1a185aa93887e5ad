"""Who may see, amend, replace or withdraw a registration, and until when."""

from datetime import datetime

from django.utils.translation import gettext as _

from intersessional.accounts.addresses import spellings
from intersessional.accounts.models import User

from .. import transitions
from ..details import NEEDS, OWN_ANSWERS
from ..models import Registration
from .closing import closes_at


class ChangesClosed(Exception):
    """Registration has closed, and what is registered is changed by the staff; text to be shown."""


def sees_needs(registration: Registration, user: User) -> bool:
    """Say whether somebody may read the needs: the person, and staff with that permission."""
    if user.is_staff:
        return user.has_perm("registrations.view_needs")
    return is_own(registration, user)


def hidden_from(registration: Registration, user: User) -> frozenset[str]:
    """Return the particulars that somebody who may change a registration neither reads nor changes.

    From a focal point the needs and the gender; from staff without the permission the needs.
    """
    if user.is_staff or is_own(registration, user):
        return frozenset() if sees_needs(registration, user) else NEEDS
    return OWN_ANSWERS


def is_own(registration: Registration, user: User) -> bool:
    """Say whether a registration is of the very person who proved its address."""
    return user.email.lower() in spellings(registration.email)


def check_can_amend(registration: Registration, *, by: User | None = None, at: datetime) -> None:
    """Refuse to amend from the closing on, but for the staff, and what has ended.

    :raises ChangesClosed, transitions.TransitionRefused:
    """
    if registration.state in transitions.ENDED:
        raise transitions.refusal(registration.state)
    _check_open(registration, by=by, at=at)


def check_can_withdraw(registration: Registration, *, by: User | None = None, at: datetime) -> None:
    """Refuse to withdraw from the closing on, but for the staff, and what has ended.

    :raises ChangesClosed, transitions.TransitionRefused:
    """
    transitions.target("withdraw", registration.state)
    _check_open(registration, by=by, at=at)


def check_can_replace(registration: Registration, *, by: User | None = None, at: datetime) -> None:
    """Refuse to replace the person from the closing on, but for the staff, and what has ended.

    :raises ChangesClosed, transitions.TransitionRefused:
    """
    transitions.target("replace", registration.state)
    _check_open(registration, by=by, at=at)


def can_amend(registration: Registration, *, by: User | None = None, at: datetime) -> bool:
    """Say whether the person, or who is given, may still correct the registration."""
    return registration.state in transitions.ACTIVE and _is_open(registration, by=by, at=at)


def can_replace(registration: Registration, *, by: User | None = None, at: datetime) -> bool:
    """Say whether somebody else may still take the person's place."""
    sources, _state = transitions.TRANSITIONS["replace"]
    return registration.state in sources and _is_open(registration, by=by, at=at)


def can_withdraw(registration: Registration, *, at: datetime) -> bool:
    """Say whether the person may still withdraw the registration."""
    sources, _state = transitions.TRANSITIONS["withdraw"]
    return registration.state in sources and at < closes_at(registration)


def _check_open(registration: Registration, *, by: User | None, at: datetime) -> None:
    if not _is_open(registration, by=by, at=at):
        raise ChangesClosed(
            _("Registration has closed, and a registration can no longer be changed on this page.")
        )


def _is_open(registration: Registration, *, by: User | None, at: datetime) -> bool:
    return (by is not None and by.is_staff) or at < closes_at(registration)
