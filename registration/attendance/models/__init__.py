"""Of the app `attendance`: who has a badge, who came, and who took part."""

from .participants import Correction, CorrectionState, ListFile, ListFormat, ListKind, ListVersion

__all__ = [
    "Correction",
    "CorrectionState",
    "ListFile",
    "ListFormat",
    "ListKind",
    "ListVersion",
]
