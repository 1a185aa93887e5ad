"""From one meeting to another: as many days from the first day, at the same hour by the clocks."""

from datetime import date, datetime, timedelta

from .models import Meeting


def moved_day(day: date, source: Meeting, meeting: Meeting) -> date:
    """Return the day as far from the first day of `meeting` as `day` is from that of `source`."""
    return meeting.begins_on + (day - source.begins_on)


def moved(instant: datetime, source: Meeting, meeting: Meeting) -> datetime:
    """Return the same hour by the clocks, so many days from the first day; each in its own zone.

    By the clocks, not by hours: between June and November they are set back.
    """
    local = instant.astimezone(source.zone)
    day = moved_day(local.date(), source, meeting)
    return datetime.combine(day, local.time(), meeting.zone)


def deadlines_after(source: Meeting, meeting: Meeting) -> dict[str, date | datetime | None]:
    """Return the days and instants of a meeting's calendar as they lay at another one."""
    instants = ("registration_opens_at", "registration_closes_at", "interventions_close_at")
    found: dict[str, date | datetime | None] = {}
    for name in instants:
        value = getattr(source, name)
        found[name] = moved(value, source, meeting) if value else None
    for name in ("visa_advised_on", "bilaterals_on"):
        value = getattr(source, name)
        found[name] = moved_day(value, source, meeting) if value else None
    return _within(found, meeting)


def deadlines_without(meeting: Meeting) -> dict[str, date | datetime | None]:
    """Return them for a meeting that comes after none: registration in the weeks before."""
    begins = datetime.combine(meeting.begins_on, datetime.min.time(), meeting.zone)
    return {
        "registration_opens_at": begins - timedelta(days=56),
        "registration_closes_at": begins - timedelta(days=7),
        "interventions_close_at": None,
        "visa_advised_on": None,
        "bilaterals_on": None,
    }


def _within(
    found: dict[str, date | datetime | None], meeting: Meeting
) -> dict[str, date | datetime | None]:
    """Let nothing lie past the end of a shorter meeting: no day of bilaterals, no deadline."""
    for name in ("registration_closes_at", "interventions_close_at"):
        instant = found[name]
        if isinstance(instant, datetime) and instant > meeting.ends_at:
            found[name] = meeting.ends_at
    day = found["bilaterals_on"]
    if isinstance(day, date) and day > meeting.ends_on:
        found["bilaterals_on"] = None
    return found
