"""Lists of speakers, computed from what happened: no list is stored anywhere."""

from .ordering import Standing, letter_of, lots_of
from .projection import Entry, Exchange, Move, SpeakersList, project

__all__ = [
    "Entry",
    "Exchange",
    "Move",
    "SpeakersList",
    "Standing",
    "letter_of",
    "lots_of",
    "project",
]
