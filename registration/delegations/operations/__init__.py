"""Opening delegations, who manages them, and the notes that name their members."""

from .asking import approve_focal_point, ask_to_be_focal_point, refuse_focal_point
from .focal_points import (
    AlreadyFocalPoint,
    LastFocalPoint,
    add_focal_point,
    invite_contact,
    remove_focal_point,
)
from .inviting import invite_contacts
from .notes import receive_note, remove_note, remove_orphans
from .opening import add_provisional_entity, open_delegation, open_delegations

__all__ = [
    "AlreadyFocalPoint",
    "LastFocalPoint",
    "add_focal_point",
    "add_provisional_entity",
    "approve_focal_point",
    "ask_to_be_focal_point",
    "invite_contact",
    "invite_contacts",
    "open_delegation",
    "open_delegations",
    "receive_note",
    "refuse_focal_point",
    "remove_focal_point",
    "remove_note",
    "remove_orphans",
]
