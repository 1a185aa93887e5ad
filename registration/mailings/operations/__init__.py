"""What the staff do with messages; each runs in one transaction, leaves an audit entry, and is final."""

from .drafts import ChangedMeanwhile, begin, change, choose, copy, remove, take_out
from .sending import (
    RecipientsChanged,
    ValuesMissing,
    again,
    send,
    stop,
    to_corrected,
    try_out,
)

__all__ = [
    "ChangedMeanwhile",
    "RecipientsChanged",
    "ValuesMissing",
    "again",
    "begin",
    "change",
    "choose",
    "copy",
    "remove",
    "send",
    "stop",
    "take_out",
    "to_corrected",
    "try_out",
]
