"""Plans between the database and the planner: the day as a problem, the plan as it is kept and shown.

At the level of operations, and without any query: all of it is made from the frame.
"""

from .comparing import Comparison, compare
from .fitting import changes_of, left_to_do, misfits, to_take_off
from .keeping import Kept, kept, to_keep
from .problem import placements_of, problem_of

__all__ = [
    "Comparison",
    "Kept",
    "changes_of",
    "compare",
    "kept",
    "left_to_do",
    "misfits",
    "placements_of",
    "problem_of",
    "to_keep",
    "to_take_off",
]
