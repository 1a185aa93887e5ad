"""What is done with registrations. Each operation is one durable transaction around its inner part."""

from .acts import ChangedMeanwhile
from .changing import amend, withdraw
from .deciding import accept, confirm, decline, endorse, endorse_named, reject, reopen
from .duplicates import decline_one, keep_both, merge
from .places import NoPlace
from .rearranging import OtherMembers, move, replace, set_positions, set_role
from .receiving import SubmittedDifferently, UnknownDelegation, receive
from .settings import remove_setting, set_setting

__all__ = [
    "ChangedMeanwhile",
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
    "reject",
    "remove_setting",
    "reopen",
    "replace",
    "set_positions",
    "set_role",
    "set_setting",
    "withdraw",
]
