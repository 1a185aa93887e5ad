"""Opening delegations, and who manages them."""

from .asking import approve_focal_point, ask_to_be_focal_point, refuse_focal_point
from .focal_points import (
    AlreadyFocalPoint,
    LastFocalPoint,
    add_focal_point,
    invite_contact,
    remove_focal_point,
)
from .inviting import invite_contacts
from .opening import add_provisional_entity, open_delegation

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
    "refuse_focal_point",
    "remove_focal_point",
]
