"""What screens show of a segment at an instant."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from programme.agenda.reading import Item
from registration.registrations.models import Registration

from .. import explaining, policies, queries, timing
from ..lists import Entry, SpeakersList
from ..lists.budget import Budget, planned_seconds
from ..models import Intervention, Kind
from ..queries import ListedSegment
from ..statements.queries import statements_here
from ..transitions import State
from .balance import Balance, balance_of
from .clock import Clock

NEXT = 3


@dataclass(frozen=True)
class Line:
    """A request as a screen shows it."""

    entry: Entry
    intervention: Intervention
    place: int | None
    seconds: int
    why: str = ""
    # What there is of a statement: "here", or "check" where it says that delivery counts.
    statement: str = ""

    @property
    def pk(self) -> str:
        """The key of the request, as it is sent."""
        return str(self.entry.pk)

    @property
    def name(self) -> str:
        """The delegation, in the reader's language."""
        return self.intervention.delegation.name

    @property
    def group(self) -> str:
        """For whom it speaks besides, or nothing."""
        return self.intervention.on_behalf_of

    @property
    def speaker(self) -> Registration | None:
        """Who speaks; None is “to be named”."""
        return self.intervention.speaker_when(self.entry.state)

    @property
    def speaker_name(self) -> str:
        """The name of whoever speaks, registered or told in the room; empty is “to be named”."""
        return self.intervention.speaker_name_when(self.entry.state)

    @property
    def time(self) -> str:
        """For how long it is expected to speak, as wished, within its limit: 4:00."""
        return explaining.length(planned_seconds(self.seconds, self.intervention.minutes_wished))

    @property
    def is_point_of_order(self) -> bool:
        """Whether it is heard at once, and was never waited for."""
        return self.intervention.kind == Kind.POINT_OF_ORDER

    @property
    def is_between(self) -> bool:
        """Whether it is a point of order or a reply, and not from the list."""
        return self.intervention.kind in {Kind.POINT_OF_ORDER, Kind.REPLY}

    @property
    def is_long(self) -> bool:
        """Whether the name needs smaller letters on the screen of the room."""
        return len(self.name) > 32


@dataclass(frozen=True)
class Floor:
    """A segment, its list and its requests as they stand at an instant."""

    segment: ListedSegment
    speakers: SpeakersList
    interventions: Mapping[int, Intervention]
    at: datetime
    # The newest statement of each request; whether delivery counts.
    statements: Mapping[int, bool] = field(default_factory=dict)

    @property
    def version(self) -> int:
        """What an act says it was shown."""
        return self.speakers.version

    @property
    def item(self) -> Item | None:
        """The item of the agenda."""
        return self.segment.segment.item

    def line(self, entry: Entry, *, explained: bool = False) -> Line:
        """Return a request as it is shown; `explained` says why it has its place."""
        row = self.interventions[entry.pk]
        seconds = timing.seconds_for(entry, row, self.segment, self.speakers)
        why = ""
        if explained:
            why = explaining.why(entry, row, self.speakers, self.segment.meeting)
        counts = self.statements.get(entry.pk)
        statement = "" if counts is None else "check" if counts else "here"
        return Line(entry, row, self.speakers.place_of(entry.pk), seconds, why, statement)

    @cached_property
    def speaker(self) -> Line | None:
        """Who has the floor."""
        return self.line(self.speakers.speaker) if self.speakers.speaker else None

    @property
    def state(self) -> str:
        """How the one who has the floor stands: called, speaking, paused; or nothing."""
        return str(self.speaker.entry.state) if self.speaker else ""

    @property
    def is_running(self) -> bool:
        """Whether the clock runs."""
        return self.state == State.SPEAKING

    @cached_property
    def clock(self) -> Clock | None:
        """The clock of whoever has the floor."""
        if self.speaker is None:
            return None
        entry = self.speaker.entry
        spoken = sum(entry.runs, start=timedelta())
        return Clock(self.speaker.seconds, spoken, entry.running_since, self.at)

    @cached_property
    def coming(self) -> list[Line]:
        """Those still to speak, with why."""
        return [self.line(one, explained=True) for one in self.speakers.coming]

    @property
    def next_three(self) -> list[Line]:
        """The first of them; with whoever goes on before them, three."""
        count = NEXT - 1 if self.interrupted else NEXT
        return [self.line(one) for one in self.speakers.coming[:count]]

    @property
    def next(self) -> Line | None:
        """Who would be called now."""
        return next(iter(self.next_three), None)

    @property
    def interrupted(self) -> Line | None:
        """Who goes on when a point of order has been dealt with."""
        last = self.speakers.interrupted[-1:]
        return self.line(self.speakers.entries[last[0]]) if last else None

    @property
    def skipped(self) -> list[Line]:
        """Those who were called and were not there, the last one first."""
        found = self.speakers.with_state(State.SKIPPED)
        latest = sorted(found, key=lambda one: one.called_at or self.at, reverse=True)
        return [self.line(one) for one in latest]

    @property
    def last_delivered(self) -> Line | None:
        """Whose statement can be taken back: it was the last, and nobody has the floor."""
        if self.speaker or not self.speakers.delivered:
            return None
        return self.line(self.speakers.entries[self.speakers.delivered[-1]])

    @cached_property
    def budget(self) -> Budget:
        """Time needed and left."""
        return timing.budget_of(self.speakers, self.interventions, self.segment, at=self.at)

    @property
    def fitting(self) -> str:
        """The limit at which all would fit, if they do not fit now: 3:00; or nothing."""
        seconds = self.budget.fitting_seconds
        return explaining.length(seconds) if seconds and not self.budget.fits else ""

    @property
    def most(self) -> str:
        """The limit that was set: 3:00; or nothing."""
        return explaining.length(self.speakers.most_seconds) if self.speakers.most_seconds else ""

    @cached_property
    def balance(self) -> Balance:
        """Who has spoken so far."""
        delivered = self.speakers.statements
        return balance_of((one, self.interventions[one.pk]) for one in delivered)

    @property
    def has_begun(self) -> bool:
        """Whether the part of the programme has begun."""
        return self.segment.segment.begins_at <= self.at

    @property
    def is_open(self) -> bool:
        """Whether the list takes requests."""
        return policies.is_open(self.segment.segment, self.speakers, self.at)

    @property
    def counts(self) -> dict[str, Any]:
        """How many there are in writing, and withdrawn."""
        counted = {"written": State.WRITTEN, "withdrawn": State.WITHDRAWN}
        return {name: len(self.speakers.with_state(state)) for name, state in counted.items()}


def floor_of(segment: ListedSegment, *, at: datetime) -> Floor:
    """Return how things stand: the list, its requests with names, and which have a statement."""
    # The requests last: one that comes meanwhile is on no list yet, but none on the list is missing.
    speakers = queries.speakers_of(segment)
    under = queries.interventions_under(segment)
    return Floor(segment, speakers, under, at, statements_here(segment.pk))
