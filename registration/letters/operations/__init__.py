"""What the staff do with invitations, batches of them, their texts, and files for printing."""

from .batches import NobodyToInvite, approve, cancel, pause, prepare, resume, retry
from .bundles import ask_bundle, erase_bundles, make_next_bundle
from .letters import issue_anew, withdraw
from .texts import copy_texts

__all__ = [
    "NobodyToInvite",
    "approve",
    "ask_bundle",
    "cancel",
    "copy_texts",
    "erase_bundles",
    "issue_anew",
    "make_next_bundle",
    "pause",
    "prepare",
    "resume",
    "retry",
    "withdraw",
]
