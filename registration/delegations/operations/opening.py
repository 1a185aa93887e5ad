"""Opening delegations and adding entities; composed by the operations above, in their transaction."""

import secrets
from collections.abc import Sequence

from registration.meetings.models import Meeting

from ..models import Category, Delegation, Entity, EntityKind


def open_delegation(meeting: Meeting, entity: Entity, category: Category) -> Delegation:
    """Return the entity's delegation to a meeting, opened at the first need; safe when many ask.

    `category` is the entity's on the meeting's first day (`queries.listed_entity`).
    """
    return open_delegations(meeting, [(entity, category)])[0]


def open_delegations(
    meeting: Meeting, entities: Sequence[tuple[Entity, Category]]
) -> list[Delegation]:
    """Return the delegations of several entities, each with its category, as above."""
    # One statement for “insert, or take the one that is there”: nobody waits, nobody fails. In one
    # order, so that two who open the same ones do not deadlock.
    return Delegation.objects.bulk_create(
        [
            Delegation(meeting=meeting, entity=entity, category=category)
            for entity, category in sorted(entities, key=lambda pair: pair[0].pk)
        ],
        update_conflicts=True,
        unique_fields=["meeting", "entity"],
        update_fields=["entity"],
    )


def add_provisional_entity(name: str) -> Entity:
    """Add an organisation that is on nobody's list, as somebody asking to attend has named it.

    Look with `queries.entity_named` first: a team of four makes one entity, not four.
    """
    return Entity.objects.create(
        code=f"asked-{secrets.token_hex(8)}",
        kind=EntityKind.OTHER,
        is_provisional=True,
        asked_name=name,
    )
