"""The staff's editor of the draft: the grid, the moves on it, and a page for each part."""

from .grid import news, show, undo
from .moves import check, move_segment, move_session
from .parts import add, edit, panel, remove, remove_panel

__all__ = [
    "add",
    "check",
    "edit",
    "move_segment",
    "move_session",
    "news",
    "panel",
    "remove",
    "remove_panel",
    "show",
    "undo",
]
