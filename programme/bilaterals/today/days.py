"""Which bilaterals are of a host’s day."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zlib import crc32

from registration.meetings.models import Meeting

from ..models import Bilateral, Host
from ..models.bilaterals import BilateralQuerySet
from ..transitions import State

# What was on the sheet once somebody was expected: the rest has gone from it.
SHOWN = (
    State.PROPOSED,
    State.OFFERED,
    State.ANOTHER_TIME,
    State.ACCEPTED,
    State.HELD,
    State.NO_SHOW,
)


def day_shown(meeting: Meeting, at: datetime) -> date:
    """Return today, if somebody meets today; else the day of the meeting’s bilaterals."""
    today = at.astimezone(meeting.zone).date()
    if on_day(meeting, today).exists():
        return today
    return meeting.bilaterals_on or meeting.begins_on


def bounds(meeting: Meeting, day: date) -> tuple[datetime, datetime]:
    """Return the first instant of a day, and the first after it, by the clocks of the meeting."""
    begins = datetime.combine(day, time(), meeting.zone)
    return begins, datetime.combine(day + timedelta(days=1), time(), meeting.zone)


def on_day(meeting: Meeting, day: date) -> BilateralQuerySet:
    """Return those of a day that are on running sheets, in order."""
    begins, ends = bounds(meeting, day)
    found: BilateralQuerySet = (
        Bilateral.objects.for_meeting(meeting)
        .filter(state__in=SHOWN, begins_at__gte=begins, begins_at__lt=ends)
        .order_by("begins_at", "pk")
    )
    return found


def of_host(host: Host, day: date) -> BilateralQuerySet:
    """Return those of a host on a day."""
    return on_day(host.meeting, day).filter(candidate__in=host.candidates.values("pk"))


def presided_by(host: Host, day: date) -> BilateralQuerySet:
    """Return where the President presides on a day besides her own; of other hosts nothing."""
    if host.committee_id is not None:
        none: BilateralQuerySet = Bilateral.objects.none()
        return none
    found: BilateralQuerySet = (
        on_day(host.meeting, day)
        .filter(candidate__hosts__president_chairs=True)
        .exclude(candidate__in=host.candidates.values("pk"))
    )
    return found.distinct()


def version_of(bilaterals: Iterable[Bilateral]) -> int:
    """Return what differs as soon as one of a host’s day is changed: a number of nine digits at most."""
    seen = sorted((one.pk, one.version) for one in bilaterals)
    return crc32(repr(seen).encode()) % 10**9
