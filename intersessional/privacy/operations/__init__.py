"""Erasing, writing that down, doing it again after a restore, and answering who asks."""

from .exporting import ask_export, erase_exports, make_due, take
from .log import last_person_erased, replay, write_log
from .nightly import all_due, erase_due
from .persons import StillExpected, check_can_erase, erase_person, going

__all__ = [
    "StillExpected",
    "all_due",
    "ask_export",
    "check_can_erase",
    "erase_due",
    "erase_exports",
    "erase_person",
    "going",
    "last_person_erased",
    "make_due",
    "replay",
    "take",
    "write_log",
]
