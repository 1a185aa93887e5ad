"""What is done with registrations. Each operation is one durable transaction around its inner part."""

from .acts import ChangedMeanwhile, hold_places
from .changing import amend, correct_within, withdraw
from .comparing import Outcome, compared
from .deciding import (
    InDoubt,
    RegisteredAgain,
    accept,
    confirm,
    decline,
    endorse,
    endorse_named,
    reject,
    reopen,
)
from .duplicates import DecidedBefore, decline_one, keep_both, merge
from .importing import Result, Stopped, erase_old_sheets, keep_sheet, write_sheet
from .participating import set_participation
from .places import NoPlace
from .rearranging import OtherMembers, move, replace, set_positions, set_role
from .receiving import SubmittedDifferently, UnknownDelegation, receive
from .reminding import remind, reminders_to
from .settings import remove_setting, set_setting
from .several import Newcomer, receive_several
from .travelling import DocumentChanged, enter_document, erase_due_documents

__all__ = [
    "ChangedMeanwhile",
    "DecidedBefore",
    "DocumentChanged",
    "InDoubt",
    "Newcomer",
    "NoPlace",
    "OtherMembers",
    "Outcome",
    "RegisteredAgain",
    "Result",
    "Stopped",
    "SubmittedDifferently",
    "UnknownDelegation",
    "accept",
    "amend",
    "compared",
    "confirm",
    "correct_within",
    "decline",
    "decline_one",
    "endorse",
    "endorse_named",
    "enter_document",
    "erase_due_documents",
    "erase_old_sheets",
    "hold_places",
    "keep_both",
    "keep_sheet",
    "merge",
    "move",
    "receive",
    "receive_several",
    "reject",
    "remind",
    "reminders_to",
    "remove_setting",
    "reopen",
    "replace",
    "set_participation",
    "set_positions",
    "set_role",
    "set_setting",
    "withdraw",
    "write_sheet",
]
