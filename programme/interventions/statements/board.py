"""Requests by item in the order of the speakers, with their statements: for staff and interpreters."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from registration.meetings.models import Meeting

from .. import queries as of_lists
from ..listing.told import Told
from ..lists import Entry, SpeakersList
from ..models import Intervention, Statement
from ..queries import ListedSegment
from ..transitions import ON_THE_FLOOR, State
from . import queries
from .versions import VersionLine, lines_of

ENDED = (State.WITHDRAWN, State.DECLINED)
_TONES = {
    State.REQUESTED: "wait",
    State.LISTED: "info",
    State.DELIVERED: "ok",
    State.SKIPPED: "stop",
    State.WRITTEN: "",
}


@dataclass(frozen=True)
class Line(Told):
    """A request, and the versions of its statement, newest first."""

    listed: ListedSegment
    place: int | None
    versions: list[VersionLine]

    @property
    def tone(self) -> str:
        """The class of its state's tag."""
        return _TONES.get(self.entry.state, "solid")

    @property
    def has_the_floor(self) -> bool:
        """Whether it is called, or speaks."""
        return self.entry.state in ON_THE_FLOOR

    @property
    def has_ended(self) -> bool:
        """Whether it was withdrawn, or not accepted."""
        return self.entry.state in ENDED

    @property
    def is_written(self) -> bool:
        """Whether nobody speaks."""
        return self.entry.state == State.WRITTEN

    @property
    def newest(self) -> list[VersionLine]:
        """The newest version in each language."""
        return [one for one in self.versions if one.is_newest]

    @property
    def is_disclosed(self) -> bool:
        """Whether it was delivered or released."""
        return any(queries.is_disclosed(one.statement) for one in self.newest)

    @property
    def is_released(self) -> bool:
        """Whether the staff released it by hand."""
        return any(queries.is_released(one.statement) for one in self.newest)

    @property
    def is_delivered(self) -> bool:
        """Whether it was delivered."""
        return self.entry.state == State.DELIVERED

    @property
    def can_be_published(self) -> bool:
        """Whether publishing the item would publish something of it."""
        return any(
            queries.is_disclosed(one.statement)
            and one.statement.may_be_published
            and not queries.is_published(one.statement)
            for one in self.newest
        )

    @property
    def is_published(self) -> bool:
        """Whether a version of it was published, and not taken back."""
        return any(queries.is_published(one.statement) for one in self.versions)


@dataclass
class ItemBoard:
    """An item (or a segment without item): its requests in order; `key` is its lasting name."""

    key: str
    title: str
    segments: list[ListedSegment] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    # Withdrawn, or not accepted: kept, and on no page but their own.
    ended: list[Line] = field(default_factory=list)

    @property
    def number(self) -> int | None:
        """The item’s number; None of a segment without item."""
        item = self.segments[0].segment.item
        return item.number if item else None

    @property
    def begins_at(self) -> datetime:
        """When its first segment begins."""
        return self.segments[0].segment.begins_at

    def is_now(self, at: datetime) -> bool:
        """Whether one of its segments is going on."""
        return any(one.segment.begins_at <= at < one.segment.ends_at for one in self.segments)

    @property
    def keys(self) -> list[int]:
        """The keys of its segments."""
        return [one.pk for one in self.segments]

    @property
    def with_statement(self) -> list[Line]:
        """Those that have handed one in."""
        return [one for one in self.lines if one.versions]

    @property
    def held(self) -> int:
        """How many are held."""
        return sum(not one.is_disclosed for one in self.with_statement)

    @property
    def to_publish(self) -> int:
        """Of how many something would be published now."""
        return sum(one.can_be_published for one in self.lines)

    @property
    def published(self) -> int:
        """Of how many something is published."""
        return sum(one.is_published for one in self.lines)

    @property
    def written_to_release(self) -> list[Line]:
        """Those in writing only, that are held."""
        return [one for one in self.with_statement if one.is_written and not one.is_disclosed]

    def line(self, pk: int) -> Line | None:
        """Return the line of one request."""
        every = [*self.lines, *self.ended]
        return next((one for one in every if one.intervention.pk == pk), None)


def items_of(meeting: Meeting) -> list[ItemBoard]:
    """Return the items under which one asks for the floor, with all requests; eight queries at most."""
    found: dict[str, ItemBoard] = {}
    for one in of_lists.segments_of(meeting):
        item = one.segment.item
        key = item.uid if item else one.uid
        found.setdefault(key, ItemBoard(key, one.title)).segments.append(one)
    _fill(found.values(), meeting)
    return list(found.values())


def item_of(meeting: Meeting, key: str) -> ItemBoard | None:
    """Return one of them by its lasting name."""
    for one in items_of(meeting):
        if one.key == key:
            return one
    return None


def _fill(boards: Iterable[ItemBoard], meeting: Meeting) -> None:
    every = list(boards)
    segments = [one for board in every for one in board.segments]
    keys = [one.pk for one in segments]
    lists = of_lists.speakers_lists(segments)
    asked = {one.pk: one for one in Intervention.objects.filter(segment__in=keys).with_names()}
    statements = queries.under_segments(keys)

    def lines(segment: ListedSegment, entries: list[Entry]) -> list[Line]:
        speakers = lists[segment.pk]
        # One that comes meanwhile may be on the list, and not among those that were read.
        there = [one for one in entries if one.pk in asked]
        return [_line(asked[one.pk], segment, one, speakers, statements, meeting) for one in there]

    for board in every:
        for segment in board.segments:
            board.lines += lines(segment, in_order(lists[segment.pk]))
            board.ended += lines(segment, lists[segment.pk].with_state(*ENDED))


def _line(
    intervention: Intervention,
    segment: ListedSegment,
    entry: Entry,
    speakers: SpeakersList,
    statements: dict[int, list[Statement]],
    meeting: Meeting,
) -> Line:
    # The one instance of the meeting knows its zone and its first day already.
    intervention.delegation.meeting = meeting
    versions = lines_of(statements.get(entry.pk, []), meeting)
    return Line(intervention, entry, segment, speakers.place_of(entry.pk), versions)


def in_order(speakers: SpeakersList) -> list[Entry]:
    """Return who has the floor, who comes, who was not there, who wrote, and who has spoken."""
    spoken = [speakers.entries[pk] for pk in speakers.delivered]
    others = (State.REQUESTED, State.SKIPPED, State.WRITTEN)
    waiting = [one for state in others for one in speakers.with_state(state)]
    return [*speakers.begun, *speakers.coming, *waiting, *spoken]
