"""Of the app `attendance`: who has a badge, who came, and who took part."""

from .badges import Badge, BadgePrint, BadgeSheet, BadgeState, Layout, Scope
from .checkin import PLACE_LENGTH, Act, Passage, Way

__all__ = [
    "PLACE_LENGTH",
    "Act",
    "Badge",
    "BadgePrint",
    "BadgeSheet",
    "BadgeState",
    "Layout",
    "Passage",
    "Scope",
    "Way",
]
