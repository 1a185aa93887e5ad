"""Letters, and the texts that staff write for them, in the admin site; the letters of a delegation."""

from .delegations import DelegationWithLetters
from .letters import LetterAdmin
from .templates import InvitationTemplateAdmin

__all__ = ["DelegationWithLetters", "InvitationTemplateAdmin", "LetterAdmin"]
