"""The groups of entities of which the staff ask who is missing, each with one address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from registration.delegations.models import Entity, EntityKind, EntityQuerySet, Tag


@dataclass(frozen=True)
class Group:
    """Some of the entities; `query` stands in its address after the question mark."""

    label: str
    query: str
    entities: EntityQuerySet


def groups(day: date) -> list[Group]:
    """Return the groups in the order of the page, as of a day; one query, for the tags."""
    return [
        *(Group(label(), query, entities(day)) for query, label, entities in _FIXED),
        *(tagged(slug) for slug in Tag.objects.values_list("slug", flat=True)),
    ]


def chosen(found: list[Group], asked: QueryDict) -> Group | None:
    """Return the group that an address asks for, the States Parties where it names none, or None."""
    for name in ("tag", "group"):
        if name in asked:
            query = f"{name}={asked[name]}"
            return next((group for group in found if group.query == query), None)
    return found[0]


def tagged(slug: str) -> Group:
    """Return the group of those with a tag."""
    label = _("Tagged “%(tag)s”") % {"tag": slug}
    return Group(label, f"tag={slug}", listed().filter(tags__slug=slug))


def listed() -> EntityQuerySet:
    """Return all that anybody may choose."""
    found: EntityQuerySet = Entity.objects.listed()
    return found


def _organisations(day: date) -> EntityQuerySet:
    return listed().exclude(kind=EntityKind.STATE).filter(is_usually_invited=True)


_FIXED: list[tuple[str, Callable[[], str], Callable[[date], EntityQuerySet]]] = [
    ("group=parties", lambda: _("States Parties"), lambda day: listed().parties_on(day)),
    ("group=not-parties", lambda: _("States not party"), lambda day: listed().not_parties_on(day)),
    ("group=organisations", lambda: _("Organisations usually invited"), _organisations),
]
