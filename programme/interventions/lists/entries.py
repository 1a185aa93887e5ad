"""The requests on a list of speakers, and the events that made them stand there."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from ..transitions import State
from .ordering import Standing


class Event(Protocol):
    """What is read of an event."""

    number: int
    verb: str
    intervention_id: int | None
    data: dict[str, Any]
    reason: str
    at: datetime


@dataclass(frozen=True)
class Move:
    """A move by hand: from which place to which, when and why."""

    before: int
    after: int
    at: datetime
    reason: str


@dataclass(frozen=True)
class Exchange:
    """An exchange of places: with which request, what its delegation was called, when, by which event.

    `names` are by language.
    """

    partner: int
    names: dict[str, str]
    at: datetime
    number: int
    # The one that this one would leave, if it is undone.
    earlier: "Exchange | None" = None


@dataclass
class Entry:
    """A request on a list: where it stands, why there, and how long it has spoken."""

    pk: int
    state: State = State.REQUESTED
    standing: Standing | None = None
    moved: Move | None = None
    # With whom it exchanged its place, and what the order sorts it by since then.
    exchanged: Exchange | None = None
    stands_as: Standing | None = None
    since: datetime | None = None
    runs: list[timedelta] = field(default_factory=list)
    running_since: datetime | None = None
    more_seconds: int = 0
    # The limit that held when it was called.
    most_seconds: int | None = None
    called_at: datetime | None = None
    # How many stood before it when it was called.
    called_from: int = 0
    delivered_at: datetime | None = None

    def spoken(self, at: datetime) -> timedelta:
        """Return how long it has been spoken at an instant, without interruptions."""
        running = max(at - self.running_since, timedelta()) if self.running_since else timedelta()
        return sum(self.runs, start=running)
