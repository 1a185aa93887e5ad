"""States, organisations, their delegations to a meeting, and who manages and announces those."""

from .delegations import Delegation, DelegationQuerySet, FocalPoint
from .entities import (
    Category,
    CommitteeMembership,
    CommitteeRole,
    Dated,
    Entity,
    EntityKind,
    EntityName,
    EntityQuerySet,
    PartyStatus,
    Period,
    Tag,
    holds_on,
)
from .notes import FOLDER, LONGEST_NAME, REFERENCE_LENGTH, Note

__all__ = [
    "FOLDER",
    "LONGEST_NAME",
    "REFERENCE_LENGTH",
    "Category",
    "CommitteeMembership",
    "CommitteeRole",
    "Dated",
    "Delegation",
    "DelegationQuerySet",
    "Entity",
    "EntityKind",
    "EntityName",
    "EntityQuerySet",
    "FocalPoint",
    "Note",
    "PartyStatus",
    "Period",
    "Tag",
    "holds_on",
]
