"""Roles, kept as groups, and what each may do in the admin site.

Permissions do not exist yet while migrations run, so the groups receive theirs on `post_migrate`.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

ADMINISTRATOR = "administrator"
ISU_STAFF = "isu_staff"
PRESIDENT_OFFICE = "president_office"
COMMITTEE = "committee"
FOCAL_POINT = "focal_point"
DELEGATE = "delegate"
ROLES = [ADMINISTRATOR, ISU_STAFF, PRESIDENT_OFFICE, COMMITTEE, FOCAL_POINT, DELEGATE]

# app label → actions; what is not named here stays closed.
_ISU_STAFF = {
    "meetings": ("view", "change"),
    "delegations": ("view", "add", "change"),
    # Registrations themselves are added and deleted by nobody (registrations/admin).
    "registrations": ("view", "add", "change", "delete"),
    "letters": ("view",),
    "outbox": ("view", "change"),
    "audit": ("view",),
}


def give_permissions(**_: Any) -> None:
    """Create the groups and set their permissions; run after each migration, again and again."""
    groups = {role: Group.objects.get_or_create(name=role)[0] for role in ROLES}
    groups[ADMINISTRATOR].permissions.set(Permission.objects.all())
    wanted = Q(pk__in=[])
    for app_label, actions in _ISU_STAFF.items():
        for action in actions:
            wanted |= Q(content_type__app_label=app_label, codename__startswith=f"{action}_")
    groups[ISU_STAFF].permissions.set(Permission.objects.filter(wanted))
