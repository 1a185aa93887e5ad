"""Opening delegations, and who manages them."""

from .focal_points import (
    AlreadyFocalPoint,
    LastFocalPoint,
    add_focal_point,
    invite_contact,
    remove_focal_point,
)
from .opening import add_provisional_entity, open_delegation

__all__ = [
    "AlreadyFocalPoint",
    "LastFocalPoint",
    "add_focal_point",
    "add_provisional_entity",
    "invite_contact",
    "open_delegation",
    "remove_focal_point",
]
