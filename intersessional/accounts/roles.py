"""Roles, kept as groups, and what each may do in the admin site.

Permissions do not exist yet while migrations run, so the groups receive theirs on `post_migrate`.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

ADMINISTRATOR = "administrator"
ISU_STAFF = "isu_staff"
PRESIDENT_OFFICE = "president_office"
COMMITTEE = "committee"
FOCAL_POINT = "focal_point"
DELEGATE = "delegate"
# A duty that some of the ISU's staff have besides: they see passports, and issue letters for a visa.
VISA_OFFICER = "visa_officer"
# A duty of whoever helps at the door during a meeting: the check-in, and nothing else.
CHECK_IN_DESK = "check_in_desk"
DUTIES = [VISA_OFFICER, CHECK_IN_DESK]
# Those that are also given by themselves; any other belongs to a role of the staff.
STANDS_ALONE = [CHECK_IN_DESK]
ROLES = [ADMINISTRATOR, ISU_STAFF, PRESIDENT_OFFICE, COMMITTEE, FOCAL_POINT, DELEGATE]

NAMES = {
    ADMINISTRATOR: _("Administrator"),
    ISU_STAFF: _("ISU staff"),
    PRESIDENT_OFFICE: _("President’s office"),
    COMMITTEE: _("Committee"),
    VISA_OFFICER: _("Visa officer"),
    CHECK_IN_DESK: _("Check-in desk"),
    FOCAL_POINT: _("Focal point"),
    DELEGATE: _("Delegate"),
}

# app label → actions; what is not named here stays closed.
_ISU_STAFF = {
    "meetings": ("view", "change"),
    "delegations": ("view", "add", "change"),
    "registrations": ("view", "change"),
    "letters": ("view",),
    "outbox": ("view", "change"),
    "audit": ("view",),
    "agenda": ("view",),
    # “run”: the floor itself.
    "interventions": ("view", "change", "run"),
    "bilaterals": ("view",),
}

# What none of the actions above opens, “change” no more than “view”: it has a group of its own.
_APART = Q(content_type__app_label="registrations", content_type__model="traveldocument")

# What Committees and the President’s office do on lists of speakers. Not “view”: in the admin site that
# would open the notes to the secretariat of all delegations.
_CHAIRS = ("run_floor",)

# Models that the staff also add and delete: what they set for a meeting.
_SETTINGS = {
    "registrations": ("confirmationrule", "quota", "categorydeadline", "extension"),
}

# The parts of the programme's draft; its versions and its journal nobody changes.
_DRAFT = ("item", "session", "segment", "panel", "room", "contributor")

# The frame of the bilaterals. Who is an officer, and so reads a host's confidential notes, is the
# administrators' matter, like all accounts; notes themselves know no permission.
_FRAME = ("host", "window", "break", "absence", "sharedroom")


def give_permissions(**kwargs: Any) -> None:
    """Create the groups and set their permissions; run after each migration, again and again."""
    groups = {role: Group.objects.get_or_create(name=role)[0] for role in (*ROLES, *DUTIES)}
    groups[ADMINISTRATOR].permissions.set(Permission.objects.all())
    wanted = Q(pk__in=[])
    for app_label, actions in _ISU_STAFF.items():
        for action in actions:
            wanted |= Q(content_type__app_label=app_label, codename__startswith=f"{action}_")
    for app_label, models in _SETTINGS.items():
        names = [f"{action}_{model}" for model in models for action in ("add", "delete")]
        wanted |= Q(content_type__app_label=app_label, codename__in=names)
    parts = [f"{act}_{part}" for part in _DRAFT for act in ("add", "change", "delete")]
    wanted |= Q(content_type__app_label="agenda", codename__in=parts)
    texts = ("add_invitationtemplate", "change_invitationtemplate")
    wanted |= Q(content_type__app_label="letters", codename__in=texts)
    requests = ("add_intervention", "change_intervention")
    wanted |= Q(content_type__app_label="interventions", codename__in=requests)
    frame = [f"{act}_{part}" for part in _FRAME for act in ("add", "change", "delete")]
    framing = Q(content_type__app_label="bilaterals", codename__in=frame)
    wanted |= framing
    groups[ISU_STAFF].permissions.set(Permission.objects.filter(wanted).exclude(_APART))
    view_passports = Permission.objects.filter(_APART, codename__startswith="view_")
    groups[VISA_OFFICER].permissions.set(view_passports)
    chairs = Q(content_type__app_label="interventions", codename__in=_CHAIRS)
    groups[COMMITTEE].permissions.set(Permission.objects.filter(chairs))
    seen = Q(content_type__app_label="bilaterals", codename__startswith="view_")
    groups[PRESIDENT_OFFICE].permissions.set(Permission.objects.filter(chairs | framing | seen))
