"""The meeting as a calendar file (RFC 5545): one event for each sitting of each day."""

from datetime import date, datetime, time

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDatetime, vText

from .models import Meeting


def calendar_for(meeting: Meeting, *, stamp: datetime, url: str = "") -> bytes:
    """Return the days of a meeting as an iCalendar file, in the active language.

    One event a sitting, in the meeting's zone with its rules included. The UIDs stay the same from
    one file to the next, so that a calendar replaces and does not double. `stamp` is real time.
    """
    calendar = begin_calendar(meeting.short_title)
    for day in meeting.days:
        for part, begins, ends in _sittings(meeting):
            calendar.add_component(_event(meeting, day, part, begins, ends, stamp, url))
    return end_calendar(calendar, meeting.begins_on, meeting.ends_on)


def begin_calendar(name: str) -> Calendar:
    """Return a calendar without events, under the name that a program shows."""
    calendar = Calendar()
    calendar.add("prodid", "-//Implementation Support Unit//Intersessional//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(name))
    return calendar


def end_calendar(calendar: Calendar, first: date, last: date) -> bytes:
    """Return a calendar as it is sent, with the rules of its zones from `first` to `last`."""
    # The rules of these years only: some programs read but the first date of a long list.
    calendar.add_missing_timezones(
        first_date=date(first.year, 1, 1), last_date=date(last.year + 1, 1, 1)
    )
    content: bytes = calendar.to_ical()
    return content


def _sittings(meeting: Meeting) -> list[tuple[str, time, time]]:
    return [
        ("morning", meeting.morning_begins, meeting.morning_ends),
        ("afternoon", meeting.afternoon_begins, meeting.afternoon_ends),
    ]


def _event(
    meeting: Meeting, day: date, part: str, begins: time, ends: time, stamp: datetime, url: str
) -> Event:
    event = Event()
    event.add("uid", f"{meeting.slug}-{day:%Y%m%d}-{part}@{settings.MESSAGE_ID_DOMAIN}")
    event.add("sequence", 0)
    event["dtstamp"] = vDatetime(stamp)
    event.add("dtstart", datetime.combine(day, begins, meeting.zone))
    event.add("dtend", datetime.combine(day, ends, meeting.zone))
    event.add("summary", meeting.title)
    event.add("location", ", ".join([meeting.venue, *meeting.venue_address]))
    if meeting.hours_are_indicative:
        event.add("description", _("Times are indicative."))
    if url:
        event.add("url", url)
    event.add("transp", "OPAQUE")
    return event
