"""The President's invitation: its parts, their placeholders, and the page that comes of them."""

from .facts import InvitationFacts
from .page import TEMPLATE, render
from .placeholders import PLACEHOLDERS, ValueMissing
from .wording import LIMITS, PARTS, Wording, problems_of

__all__ = [
    "LIMITS",
    "PARTS",
    "PLACEHOLDERS",
    "TEMPLATE",
    "InvitationFacts",
    "ValueMissing",
    "Wording",
    "problems_of",
    "render",
]
