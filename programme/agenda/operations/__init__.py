"""What can be done with the programme."""

from .calendars import keep_calendar, remove_calendar, renew_calendar
from .documents import (
    DocumentChanged,
    add_document,
    change_document,
    put_file,
    remove_document,
    remove_file,
    remove_orphans,
)
from .erasing import erase_due
from .printing import print_due
from .publishing import (
    CannotBePublished,
    NothingToPublish,
    ProposalChanged,
    publish_programme,
)
from .rolling_back import CannotGoBack, DraftChanged, roll_back
from .subscribing import subscribe, unsubscribe

__all__ = [
    "CannotBePublished",
    "CannotGoBack",
    "DocumentChanged",
    "DraftChanged",
    "NothingToPublish",
    "ProposalChanged",
    "add_document",
    "change_document",
    "erase_due",
    "keep_calendar",
    "print_due",
    "publish_programme",
    "put_file",
    "remove_calendar",
    "remove_document",
    "remove_file",
    "remove_orphans",
    "renew_calendar",
    "roll_back",
    "subscribe",
    "unsubscribe",
]
