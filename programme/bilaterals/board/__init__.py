"""The board as planners see it: hosts by times, what conflicts, who is left out, and why."""

from .grid import Board, board_of
from .times import Time, times_of

__all__ = ["Board", "Time", "board_of", "times_of"]
