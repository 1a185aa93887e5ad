"""The groups from which the staff choose whom to invite, each with one address."""

from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from registration.delegations.models import EntityKind, EntityQuerySet, Tag

from ..missing.groups import Group, chosen, listed, tagged


def groups(day: date) -> list[Group]:
    """Return the groups in the order of the page, as of a day; one query, for the tags."""
    return [
        Group(_("All usually invited"), "group=all", listed().filter(is_usually_invited=True)),
        Group(_("All States and organisations"), "group=everybody", listed()),
        Group(_("States Parties"), "group=parties", listed().parties_on(day)),
        Group(_("States not party"), "group=not-parties", listed().not_parties_on(day)),
        Group(_("United Nations"), "group=un", _of_kind(EntityKind.UN)),
        Group(
            _("International and regional organisations"),
            "group=international",
            _of_kind(EntityKind.INTERNATIONAL),
        ),
        Group(_("Red Cross and Red Crescent"), "group=red-cross", _of_kind(EntityKind.RED_CROSS)),
        Group(_("Non-governmental organisations"), "group=ngo", _of_kind(EntityKind.NGO)),
        *(tagged(slug) for slug in Tag.objects.values_list("slug", flat=True)),
    ]


def chosen_or_one(found: list[Group], asked: QueryDict) -> Group | None:
    """Return the group that an address asks for, or the group of one entity (`entity=ec`), or None."""
    if "entity" not in asked:
        return chosen(found, asked)
    code = asked.get("entity", "")
    one = listed().filter(code=code)
    return Group(one_entity(code), f"entity={code}", one) if one.exists() else None


def label(found: list[Group], choice: str) -> str:
    """Return the name of the group by which a batch was chosen, also when there is none any more."""
    name, _sign, value = choice.partition("=")
    if name == "entity":
        return one_entity(value)
    return next((group.label for group in found if group.query == choice), value)


def one_entity(code: str) -> str:
    """Name the group of one entity."""
    return _("One entity (%(code)s)") % {"code": code}


def _of_kind(kind: EntityKind) -> EntityQuerySet:
    return listed().filter(kind=kind)
