"""Where somebody is signed in, who may sign in as staff, and who tried to."""

from .log import Line, WantedTries, last_sign_ins, line, tries
from .people import STATES, Person, Wanted, acts_on, open_invitations, people, person
from .permissions import matrix
from .sessions import Session, Shown, device, sessions_of

__all__ = [
    "STATES",
    "Line",
    "Person",
    "Session",
    "Shown",
    "Wanted",
    "WantedTries",
    "acts_on",
    "device",
    "last_sign_ins",
    "line",
    "matrix",
    "open_invitations",
    "people",
    "person",
    "sessions_of",
    "tries",
]
