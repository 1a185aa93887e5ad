"""What each role may do, read from where it is decided: the permissions of its group, and the views."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.models import Permission
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from intersessional.checks import addresses

from .. import policies, roles

_ACTIONS = {
    "view": _("see"),
    "add": _("add"),
    "change": _("change"),
    "delete": _("remove"),
}


@dataclass(frozen=True)
class Area:
    """A part of the portal, and what a role may do there: (“see, change”, “registrations, people”)."""

    name: str
    rights: list[tuple[str, str]]


@dataclass(frozen=True)
class RoleShown:
    """What one role opens."""

    key: str
    name: str
    may_all: bool
    enters_site: bool
    stands_alone: bool
    areas: list[Area]
    pages: list[str]


def matrix() -> list[RoleShown]:
    """Return the roles of staff with all they open, in three queries at most."""
    held = _permissions()
    pages = _pages()
    return [
        RoleShown(
            role,
            str(roles.NAMES.get(role, role)),
            role == roles.ADMINISTRATOR,
            role in policies.SITE_ROLES,
            role in roles.STANDS_ALONE,
            _areas(held[role]),
            sorted(pages[role]),
        )
        for role in policies.STAFF_ROLES
    ]


def _permissions() -> dict[str, list[Permission]]:
    names = [role for role in policies.STAFF_ROLES if role != roles.ADMINISTRATOR]
    found = Permission.objects.filter(group__name__in=names).select_related("content_type")
    held: dict[str, list[Permission]] = defaultdict(list)
    for permission in found.prefetch_related("group_set").distinct().order_by("pk"):
        for group in permission.group_set.all():
            held[group.name].append(permission)
    return held


def _areas(permissions: list[Permission]) -> list[Area]:
    """Group permissions: by app, then models with the same actions together."""
    actions: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in permissions:
        kind = one.content_type
        actions[kind.app_label, kind.model].append(_action(one))
    by_app: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (app, model), acts in actions.items():
        by_app[app][", ".join(dict.fromkeys(acts))].append(_plural(app, model))
    return [
        Area(_app(app), [(acts, ", ".join(sorted(models))) for acts, models in found.items()])
        for app, found in sorted(by_app.items())
    ]


def _action(permission: Permission) -> str:
    verb = permission.codename.partition("_")[0]
    return str(_ACTIONS.get(verb) or permission.name)


def _plural(app: str, model: str) -> str:
    try:
        return str(apps.get_model(app, model)._meta.verbose_name_plural)
    except LookupError:
        return model


def _app(label: str) -> str:
    try:
        return capfirst(str(apps.get_app_config(label).verbose_name))
    except LookupError:
        return label


def _pages() -> dict[str, set[str]]:
    """Return, for each role, the addresses whose views name it; those of other meetings left out."""
    found: dict[str, set[str]] = defaultdict(set)
    with override("en"):
        for address in addresses():
            policy = address.policy
            if policy and policy.name == "role" and not address.route.startswith("m/"):
                for role in policy.roles:
                    found[role].add("/" + re.sub(r"<(?:\w+:)?(\w+)>", r"…", address.route))
    return found
