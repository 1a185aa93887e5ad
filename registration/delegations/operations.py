"""Opening delegations and adding entities; composed by the operations above, in their transaction."""

import secrets

from registration.meetings.models import Meeting

from .models import Delegation, Entity, EntityKind, EntityName
from .queries import category_on


def open_delegation(meeting: Meeting, entity: Entity) -> Delegation:
    """Return the entity's delegation to a meeting, opened at the first need; safe when many ask."""
    delegation, _new = Delegation.objects.get_or_create(
        meeting=meeting,
        entity=entity,
        defaults={"category": category_on(entity, meeting.begins_on)},
    )
    return delegation


def add_provisional_entity(name: str) -> Entity:
    """Add an organisation that is on nobody's list, as somebody asking to attend has named it.

    The same name, in whatever case, is the same entity: a team of four makes one, not four.
    """
    known = EntityName.objects.filter(entity__is_provisional=True, name__iexact=name).first()
    if known:
        return known.entity
    entity = Entity.objects.create(
        code=f"asked-{secrets.token_hex(8)}", kind=EntityKind.OTHER, is_provisional=True
    )
    EntityName.objects.create(entity=entity, language="en", name=name)
    return entity
