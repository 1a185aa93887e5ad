"""Who may come in, and by which door."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from . import roles
from .models import User

STAFF_ROLES = [
    roles.ADMINISTRATOR,
    roles.ISU_STAFF,
    roles.PRESIDENT_OFFICE,
    roles.COMMITTEE,
    *roles.DUTIES,
]

# Whoever has one of these enters the admin site; a duty alone does not open it.
SITE_ROLES = [role for role in STAFF_ROLES if role not in roles.DUTIES]


def are_enough(chosen: Iterable[str]) -> bool:
    """Say whether somebody can have these roles of staff and no others: not a visa officer’s alone."""
    return bool(set(chosen) & {*SITE_ROLES, *roles.STANDS_ALONE})


def helps_at_the_door_only(user: User | AnonymousUser) -> bool:
    """Say whether the check-in is all that somebody has among the pages of staff."""
    if not user.is_authenticated or user.is_staff or user.is_superuser:
        return False
    return user.groups.filter(name=roles.CHECK_IN_DESK).exists()


def staff() -> QuerySet[User]:
    """Return those who may sign in as staff, also while their account is closed."""
    in_role = User.objects.filter(groups__name__in=STAFF_ROLES)
    return User.objects.filter(
        Q(is_staff=True) | Q(is_superuser=True) | Q(pk__in=in_role.values("pk"))
    )


def administrators() -> QuerySet[User]:
    """Return the administrators whose account is open: there is always one."""
    return User.objects.filter(is_superuser=True, is_active=True)


def is_privileged(user: User) -> bool:
    """Say whether a user needs a second factor: whoever sees more than their own delegation."""
    if user.is_staff or user.is_superuser:
        return True
    return user.groups.filter(name__in=STAFF_ROLES).exists()


def is_of_the_isu(user: User | AnonymousUser) -> bool:
    """Say whether somebody is of the secretariat, and has the pages of its desk."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or user.groups.filter(name=roles.ISU_STAFF).exists()


def may_use_code(email: str) -> bool:
    """Say whether an e-mailed code opens an account for an address (lower case).

    Never for staff, also when a member of staff has registered with the same address; never for
    somebody who was deactivated.
    """
    user = User.objects.filter(email=email).first()
    if user is not None:
        return user.is_active and not is_privileged(user)
    return is_known_address(email)


def is_known_address(email: str) -> bool:
    """Say whether any part of the portal knows somebody by an address."""
    return any(import_string(path)(email) for path in settings.SIGN_IN_SOURCES)
