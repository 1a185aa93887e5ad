"""What the staff do with a meeting that is to come. Each operation is one durable transaction."""

from .acts import DoesNotFit
from .beginning import BegunDifferently, NameTaken, NewMeeting, begin
from .clearing import CannotBeCleared, clear_rehearsal
from .settling import (
    ChangedMeanwhile,
    digest_of,
    digest_of_committees,
    digest_of_requirements,
    go_along,
    settle,
    settle_committees,
    settle_requirements,
)
from .staging import (
    NotReady,
    WrongStage,
    let_the_next_be_current,
    make_current,
    open_meeting,
    rehearse,
    stop_rehearsing,
)
from .taking_over import leave_out, take_frame, take_programme, take_texts

__all__ = [
    "BegunDifferently",
    "CannotBeCleared",
    "ChangedMeanwhile",
    "DoesNotFit",
    "NameTaken",
    "NewMeeting",
    "NotReady",
    "WrongStage",
    "begin",
    "clear_rehearsal",
    "digest_of",
    "digest_of_committees",
    "digest_of_requirements",
    "go_along",
    "leave_out",
    "let_the_next_be_current",
    "make_current",
    "open_meeting",
    "rehearse",
    "settle",
    "settle_committees",
    "settle_requirements",
    "stop_rehearsing",
    "take_frame",
    "take_programme",
    "take_texts",
]
