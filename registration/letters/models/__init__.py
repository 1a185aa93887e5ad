"""Letters that were issued, the texts that staff write, and the batches in which invitations go out."""

from .batches import (
    LARGE_BATCH,
    Batch,
    BatchQuerySet,
    Bundle,
    Format,
    Invitation,
    Scope,
    Standing,
)
from .due import DueLetter
from .letters import ABOUT, REASON_LENGTH, SUBJECTS, Erased, Kind, Letter, State
from .templates import UNTOUCHED, InvitationTemplate

__all__ = [
    "ABOUT",
    "LARGE_BATCH",
    "REASON_LENGTH",
    "SUBJECTS",
    "UNTOUCHED",
    "Batch",
    "BatchQuerySet",
    "Bundle",
    "DueLetter",
    "Erased",
    "Format",
    "Invitation",
    "InvitationTemplate",
    "Kind",
    "Letter",
    "Scope",
    "Standing",
    "State",
]
