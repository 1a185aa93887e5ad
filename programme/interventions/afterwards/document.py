"""Who spoke, as a Word document."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from registration.letters.word import WordFile

from . import wording
from .record import ItemRecord, MeetingRecord, Part, Turn

_WIDTHS = (0.9, 5.1, 5.6, 3.1, 1.9)


def as_document(record: MeetingRecord) -> bytes:
    """Return the record as a DOCX file, in the active language."""
    meeting = record.meeting
    title = f"{wording.heading()}: {meeting.short_title}"
    file = WordFile(title=title, author=meeting.office_name, at=record.at)
    file.add(wording.heading(), "Title")
    file.add(wording.meeting_line(meeting), "Subtitle")
    file.add(wording.as_of(record))
    file.add(wording.source())
    for item in record.items:
        _item(file, item)
    return file.as_bytes()


def _item(file: WordFile, item: ItemRecord) -> None:
    file.add(item.title, "Heading 1")
    for part in item.parts:
        file.add(wording.part_title(part), "Heading 2")
        file.add(wording.when(part))
        _spoken(file, part)
        if part.written:
            file.add(wording.in_writing(), "Heading 3")
            _named(file, part.written)
        if part.silent:
            file.add(part.silent_words, "Heading 3")
            _named(file, part.silent, with_state=True)


def _spoken(file: WordFile, part: Part) -> None:
    if not part.spoke:
        file.add(wording.nobody_spoke(part))
        return
    rows = [
        [str(number), turn.full_name, wording.person(turn), capfirst(turn.kind), turn.length]
        for number, turn in enumerate(part.spoke, 1)
    ]
    file.add_table(heads(), rows, _WIDTHS)
    file.add(wording.sum_words(part), "Table note")


def heads() -> list[str]:
    """Return what the columns are called, on the page, too."""
    return [
        _("No."),
        _("Delegation"),
        _("Speaker"),
        pgettext("intervention", "What"),
        pgettext("speakers", "Time"),
    ]


def _named(file: WordFile, turns: Iterable[Turn], *, with_state: bool = False) -> None:
    for turn in turns:
        state = turn.state if with_state else ""
        file.add(wording.joined(turn.full_name, turn.person, turn.kind, state), "List Bullet")
