"""What the editor of the programme is told of lists of speakers (`settings.PROGRAMME_NEEDS`)."""

from datetime import datetime

from programme.agenda.needs import Need, Needs
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting

from . import queries, timing


def time_needed(meeting: Meeting, *, at: datetime) -> Needs:
    """Return how much time is needed under each segment with somebody still to speak; four queries."""
    segments = queries.segments_of(meeting)
    budgets = timing.budgets_of(segments, at=at)
    return {
        one.uid: Need(
            requests=budgets[one.pk].speakers,
            minutes=budgets[one.pk].needed_minutes,
            url=meeting_path(meeting, "speakers:show", one.uid),
        )
        for one in segments
        if budgets[one.pk].speakers
    }
