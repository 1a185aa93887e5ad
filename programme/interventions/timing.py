"""How long those on a list take, whether they fit, and about when somebody speaks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from .lists import Entry, SpeakersList
from .lists.budget import CHANGE_SECONDS, Budget, budget, limit_seconds, planned_seconds
from .models import Intervention, Kind
from .queries import ListedSegment, speakers_lists


def seconds_for(
    entry: Entry, intervention: Intervention, segment: ListedSegment, speakers: SpeakersList
) -> int:
    """Return the speaking time of a request: by its kind, within the limit, and what was added."""
    own_minutes: dict[str, int] = {
        Kind.POINT_OF_ORDER: segment.meeting.point_of_order_minutes,
        Kind.REPLY: segment.meeting.reply_minutes,
    }
    limit = limit_seconds(
        segment.segment,
        category=intervention.delegation.category,
        is_for_a_group=intervention.is_for_a_group,
        own_minutes=own_minutes.get(intervention.kind),
        # A new limit is for those who are called after it.
        most_seconds=entry.most_seconds if entry.called_at else speakers.most_seconds,
    )
    return limit + entry.more_seconds


def left_seconds(
    entry: Entry,
    intervention: Intervention,
    segment: ListedSegment,
    speakers: SpeakersList,
    *,
    at: datetime,
) -> int:
    """Return for how long somebody is still expected to speak; never below 0."""
    limit = seconds_for(entry, intervention, segment, speakers)
    planned = planned_seconds(limit, intervention.minutes_wished)
    spoken = entry.spoken(at)
    # Whoever has passed the wish may use the rest of the limit.
    expected = planned if spoken < timedelta(seconds=planned) else limit
    return max(expected - int(spoken.total_seconds()), 0)


def budget_of(
    speakers: SpeakersList,
    interventions: Mapping[int, Intervention],
    segment: ListedSegment,
    *,
    at: datetime,
) -> Budget:
    """Return the time that those still to speak need, and that the segment has for them.

    Before it begins that is all of it; then, until its end, or nothing. A point of order is no
    statement, and nobody plans for it.
    """
    waiting = [
        one
        for one in speakers.begun + speakers.coming
        if interventions[one.pk].kind != Kind.POINT_OF_ORDER
    ]
    planned = [
        left_seconds(one, interventions[one.pk], segment, speakers, at=at) for one in waiting
    ]
    begins_at, ends_at = segment.segment.begins_at, segment.segment.ends_at
    return budget(planned, int((ends_at - max(at, begins_at)).total_seconds()))


def budgets_of(segments: Sequence[ListedSegment], *, at: datetime) -> dict[int, Budget]:
    """Return the budgets of segments, by the keys of their rows; two queries, or none without any."""
    lists = speakers_lists(segments)
    under: dict[int, dict[int, Intervention]] = defaultdict(dict)
    rows = Intervention.objects.filter(segment__in=lists).select_related("delegation")
    for row in rows:
        under[row.segment_id][row.pk] = row
    return {one.pk: budget_of(lists[one.pk], under[one.pk], one, at=at) for one in segments}


def expected_at(
    speakers: SpeakersList,
    interventions: Mapping[int, Intervention],
    segment: ListedSegment,
    pk: int,
    *,
    at: datetime,
) -> datetime | None:
    """Return about when a request comes to speak, in the meeting's zone; None if it is on no list.

    From the beginning of the segment, or from now: what those before it need, with the changes between.
    """
    if speakers.place_of(pk) is None:
        return None
    before = speakers.before(pk)
    seconds = sum(
        left_seconds(one, interventions[one.pk], segment, speakers, at=at) + CHANGE_SECONDS
        for one in before
    )
    begins_at = max(at, segment.segment.begins_at)
    return (begins_at + timedelta(seconds=seconds)).astimezone(segment.meeting.zone)
