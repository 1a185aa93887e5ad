"""What is done with registrations. Each operation is one durable transaction around its inner part."""

from .changing import ChangedMeanwhile, amend, withdraw
from .deciding import confirm, decline
from .receiving import SubmittedDifferently, UnknownDelegation, receive

__all__ = [
    "ChangedMeanwhile",
    "SubmittedDifferently",
    "UnknownDelegation",
    "amend",
    "confirm",
    "decline",
    "receive",
    "withdraw",
]
