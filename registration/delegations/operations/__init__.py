"""Opening delegations, who manages them, and the notes that name their members."""

from .focal_points import (
    AlreadyFocalPoint,
    LastFocalPoint,
    add_focal_point,
    invite_contact,
    remove_focal_point,
)
from .notes import receive_note, remove_note
from .opening import add_provisional_entity, open_delegation

__all__ = [
    "AlreadyFocalPoint",
    "LastFocalPoint",
    "add_focal_point",
    "add_provisional_entity",
    "invite_contact",
    "open_delegation",
    "receive_note",
    "remove_focal_point",
    "remove_note",
]
