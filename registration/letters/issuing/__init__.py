"""Issuing letters: from what the portal knows to the one file that is kept and sent."""

from .delegations import (
    NobodyConfirmed,
    current_digest,
    delegation_facts,
    digests_of,
    issue_delegation_confirmation,
    valid_letter,
)
from .invitations import (
    INVITATION_REFUSALS,
    NoTemplate,
    invitation_facts,
    issue_invitation,
    preview_invitation,
    template_for,
)
from .keeping import NoGlyph, Superseded, check_glyphs, keep, next_version
from .persons import check_is_newest, confirmation_facts, issue_confirmation
from .visas import NameNotLatin, issue_visa_letter

__all__ = [
    "INVITATION_REFUSALS",
    "NameNotLatin",
    "NoGlyph",
    "NoTemplate",
    "NobodyConfirmed",
    "Superseded",
    "check_glyphs",
    "check_is_newest",
    "confirmation_facts",
    "current_digest",
    "delegation_facts",
    "digests_of",
    "invitation_facts",
    "issue_confirmation",
    "issue_delegation_confirmation",
    "issue_invitation",
    "issue_visa_letter",
    "keep",
    "next_version",
    "preview_invitation",
    "template_for",
    "valid_letter",
]
