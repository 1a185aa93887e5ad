"""What files about speakers are called: in words, such as speakers-item-3-2018.docx."""

from django.utils.text import slugify
from django.utils.translation import gettext as _

from registration.meetings.models import Meeting

from ..queries import ListedSegment

# A title may be long, and a folder deep.
_LONGEST = 80


def record_name(meeting: Meeting, number: int | None, extension: str) -> str:
    """Return what the record of a meeting, or of one of its items, is called."""
    words = _("speakers item %(number)d") % {"number": number} if number else _("speakers")
    return file_name(words, meeting, extension)


def list_name(segment: ListedSegment, extension: str) -> str:
    """Return what the list of speakers of a segment is called."""
    item = segment.segment.item
    words = _("list of speakers item %(number)d") % {"number": item.number} if item else ""
    words = words or _("list of speakers")
    return file_name(f"{words} {segment.label}", segment.meeting, extension)


def statements_name(segment: ListedSegment, extension: str) -> str:
    """Return what the statements of the item of a segment are called, all in one file."""
    item = segment.segment.item
    words = _("statements item %(number)d") % {"number": item.number} if item else ""
    words = words or f"{_('statements')} {segment.label}"
    return file_name(words, segment.meeting, extension)


def file_name(words: str, meeting: Meeting, extension: str) -> str:
    """Return words and the meeting as the name of a file: small letters, hyphens, no accents."""
    return f"{slugify(words)[:_LONGEST].rstrip('-')}-{meeting.slug}.{extension}"
