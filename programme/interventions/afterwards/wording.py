"""What the record says around the speakers, the same in text, DOCX and page."""

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programme.agenda.reading import Segment
from programme.agenda.wording import hours
from registration.meetings.models import Meeting
from registration.meetings.wording import dates_text

from ..explaining import instant
from .record import MeetingRecord, Part, Turn


def heading() -> str:
    """Return what the record is called."""
    return _("Who spoke")


def meeting_line(meeting: Meeting) -> str:
    """Return the meeting in one line: title, place, dates."""
    dates = dates_text(meeting.begins_on, meeting.ends_on)
    return ", ".join(filter(None, [meeting.title, meeting.city, dates]))


def as_of(record: MeetingRecord) -> str:
    """Say of when the record is, and whether it is of the whole."""
    when = _("As of %(when)s.") % {"when": instant(record.at, record.meeting)}
    return (
        when if record.is_over else f"{when} {_('The meetings go on: this is not the whole yet.')}"
    )


def source() -> str:
    """Say where the times come from, and what counts."""
    return _(
        "In the order in which they spoke. Times in minutes and seconds are those of the clock of the"
        " floor, without interruptions. A point of order is no statement; it stands where it was heard."
    )


def when(part: Part) -> str:
    """Return day and hours of a segment: Thursday 7 June 2018, 10:20–11:00."""
    return segment_when(part.segment.segment)


def segment_when(segment: Segment) -> str:
    """Return the same of a segment of the programme."""
    day = capfirst(date_format(segment.begins_at, "FULL_DATE_FORMAT"))
    return f"{day}, {hours(segment.begins_at, segment.ends_at)}"


def part_title(part: Part) -> str:
    """Return what a segment is called under its item."""
    return part.segment.label


def person(turn: Turn) -> str:
    """Return who spoke, or that nobody was named."""
    return turn.person or _("speaker not named")


def in_writing() -> str:
    """Return what those are called who only wrote."""
    return _("In writing only")


def joined(*parts: str) -> str:
    """Return what there is of some parts on one line, as the language separates them."""
    return str(_("; ")).join(filter(None, parts))


def leading(words: str) -> str:
    """Return words that lead to a list, with the colon of the language."""
    return _("%(words)s:") % {"words": words}


def nobody_spoke(part: Part) -> str:
    """Say that nobody has spoken."""
    return _("Nobody spoke.") if part.is_over else _("Nobody has spoken yet.")


def sum_words(part: Part) -> str:
    """Say how many statements there were, and how long all who spoke took together."""
    count = len(part.statements)
    words = ngettext("%(count)d statement", "%(count)d statements", count) % {"count": count}
    return _("%(statements)s; %(length)s minutes in all.") % {
        "statements": words,
        "length": part.length,
    }
