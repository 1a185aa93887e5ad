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
    "registrations": ("view", "change"),
    "letters": ("view",),
    "outbox": ("view", "change"),
    "audit": ("view",),
}

# Models that the staff also add and delete: what they set for a meeting.
_SETTINGS = {
    "registrations": ("confirmationrule", "quota", "categorydeadline", "extension"),
}


def give_permissions(**_: Any) -> None:
    """Create the groups and set their permissions; run after each migration, again and again."""
    groups = {role: Group.objects.get_or_create(name=role)[0] for role in ROLES}
    groups[ADMINISTRATOR].permissions.set(Permission.objects.all())
    wanted = Q(pk__in=[])
    for app_label, actions in _ISU_STAFF.items():
        for action in actions:
            wanted |= Q(content_type__app_label=app_label, codename__startswith=f"{action}_")
    for app_label, models in _SETTINGS.items():
        names = [f"{action}_{model}" for model in models for action in ("add", "delete")]
        wanted |= Q(content_type__app_label=app_label, codename__in=names)
    groups[ISU_STAFF].permissions.set(Permission.objects.filter(wanted))
