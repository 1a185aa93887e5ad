"""The files that the pages of the programme offer, in the reader's language."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting

from .reading import Item


@dataclass(frozen=True)
class FileLink:
    """A link to a file."""

    url: str
    label: str


def files_of(meeting: Meeting) -> list[FileLink]:
    """Return the files of the whole programme, and the page that makes a calendar of one's own."""
    files = [
        FileLink(in_language(meeting_path(meeting, f"agenda_files:{name}")), label)
        for name, label in (
            ("pdf", _("Programme (PDF)")),
            ("calendar", _("Programme for your calendar (.ics)")),
            ("data", _("Programme as data (JSON)")),
            ("feed", _("Changes as a feed (Atom)")),
        )
    ]
    mine = FileLink(
        meeting_path(meeting, "agenda:my_calendar"), _("A calendar that stays up to date")
    )
    return [*files[:2], mine, *files[2:]]


def calendar_of(meeting: Meeting, item: Item) -> FileLink:
    """Return the calendar file of one item."""
    path = meeting_path(meeting, "agenda_files:item_calendar", item.number)
    return FileLink(in_language(path), _("This item for your calendar (.ics)"))


def in_language(path: str) -> str:
    """Return the address of a file in the active language."""
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    # English is what a file speaks that is not asked for another language.
    return (
        path
        if language == settings.LANGUAGE_CODE or path.endswith(".json")
        else f"{path}?lang={language}"
    )
