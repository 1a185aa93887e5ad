"""Of the app `attendance`: who has a badge, who came, and who took part."""

from .badges import Badge, BadgePrint, BadgeSheet, BadgeState, Layout, Scope
from .certificates import Certificate
from .checkin import GOING, PLACE_LENGTH, Act, Passage, Way
from .participants import Correction, CorrectionState, ListFile, ListFormat, ListKind, ListVersion

__all__ = [
    "GOING",
    "PLACE_LENGTH",
    "Act",
    "Badge",
    "BadgePrint",
    "BadgeSheet",
    "BadgeState",
    "Certificate",
    "Correction",
    "CorrectionState",
    "Layout",
    "ListFile",
    "ListFormat",
    "ListKind",
    "ListVersion",
    "Passage",
    "Scope",
    "Way",
]
