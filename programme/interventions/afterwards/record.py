"""Who spoke under each item of a meeting, in the order in which they spoke."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from programme.agenda.reading import Item
from registration.meetings.models import Meeting
from registration.registrations.models import Registration

from .. import explaining, queries
from ..listing.told import Told
from ..lists import Entry, SpeakersList
from ..models import Intervention, Kind
from ..queries import ListedSegment
from ..transitions import ON_THE_FLOOR, State

# Listed, and not heard: still to speak, or left over when the segment ended.
_SILENT = frozenset({State.LISTED, State.SKIPPED}) | ON_THE_FLOOR


@dataclass(frozen=True)
class Turn(Told):
    """A request as the record says it; the name is that which the United Nations use."""

    @property
    def group(self) -> str:
        """For whom it spoke besides, or nothing."""
        return self.intervention.on_behalf_of

    @property
    def full_name(self) -> str:
        """Both: Mozambique, on behalf of the African Group."""
        group = _("on behalf of %(group)s") % {"group": self.group} if self.group else ""
        return ", ".join(filter(None, [self.name, group]))

    @property
    def registration(self) -> Registration | None:
        """Who spoke; None where nobody was named."""
        return self.intervention.speaker_when(self.entry.state)

    @property
    def person(self) -> str:
        """Who spoke: as printed, with the function if registered, or as told in the room; or nothing."""
        return self.intervention.speaker_words_when(self.entry.state)

    @property
    def is_marked(self) -> bool:
        """Whether it came between, and not from the list: a right of reply, or a point of order."""
        return self.intervention.kind in {Kind.REPLY, Kind.POINT_OF_ORDER}

    @property
    def is_statement(self) -> bool:
        """Whether it counts as a statement; a point of order does not."""
        return self.intervention.kind != Kind.POINT_OF_ORDER

    @property
    def seconds(self) -> int:
        """For how long it was spoken, by the clock of the floor, without interruptions."""
        return round(sum(self.entry.runs, start=timedelta()).total_seconds())

    @property
    def length(self) -> str:
        """The same in minutes and seconds: 4:10."""
        return explaining.length(self.seconds)


@dataclass(frozen=True)
class Part:
    """A segment: who spoke, in this order; who wrote only; and who was listed and did not speak."""

    segment: ListedSegment
    spoke: list[Turn]
    written: list[Turn]
    silent: list[Turn]
    is_over: bool

    @property
    def statements(self) -> list[Turn]:
        """Those of `spoke` that are statements."""
        return [one for one in self.spoke if one.is_statement]

    @property
    def length(self) -> str:
        """How long all who spoke took together: 12:40."""
        return explaining.length(sum(one.seconds for one in self.spoke))

    @property
    def silent_words(self) -> str:
        """What those are called who have not spoken."""
        return _("On the list, but did not speak") if self.is_over else _("Still to speak")


@dataclass(frozen=True)
class ItemRecord:
    """An item of the agenda with its segments; None gathers the segments that belong to no item."""

    item: Item | None
    parts: list[Part]

    @property
    def title(self) -> str:
        """The item with its number: 3. Clearing mined areas."""
        if self.item is None:
            return _("Outside the items of the agenda")
        return _("%(number)d. %(title)s") % {
            "number": self.item.number,
            "title": str(self.item.title),
        }


@dataclass(frozen=True)
class MeetingRecord:
    """The record of a meeting, or of one of its items, at an instant."""

    meeting: Meeting
    items: list[ItemRecord]
    at: datetime
    # The one item, where it is of one.
    number: int | None = None

    @property
    def parts(self) -> list[Part]:
        """All segments."""
        return [part for item in self.items for part in item.parts]

    @property
    def statements(self) -> int:
        """How many statements were delivered."""
        return sum(len(part.statements) for part in self.parts)

    @property
    def is_over(self) -> bool:
        """Whether each segment has ended, and nobody has the floor any more."""
        on_the_floor = any(
            turn.entry.state in ON_THE_FLOOR for part in self.parts for turn in part.silent
        )
        return all(part.is_over for part in self.parts) and not on_the_floor


def record_of(meeting: Meeting, *, at: datetime, number: int | None = None) -> MeetingRecord:
    """Return who spoke at a meeting, or under the item with this number; six queries at most.

    Where there is no such item, or none of its segments takes requests, it has no items.
    """
    segments = [
        one
        for one in queries.segments_of(meeting)
        if number is None or (one.segment.item and one.segment.item.number == number)
    ]
    lists = queries.speakers_lists(segments)
    under: dict[int, dict[int, Intervention]] = defaultdict(dict)
    for row in Intervention.objects.filter(segment__in=lists).with_names():
        under[row.segment_id][row.pk] = row
    found: dict[str, ItemRecord] = {}
    for one in segments:
        item = one.segment.item
        record = found.setdefault(item.uid if item else "", ItemRecord(item, []))
        record.parts.append(_part(one, lists[one.pk], under[one.pk], at=at))
    items = sorted(found.values(), key=lambda one: (one.item is None, _number(one)))
    return MeetingRecord(meeting, items, at, number)


def _number(record: ItemRecord) -> int:
    return record.item.number if record.item else 0


def _part(
    segment: ListedSegment,
    speakers: SpeakersList,
    interventions: dict[int, Intervention],
    *,
    at: datetime,
) -> Part:
    def turns(entries: Iterable[Entry]) -> list[Turn]:
        return [Turn(interventions[one.pk], one) for one in entries]

    silent = [*speakers.begun, *speakers.coming, *speakers.with_state(State.SKIPPED)]
    return Part(
        segment=segment,
        spoke=turns(_as_they_spoke(speakers)),
        written=turns(speakers.with_state(State.WRITTEN)),
        silent=turns(one for one in silent if one.state in _SILENT),
        is_over=segment.segment.ends_at <= at,
    )


def _as_they_spoke(speakers: SpeakersList) -> list[Entry]:
    """Return who has spoken by when they were called: whoever was interrupted began before."""
    delivered = [speakers.entries[pk] for pk in speakers.delivered]
    return sorted(delivered, key=lambda one: one.called_at or one.since or datetime.max)
