"""What acts on accounts have in common."""

from collections.abc import Iterable

from django.contrib.auth.models import Group

from .. import policies, roles
from ..models import User

# Whoever gives or takes the administrators' role holds it, so that two cannot take the last two.
ADMINISTRATORS = "accounts/administrators"


def address_lock(email: str) -> str:
    """Return the lock of whoever invites an address, or answers the invitation."""
    return f"accounts/address/{email}"


def held_roles(user: User) -> set[str]:
    """Return which roles of staff somebody has."""
    held = set(user.groups.filter(name__in=policies.STAFF_ROLES).values_list("name", flat=True))
    return held | ({roles.ADMINISTRATOR} if user.is_superuser else set())


def give_roles(user: User, wanted: Iterable[str]) -> None:
    """Make these the roles of staff that somebody has; what they are as a delegate stays.

    Sessions that an e-mailed code has opened end by themselves (`sessions.end_after_change`).
    """
    wanted = set(wanted)
    groups = Group.objects.filter(name__in=policies.STAFF_ROLES)
    user.is_superuser = roles.ADMINISTRATOR in wanted
    user.is_staff = bool(wanted & set(policies.SITE_ROLES))
    user.save(update_fields=["is_superuser", "is_staff"])
    user.groups.remove(*[group for group in groups if group.name not in wanted])
    user.groups.add(*[group for group in groups if group.name in wanted])
