"""Which meeting an address speaks of."""

from datetime import datetime

from intersessional.plain_rows import columns_of, read

from .models import Meeting, MeetingQuerySet, Stage, current_of

# In so many words, since every page asks this: to have Django put it together took a tenth of the time
# of receiving a registration (docs/measurements.md).
_OPEN = f"""
    SELECT {columns_of(Meeting, "meetings_meeting")} FROM meetings_meeting
    WHERE stage = %(open)s ORDER BY begins_on
"""  # noqa: S608 - our own columns


def know_if_current(meeting: Meeting, *, at: datetime) -> None:
    """Let a meeting that came by another way than `find_meeting` know, too; at most one query."""
    if "is_current" not in meeting.__dict__:
        current = Meeting.objects.current(at)
        meeting.is_current = current is not None and current.pk == meeting.pk


def find_meeting(
    slug: str | None, *, at: datetime, among: MeetingQuerySet | None = None
) -> Meeting | None:
    """Return the meeting with this slug, or the current one for None; None where there is none.

    It knows whether it `is_current`, so that links keep to it. `among` are all meetings, with what the
    caller wants to know of each.
    """
    current = _current_of_all(at) if among is None else among.current(at)
    meeting = current
    if slug and (current is None or current.slug != slug):
        meetings = Meeting.objects.all() if among is None else among
        meeting = meetings.filter(slug=slug).first()
    if meeting:
        meeting.is_current = current is not None and meeting.pk == current.pk
    return meeting


def _current_of_all(at: datetime) -> Meeting | None:
    return current_of(
        [meeting for meeting, _more in read(Meeting, _OPEN, {"open": Stage.OPEN})], at
    )
