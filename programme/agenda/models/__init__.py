"""What the programme consists of.

The tables of rooms, contributors, items, sessions, segments and panels are the *draft*, which staff
edit; what the public sees is the last `Publication`, which nobody can change. Documents belong to
neither: they are there at once.
"""

from .calendars import PersonalCalendar
from .documents import FOLDER, LINK_LENGTH, Document, DocumentFile
from .editions import Edition
from .edits import DraftEdit
from .items import Item
from .notices import Notice
from .panels import Panel, Panellist
from .people import Contributor
from .presences import Presence
from .publications import Publication
from .rooms import Room
from .sessions import Audience, OrderRule, Segment, Session
from .subscriptions import Subscription

__all__ = [
    "FOLDER",
    "LINK_LENGTH",
    "Audience",
    "Contributor",
    "Document",
    "DocumentFile",
    "DraftEdit",
    "Edition",
    "Item",
    "Notice",
    "OrderRule",
    "Panel",
    "Panellist",
    "PersonalCalendar",
    "Presence",
    "Publication",
    "Room",
    "Segment",
    "Session",
    "Subscription",
]
