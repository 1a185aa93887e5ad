"""Opening delegations and adding entities; composed by the operations above, in their transaction."""

import secrets

from registration.meetings.models import Meeting

from ..models import Category, Delegation, Entity, EntityKind


def open_delegation(meeting: Meeting, entity: Entity, category: Category) -> Delegation:
    """Return the entity's delegation to a meeting, opened at the first need; safe when many ask.

    `category` is the entity's on the meeting's first day (`queries.listed_entity`).
    """
    delegation = Delegation(meeting=meeting, entity=entity, category=category)
    # One statement for “insert, or take the one that is there”: nobody waits, nobody fails.
    [delegation] = Delegation.objects.bulk_create(
        [delegation],
        update_conflicts=True,
        unique_fields=["meeting", "entity"],
        update_fields=["entity"],
    )
    return delegation


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
