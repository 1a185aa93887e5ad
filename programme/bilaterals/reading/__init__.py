"""The day of the bilaterals, read once and then plain values."""

from .around import frame_around
from .frame import frame_of
from .needs import needs_of
from .values import Away, CandidateFacts, Frame, HostFacts, RoomFacts, Stand

__all__ = [
    "Away",
    "CandidateFacts",
    "Frame",
    "HostFacts",
    "RoomFacts",
    "Stand",
    "frame_around",
    "frame_of",
    "needs_of",
]
