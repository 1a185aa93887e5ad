"""Which lists there are, by days, and which comes before and after another."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from registration.meetings.models import Meeting

from ..queries import ListedSegment, segments_of, speakers_lists


@dataclass(frozen=True)
class Row:
    """A segment with how many are still to speak."""

    segment: ListedSegment
    waiting: int
    delivered: int
    is_now: bool

    @property
    def title(self) -> str:
        """The item with its number."""
        return self.segment.title


@dataclass(frozen=True)
class Day:
    """A day of the meeting."""

    day: date
    is_today: bool
    rows: list[Row]


def days_of(meeting: Meeting, *, at: datetime) -> list[Day]:
    """Return the segments in which somebody speaks: today first, then the other days in their order."""
    segments = segments_of(meeting)
    lists = speakers_lists(segments)
    today = at.astimezone(meeting.zone).date()
    rows = [
        Row(
            one,
            waiting=len(lists[one.pk].order),
            delivered=len(lists[one.pk].statements),
            is_now=one.segment.begins_at <= at < one.segment.ends_at,
        )
        for one in segments
    ]
    by_day = groupby(rows, lambda row: row.segment.segment.begins_at.date())
    days = [Day(day, day == today, list(rows)) for day, rows in by_day]
    return sorted(days, key=lambda one: (not one.is_today, one.day))


def neighbours_of(
    segment: ListedSegment,
) -> tuple[ListedSegment | None, ListedSegment | None]:
    """Return the segments before and after one, in the order of the programme."""
    segments = segments_of(segment.meeting)
    place = next(n for n, one in enumerate(segments) if one.pk == segment.pk)
    after = segments[place + 1 : place + 2]
    return (segments[place - 1] if place else None), (after[0] if after else None)
