"""Lists of speakers as the desk counts them: who waits for what, and whether they fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from programme.interventions.lists import Entry, SpeakersList
from programme.interventions.lists.budget import Budget, planned_seconds
from programme.interventions.models import Intervention
from programme.interventions.queries import ListedSegment, segments_of, speakers_lists
from programme.interventions.timing import budget_of, seconds_for
from programme.interventions.transitions import State
from registration.meetings.models import Meeting

Rows = dict[int, Intervention]


@dataclass(frozen=True)
class Floor:
    """A list of speakers with its time, and what on it waits for somebody, until it is over.

    `each` is for how long all of them speak, where that is the same, in seconds.
    """

    segment: ListedSegment
    budget: Budget
    each: int | None
    late: Sequence[Intervention]
    unnamed: Sequence[Intervention]


def floors_of(meeting: Meeting, *, at: datetime, named: bool = False) -> list[Floor]:
    """Return each list of speakers in the order of the programme; four queries, six with names."""
    segments = segments_of(meeting)
    lists = speakers_lists(segments)
    rows = Intervention.objects.filter(segment__in=lists)
    rows = rows.with_names() if named else rows.select_related("delegation", "speaker")
    under: dict[int, Rows] = {pk: {} for pk in lists}
    for row in rows:
        under[row.segment_id][row.pk] = row
    return [_floor(one, lists[one.pk], under[one.pk], at) for one in segments]


def _floor(segment: ListedSegment, speakers: SpeakersList, rows: Rows, at: datetime) -> Floor:
    coming = [*([speakers.speaker] if speakers.speaker else []), *speakers.coming]
    budget = budget_of(speakers, rows, segment, at=at)
    if segment.segment.ends_at <= at:
        return Floor(segment, budget, None, [], [])
    late = [rows[one.pk] for one in speakers.with_state(State.REQUESTED)]
    unnamed = [rows[one.pk] for one in coming if not rows[one.pk].speaker_name_when(one.state)]
    return Floor(segment, budget, _each(segment, speakers, rows, coming), late, unnamed)


def _each(
    segment: ListedSegment, speakers: SpeakersList, rows: Rows, coming: Sequence[Entry]
) -> int | None:
    planned = {
        planned_seconds(
            seconds_for(one, rows[one.pk], segment, speakers), rows[one.pk].minutes_wished
        )
        for one in coming
    }
    return planned.pop() if len(planned) == 1 else None
