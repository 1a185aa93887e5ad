"""Meetings, the Committees that serve between them, and how far the next one is prepared."""

from .columns import by_the_end_of_the_last_day, validate_time_zone
from .committees import Committee
from .meetings import Meeting, MeetingQuerySet, current_of
from .preparations import Preparation
from .stages import Kind, Stage

__all__ = [
    "Committee",
    "Kind",
    "Meeting",
    "MeetingQuerySet",
    "Preparation",
    "Stage",
    "by_the_end_of_the_last_day",
    "current_of",
    "validate_time_zone",
]
