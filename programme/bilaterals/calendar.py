"""Bilaterals as calendar files (RFC 5545, 5546): one event each, under one UID for ever."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event, vCalAddress, vDatetime, vText

from registration.meetings.calendar import begin_calendar, end_calendar
from registration.meetings.links import lasting_path
from registration.meetings.models import Meeting

from .addressees import Reader
from .models import Bilateral
from .transitions import ACTIVE, OPEN, State

# iTIP: what a calendar program does with it.
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


def is_off(bilateral: Bilateral) -> bool:
    """Say whether a calendar should strike it out; what nobody came to was there all the same."""
    return bilateral.state not in ACTIVE | {State.NO_SHOW}


def message_for(bilateral: Bilateral, reader: Reader, *, is_cancelled: bool | None = None) -> bytes:
    """Return what travels with a mail: a request or a cancellation of the one event, for its reader."""
    is_over = is_off(bilateral) if is_cancelled is None else is_cancelled
    event = _event(bilateral, is_cancelled=is_over)
    event["organizer"] = vCalAddress(f"mailto:{bilateral.meeting.contact_email}")
    attendee = vCalAddress(f"mailto:{reader.email}")
    if reader.name:
        attendee.params["CN"] = vText(reader.name)
    attendee.params["PARTSTAT"] = vText(_standing(bilateral))
    attendee.params["RSVP"] = vText("FALSE")
    event.add("attendee", attendee, encode=False)
    return _calendar(bilateral.meeting, [bilateral], [event], CANCEL if is_over else REQUEST)


def method_for(bilateral: Bilateral, *, is_cancelled: bool | None = None) -> str:
    """Return the method that `message_for` gives."""
    is_over = is_off(bilateral) if is_cancelled is None else is_cancelled
    return CANCEL if is_over else REQUEST


def file_for(meeting: Meeting, bilaterals: Sequence[Bilateral]) -> bytes:
    """Return a file of bilaterals to take along, with those that were called off struck out."""
    events = [_event(one, is_cancelled=is_off(one)) for one in bilaterals]
    return _calendar(meeting, bilaterals, events, PUBLISH)


def uid_of(bilateral: Bilateral) -> str:
    """Return the name under which calendars keep it, whatever becomes of it."""
    return f"{bilateral.code}@{settings.MESSAGE_ID_DOMAIN}"


def _calendar(
    meeting: Meeting, bilaterals: Sequence[Bilateral], events: Sequence[Event], method: str
) -> bytes:
    name = _("%(meeting)s: bilaterals") % {"meeting": meeting.short_title}
    calendar = begin_calendar(name)
    calendar["method"] = vText(method)
    for event in events:
        calendar.add_component(event)
    days = [one.begins_at.date() for one in bilaterals] or [meeting.begins_on]
    return end_calendar(calendar, min(days), max(days))


def _event(bilateral: Bilateral, *, is_cancelled: bool) -> Event:
    meeting, event = bilateral.meeting, Event()
    event.add("uid", uid_of(bilateral))
    event.add("sequence", bilateral.sequence)
    event["dtstamp"] = vDatetime(timezone.now())
    event.add("dtstart", bilateral.begins_at.astimezone(meeting.zone))
    event.add("dtend", bilateral.ends_at.astimezone(meeting.zone))
    event.add(
        "summary",
        _("Bilateral: %(hosts)s and %(delegation)s")
        % {"hosts": bilateral.candidate.host_names, "delegation": bilateral.delegation.name},
    )
    event.add("location", ", ".join(filter(None, [bilateral.room.name, meeting.venue])))
    event.add("status", "CANCELLED" if is_cancelled else _status(bilateral))
    event.add("transp", "TRANSPARENT" if is_cancelled else "OPAQUE")
    path = lasting_path(meeting, "bilaterals:one", bilateral.code)
    event.add("url", f"{settings.BASE_URL}{path}")
    return event


def _status(bilateral: Bilateral) -> str:
    return "TENTATIVE" if bilateral.state in OPEN else "CONFIRMED"


def _standing(bilateral: Bilateral) -> str:
    if is_off(bilateral):
        return "DECLINED"
    return "NEEDS-ACTION" if bilateral.state in OPEN else "ACCEPTED"
