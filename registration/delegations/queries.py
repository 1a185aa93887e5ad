"""Reading entities for pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from intersessional.localised import sort_key
from intersessional.plain_rows import columns_of, read
from registration.meetings.models import Meeting

from .models import (
    Category,
    Delegation,
    Entity,
    EntityKind,
    EntityQuerySet,
    FocalPoint,
    PartyStatus,
    holds_on,
)


@dataclass(frozen=True)
class Choice:
    """One line of the list from which a delegate chooses a delegation."""

    code: str
    name: str
    category: Category
    search: str


def choices_for(meeting: Meeting) -> list[Choice]:
    """Return every listed entity with its name and category as of the meeting's first day.

    Sorted by name in the reader's language. Three queries, however many entities there are.
    """
    day = meeting.begins_on
    parties = set(PartyStatus.objects.filter(holds_on(day)).values_list("entity_id", flat=True))
    entities = Entity.objects.listed().named_on(day)
    choices = [_choice(entity, entity.pk in parties) for entity in entities]
    return sorted(choices, key=lambda choice: sort_key(choice.name))


_MARK = """
    WITH rows AS (
        SELECT ctid, xmin FROM delegations_entity
        UNION ALL SELECT ctid, xmin FROM delegations_entityname
        UNION ALL SELECT ctid, xmin FROM delegations_partystatus
    )
    SELECT count(*) || ' ' || coalesce(sum(hashtextextended(ctid || ' ' || xmin, 0)), 0) FROM rows
"""


def list_mark() -> str:
    """Return a mark of what `choices_for` reads, another one after each change; one query.

    Where a row lies and who wrote it (`ctid`, `xmin`) changes with every update, also by a statement
    that goes past the models.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MARK)
        return str(cursor.fetchone()[0])


def listed_entity(code: str, day: date) -> tuple[Entity, Category] | None:
    """Return the listed entity with this code and its category on a day, or None; one query."""
    return _first(Entity.objects.listed().filter(code=code), day)


def correspondence_language(code: str) -> str:
    """Return in which language we write to an entity; empty where there is none with this code."""
    found = Entity.objects.filter(code=code).values_list("correspondence_language", flat=True)
    return found.first() or ""


def entity_named(name: str, day: date) -> tuple[Entity, Category] | None:
    """Return the entity that somebody calls by this name, listed or asked for before; one query."""
    called = Q(asked_name__iexact=name) | Q(names__name__iexact=name)
    return _first(Entity.objects.filter(called).order_by("is_provisional", "pk"), day)


def _first(entities: EntityQuerySet, day: date) -> tuple[Entity, Category] | None:
    status = PartyStatus.objects.filter(holds_on(day), entity=OuterRef("pk"))
    entity = entities.annotate(is_party=Exists(status)).first()
    return (entity, category_of(entity, entity.is_party)) if entity else None


# In so many words, since each registration asks this: to have Django put it together took a quarter of
# the time of receiving one (docs/measurements.md).
_DELEGATION_OF = f"""
    SELECT {columns_of(Entity, "entity")}, opened.id, opened.category, EXISTS (
        SELECT FROM delegations_partystatus AS status
        WHERE status.entity_id = entity.id
            AND (status.valid_from IS NULL OR status.valid_from <= %(day)s)
            AND (status.valid_until IS NULL OR status.valid_until > %(day)s)
    )
    FROM delegations_entity AS entity
    LEFT JOIN delegations_delegation AS opened
        ON opened.entity_id = entity.id AND opened.meeting_id = %(meeting)s
    WHERE entity.code = %(code)s AND NOT entity.is_provisional
"""  # noqa: S608 - our own columns


def _what(code: str, meeting: Meeting) -> dict[str, Any]:
    return {"code": code, "meeting": meeting.pk, "day": meeting.begins_on}


def delegation_of(code: str, meeting: Meeting) -> Delegation | None:
    """Return the delegation of the listed entity with this code, or None; one query.

    It is not saved (it has no `pk`) where nobody has opened it yet (`operations.open_delegation`).
    """
    for entity, (opened, opened_as, is_party) in read(Entity, _DELEGATION_OF, _what(code, meeting)):
        category = opened_as or category_of(entity, is_party)
        return Delegation(pk=opened, meeting=meeting, entity=entity, category=category)
    return None


def with_categories(entities: EntityQuerySet, day: date) -> list[tuple[Entity, Category]]:
    """Return entities with the category of each on a day; one query."""
    status = PartyStatus.objects.filter(holds_on(day), entity=OuterRef("pk"))
    return [
        (entity, category_of(entity, entity.is_party))
        for entity in entities.annotate(is_party=Exists(status))
    ]


def _choice(entity: Entity, is_party: bool) -> Choice:
    others = entity.names_in_all_languages - {entity.name}
    search = " ".join([entity.acronym or entity.code, *sorted(others)])
    return Choice(entity.code, entity.name, category_of(entity, is_party), search)


def category_of(entity: Entity, is_party: bool) -> Category:
    """Return an entity's category, once it is known whether it is a State Party."""
    if entity.kind == EntityKind.STATE:
        return Category.STATE_PARTY if is_party else Category.STATE_NOT_PARTY
    return Category(entity.kind)


def is_focal_point(email: str) -> bool:
    """Say whether somebody with this address manages a delegation, whatever the case.

    Sign-in asks (settings.SIGN_IN_SOURCES), since it knows no delegations itself.
    """
    return FocalPoint.objects.acting().at_address(email).exists()
