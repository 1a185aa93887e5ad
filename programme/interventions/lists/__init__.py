"""Lists of speakers, computed from what happened: no list is stored anywhere."""

from .entries import Entry, Exchange, Move
from .ordering import Standing, letter_of, lots_of
from .projection import SpeakersList, project

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
