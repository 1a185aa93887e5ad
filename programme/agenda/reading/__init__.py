"""A programme to be read: a publication's content, or the draft's, as values in their order.

Pages, calendar, PDF, JSON and the comparison of two versions all read it through this module, so none
of them asks a table. What is not for the public (`pk`) does not come through.
"""

from .reader import published, read
from .values import (
    NOTHING,
    Block,
    Item,
    Named,
    Panel,
    Person,
    Programme,
    Room,
    Seat,
    Segment,
    Session,
    Text,
)

__all__ = [
    "NOTHING",
    "Block",
    "Item",
    "Named",
    "Panel",
    "Person",
    "Programme",
    "Room",
    "Seat",
    "Segment",
    "Session",
    "Text",
    "published",
    "read",
]
