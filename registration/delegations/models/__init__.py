"""States, organisations, their delegations to a meeting, and who manages and announces those."""

from .dated import Dated, Period, holds_on
from .delegations import Delegation, DelegationQuerySet, FocalPoint
from .entities import (
    Category,
    CommitteeMembership,
    CommitteeRole,
    Entity,
    EntityKind,
    EntityName,
    EntityQuerySet,
    PartyStatus,
    Tag,
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
