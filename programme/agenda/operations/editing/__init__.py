"""Editing the draft: every act is conditional on the version that was seen, and can be undone."""

from .moving import (
    move_segment,
    move_session,
    stretch_segment,
    stretch_session,
    swap_sessions,
)
from .parts import add, change, remove
from .undoing import undo_last

__all__ = [
    "add",
    "change",
    "move_segment",
    "move_session",
    "remove",
    "stretch_segment",
    "stretch_session",
    "swap_sessions",
    "undo_last",
]
