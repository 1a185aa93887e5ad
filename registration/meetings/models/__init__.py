"""Meetings, the Committees that serve between them, and how far the next one is prepared."""

from .committees import Committee
from .meetings import (
    Kind,
    Meeting,
    MeetingQuerySet,
    Stage,
    by_the_end_of_the_last_day,
    validate_time_zone,
)
from .preparations import Preparation

__all__ = [
    "Committee",
    "Kind",
    "Meeting",
    "MeetingQuerySet",
    "Preparation",
    "Stage",
    "by_the_end_of_the_last_day",
    "validate_time_zone",
]
