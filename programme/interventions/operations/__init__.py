"""What people do to lists of speakers: each one act, one transaction, one record."""

from .asking import SubmittedDifferently, amend, ask, withdraw
from .deciding import accept, decline
from .disclosing import (
    NothingHere,
    hold,
    publish,
    release,
    release_written,
    take_back_publication,
)
from .exporting import note_export
from .holding import ChangedMeanwhile
from .naming import name_speaker
from .ordering import ReasonMissing, close_list, draw_lots, limit_time, move, open_list
from .printing import erase_printouts, order_list, print_due
from .rights import give_right, take_right
from .speaking import (
    ACTS,
    NobodyThere,
    act,
    add_from_the_floor,
    call_next,
    deliver_and_call,
    recall,
    take_back,
)
from .statements import RequestEnded, SentDifferently, add_statement, remove_orphans
from .swaps import (
    SwapEnded,
    accept_swap,
    decline_swap,
    propose_swap,
    refuse_swap,
    take_back_swap,
    undo_swap,
)

__all__ = [
    "ACTS",
    "ChangedMeanwhile",
    "NobodyThere",
    "NothingHere",
    "ReasonMissing",
    "RequestEnded",
    "SentDifferently",
    "SubmittedDifferently",
    "SwapEnded",
    "accept",
    "accept_swap",
    "act",
    "add_from_the_floor",
    "add_statement",
    "amend",
    "ask",
    "call_next",
    "close_list",
    "decline",
    "decline_swap",
    "deliver_and_call",
    "draw_lots",
    "erase_printouts",
    "give_right",
    "hold",
    "limit_time",
    "move",
    "name_speaker",
    "note_export",
    "open_list",
    "order_list",
    "print_due",
    "propose_swap",
    "publish",
    "recall",
    "refuse_swap",
    "release",
    "release_written",
    "remove_orphans",
    "take_back",
    "take_back_publication",
    "take_back_swap",
    "take_right",
    "undo_swap",
    "withdraw",
]
