"""A list of speakers as a text and as a sheet: those still to speak, and what became of the others."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from registration.registrations.sheets import writing

from ..explaining import instant
from .lines import Line, SpeakersPage, nobody_named

# Hours may be more than a day's: minutes and seconds, as on the clock of the floor.
_TIME_FORMAT = "[mm]:ss"


def as_text(page: SpeakersPage) -> str:
    """Return those still to speak and those who have spoken or written, one a line, with the state."""
    as_of = _("As of %(when)s.") % {"when": instant(page.at, page.segment.meeting)}
    head = [_("List of speakers"), page.segment.full_title, page.order_words, as_of]
    lines = [*head, "", *_lines(page.coming)]
    if page.others:
        lines += [
            "",
            _("%(words)s:") % {"words": _("Not on the list any more, or in writing")},
            *_lines(page.others),
        ]
    return "\n".join([*lines, ""])


def as_sheet(page: SpeakersPage) -> bytes:
    """Return the same as an XLSX file, with the reason for each place; the sheet is named by the list.

    The place is a number and the speaking time a time, so that one can sort and add up; all other
    cells are texts.
    """
    head = [
        pgettext("list of speakers", "Place"),
        _("Delegation"),
        _("Speaker"),
        pgettext("intervention", "What"),
        _("Why this place"),
        pgettext("speakers", "Time"),
        pgettext("intervention", "State"),
    ]
    rows = [_row(one) for one in [*page.coming, *page.others]]
    return writing.typed_table([head, *rows], title=_title(page), time_format=_TIME_FORMAT)


def _row(line: Line) -> list[writing.Cell]:
    return [
        line.place,
        line.name,
        line.speaker or nobody_named(),
        _about(line),
        line.why,
        timedelta(seconds=line.spoken or line.planned),
        line.state,
    ]


def _title(page: SpeakersPage) -> str:
    """Return what the list is called: its item’s number, and the segment."""
    item = page.segment.segment.item
    return f"{item.number} {page.segment.label}" if item else page.segment.label


def _lines(lines: Iterable[Line]) -> list[str]:
    return [
        f"{line.place or '–'} {line.name}: {line.speaker or nobody_named()}"
        f" ({_about(line)}; {line.length}; {line.state})"
        for line in lines
    ]


def _about(line: Line) -> str:
    group = line.intervention.on_behalf_of
    return f"{line.kind}, {_('on behalf of %(group)s') % {'group': group}}" if group else line.kind
