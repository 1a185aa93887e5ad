"""What is done with registrations. Each operation is one durable transaction around its inner part."""

from .acts import ChangedMeanwhile
from .changing import amend, withdraw
from .deciding import accept, confirm, decline, endorse, endorse_named, reject, reopen
from .duplicates import decline_one, keep_both, merge
from .places import NoPlace
from .rearranging import OtherMembers, move, replace, set_positions, set_role
from .receiving import SubmittedDifferently, UnknownDelegation, receive
from .reminding import remind, reminders_to
from .settings import remove_setting, set_setting
from .several import Newcomer, receive_several

__all__ = [
    "ChangedMeanwhile",
    "Newcomer",
    "NoPlace",
    "OtherMembers",
    "SubmittedDifferently",
    "UnknownDelegation",
    "accept",
    "amend",
    "confirm",
    "decline",
    "decline_one",
    "endorse",
    "endorse_named",
    "keep_both",
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
    "set_positions",
    "set_role",
    "set_setting",
    "withdraw",
]
