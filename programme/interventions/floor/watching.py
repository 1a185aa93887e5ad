"""Signed addresses: what a screen may ask each second without a session, and the link to a room screen.

Whoever was shown a page may ask for what is on it. The address says which segment, on which kind of
screen and since when, and is signed for one purpose; so neither session nor user is looked up.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta

from django.core import signing

from ..queries import ListedSegment

CHAIR, DISPLAY = "chair", "display"
# A page that is loaded anew gets a new address.
STATE_LIFETIME = timedelta(hours=24)
# A room computer is set up before the meeting, and stays on.
LINK_LIFETIME = timedelta(days=7)
_STATE = "interventions.floor.state"
_LINK = "interventions.floor.link"


@dataclass(frozen=True)
class Watched:
    """What a screen shows: keys of the meeting and of the segment, and the kind of screen."""

    meeting: int
    segment: int
    screen: str

    @classmethod
    def of(cls, segment: ListedSegment, screen: str) -> "Watched":
        """Watch a segment."""
        return cls(segment.meeting.pk, segment.pk, screen)


def sign_state(watched: Watched) -> str:
    """Return the part of an address that asks how things stand, good for a day."""
    return signing.dumps(asdict(watched), salt=_STATE)


def watched_by_state(signed: str) -> Watched | None:
    """Return what such an address watches; None where it is not ours, or has ended."""
    return _opened(signed, _STATE, STATE_LIFETIME)


def sign_link(segment: ListedSegment) -> str:
    """Return the part of an address that opens a room screen, good for a week."""
    return signing.dumps(asdict(Watched.of(segment, DISPLAY)), salt=_LINK)


def watched_by_link(signed: str) -> Watched | None:
    """Return what such an address opens; None where it is not ours, or has ended."""
    return _opened(signed, _LINK, LINK_LIFETIME)


def _opened(signed: str, purpose: str, lifetime: timedelta) -> Watched | None:
    try:
        return Watched(**signing.loads(signed, salt=purpose, max_age=lifetime))
    except signing.BadSignature:
        return None
