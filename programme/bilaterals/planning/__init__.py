"""The plan of bilaterals: who meets whom, when and where.

Plain facts go in (`problem`), a plan comes out (`results`): nothing here knows a database, a request
or the time of day. `propose` fills the day, `replan` mends it with the fewest moves, `validate` says
what is wrong with a plan made by hand, and `wording` puts reasons and violations into words.
"""

from .problem import (
    GuestFacts,
    HostFacts,
    Interpretation,
    Period,
    Placement,
    Problem,
    RoomFacts,
    Standing,
    Taken,
    Wish,
)
from .proposing import propose, replan
from .results import Move, Proposal, Reason, Unplaced, Violation
from .validating import validate
from .wording import explain, say

__all__ = [
    "GuestFacts",
    "HostFacts",
    "Interpretation",
    "Move",
    "Period",
    "Placement",
    "Problem",
    "Proposal",
    "Reason",
    "RoomFacts",
    "Standing",
    "Taken",
    "Unplaced",
    "Violation",
    "Wish",
    "explain",
    "propose",
    "replan",
    "say",
    "validate",
]
