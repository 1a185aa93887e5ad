"""One list: its requests as lines, its time, and what happened to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.utils.translation import gettext as _

from .. import explaining, policies, queries, timing
from ..lists import Entry, SpeakersList, project
from ..lists.budget import Budget, planned_seconds
from ..models import FloorEvent, Intervention
from ..queries import ListedSegment
from ..statements.queries import statements_here
from ..transitions import State
from . import wording
from .told import Told

_TAGS = {
    State.REQUESTED: "wait",
    State.LISTED: "info",
    State.DELIVERED: "ok",
    State.SKIPPED: "stop",
    State.DECLINED: "stop",
}


@dataclass(frozen=True)
class Line(Told):
    """A request as a line of a list; `place` is None where it is not among those still to speak."""

    place: int | None
    why: str
    seconds: int
    expected_at: datetime | None
    # Whether there is a statement, and whether delivery counts; None where there is none.
    statement: bool | None = None

    @property
    def length(self) -> str:
        """For how long it was spoken, or is expected to be, as wished, within the limit: 4:00."""
        return explaining.length(self.spoken or self.planned)

    @property
    def spoken(self) -> int:
        """For how many seconds it was spoken; 0 before it is delivered."""
        if self.entry.state != State.DELIVERED:
            return 0
        return round(sum(self.entry.runs, start=timedelta()).total_seconds())

    @property
    def planned(self) -> int:
        """The same in seconds."""
        return planned_seconds(self.seconds, self.intervention.minutes_wished)

    @property
    def tag(self) -> str:
        """The class of its state's tag."""
        return _TAGS.get(self.entry.state, "solid")


@dataclass(frozen=True)
class SpeakersPage:
    """A list of speakers at an instant."""

    segment: ListedSegment
    speakers: SpeakersList
    interventions: dict[int, Intervention]
    events: list[FloorEvent]
    at: datetime
    statements: dict[int, bool] = field(default_factory=dict)

    @property
    def statements_key(self) -> str:
        """By which the page of the item's statements is called."""
        item = self.segment.segment.item
        return item.uid if item else self.segment.uid

    @cached_property
    def coming(self) -> list[Line]:
        """Who has the floor, and those still to speak, in order."""
        current = [self.speakers.speaker] if self.speakers.speaker else []
        return self._lines([*current, *self.speakers.coming])

    @cached_property
    def late(self) -> list[Line]:
        """Those who came late and wait for an answer."""
        return self._lines(self.speakers.with_state(State.REQUESTED))

    @cached_property
    def others(self) -> list[Line]:
        """Those who have spoken, were not there, wrote, withdrew, or were not accepted."""
        spoken = [self.speakers.entries[pk] for pk in self.speakers.delivered]
        ended = (State.SKIPPED, State.WRITTEN, State.WITHDRAWN, State.DECLINED)
        return self._lines(
            [*spoken, *(one for state in ended for one in self.speakers.with_state(state))]
        )

    @property
    def to_be_named(self) -> int:
        """How many of those still to speak have not said who will."""
        return sum(not one.speaker for one in self.coming)

    @cached_property
    def budget(self) -> Budget:
        """The time that is needed and there."""
        return timing.budget_of(self.speakers, self.interventions, self.segment, at=self.at)

    @cached_property
    def each(self) -> int | None:
        """For how long each of them is expected to speak, where it is the same for all."""
        planned = {one.planned for one in self.coming}
        return planned.pop() if len(planned) == 1 else None

    @property
    def budget_words(self) -> str:
        """Whether all fit."""
        return wording.budget_words(self.budget, each=self.each)

    @property
    def order_words(self) -> str:
        """The rule of order."""
        return wording.order_words(self.speakers)

    @property
    def opening_words(self) -> str:
        """Whether it takes requests."""
        return wording.opening_words(self.segment, self.speakers, self.at)

    @property
    def is_open(self) -> bool:
        """Whether it takes requests."""
        return policies.is_open(self.segment.segment, self.speakers, self.at)

    @property
    def can_draw(self) -> bool:
        """Whether lots are still to be drawn, and the list has closed."""
        is_closed = policies.is_closed_for_good(self.segment.segment, self.speakers, self.at)
        return is_closed and self.draws_later

    @property
    def draws_later(self) -> bool:
        """Whether the rule knows lots that are not drawn yet."""
        return self.speakers.waits_for_lots

    def lines_of(self, state: State) -> list[Line]:
        """Return the lines of all that stand so."""
        return self._lines(self.speakers.with_state(state))

    def line(self, pk: int) -> Line | None:
        """Return the line of one request."""
        entry = self.speakers.entries.get(pk)
        return self._lines([entry])[0] if entry else None

    def _lines(self, entries: Iterable[Entry]) -> list[Line]:
        return [self._line(entry) for entry in entries]

    def _line(self, entry: Entry) -> Line:
        intervention, meeting = self.interventions[entry.pk], self.segment.meeting
        # The one instance of the meeting knows its zone and its first day already.
        intervention.delegation.meeting = meeting
        return Line(
            intervention,
            entry,
            place=self.speakers.place_of(entry.pk),
            why=explaining.why(entry, intervention, self.speakers, meeting),
            seconds=timing.seconds_for(entry, intervention, self.segment, self.speakers),
            expected_at=timing.expected_at(
                self.speakers, self.interventions, self.segment, entry.pk, at=self.at
            ),
            statement=self.statements.get(entry.pk),
        )


def page_of(segment: ListedSegment, *, at: datetime) -> SpeakersPage:
    """Return a list as it stands; five queries for any number of requests."""
    found = FloorEvent.objects.filter(segment=segment.pk).select_related("by")
    events = list(found.order_by("number"))
    speakers = project(events, rule=segment.segment.order_rule)
    under, statements = queries.interventions_under(segment), statements_here(segment.pk)
    return SpeakersPage(segment, speakers, under, events, at, statements)


def nobody_named() -> str:
    """Return what stands in the place of a speaker who is still to be named."""
    return _("to be named")
