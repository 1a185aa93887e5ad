"""The summary of a meeting as the secretariat publishes it: by item, who spoke, with their statements.

Delegations in the order in which they spoke, and no person: those are in the record. A delegation that
spoke twice under an item stands there twice. A statement has a link where it was published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from registration.meetings.links import lasting_path
from registration.meetings.models import Meeting
from registration.meetings.wording import dates_text
from registration.registrations.models import SpokenLanguage

from ..models import Kind, Statement
from ..statements.queries import published_statements
from .record import ItemRecord, MeetingRecord, Part, Turn

if TYPE_CHECKING:
    from registration.letters.word import WordFile


@dataclass(frozen=True)
class Link:
    """A published statement: what its link is called, and where it leads."""

    label: str
    url: str


Links = Mapping[int, Sequence[Link]]


@dataclass(frozen=True)
class Spoken:
    """Who spoke, or wrote: the delegation, what else is said of it, and its statement's links."""

    name: str
    remark: str
    links: Sequence[Link]


@dataclass(frozen=True)
class PartSummary:
    """A part of an item: who spoke, and who wrote only. Its title is empty where it is the only one."""

    title: str
    spoke: list[Spoken]
    written: list[Spoken]


@dataclass(frozen=True)
class ItemSummary:
    """An item: when it was dealt with, and its parts."""

    title: str
    days: str
    parts: list[PartSummary]


@dataclass(frozen=True)
class Summary:
    """The summary of a meeting."""

    meeting: Meeting
    items: list[ItemSummary]

    @property
    def dates(self) -> str:
        """The days of the meeting."""
        return dates_text(self.meeting.begins_on, self.meeting.ends_on)

    @property
    def place(self) -> str:
        """Where it was: building and city."""
        return ", ".join(filter(None, [self.meeting.venue, self.meeting.city]))


def statement_links(meeting: Meeting) -> Links:
    """Return the links of a meeting's published statements, by the keys of their requests; one query.

    They lead there from a document, too, and as long as the statement is published.
    """
    return {
        pk: [_link(one, meeting) for one in statements]
        for pk, statements in published_statements(meeting).items()
    }


def _link(statement: Statement, meeting: Meeting) -> Link:
    language = str(SpokenLanguage(statement.language).label)
    path = lasting_path(meeting, "statement_files:file", statement.key)
    return Link(_("Statement: %(language)s") % {"language": language}, settings.BASE_URL + path)


def summary_of(record: MeetingRecord, links: Links) -> Summary:
    """Return the summary of what a record says; `links` are published statements by request."""
    return Summary(record.meeting, [_item(one, links) for one in record.items])


def _item(item: ItemRecord, links: Links) -> ItemSummary:
    days = dict.fromkeys(part.segment.segment.begins_at.date() for part in item.parts)
    return ItemSummary(
        title=item.title,
        days=", ".join(date_format(day, "DATE_FORMAT") for day in sorted(days)),
        parts=[_part(part, links, is_only=len(item.parts) == 1) for part in item.parts],
    )


def _part(part: Part, links: Links, *, is_only: bool) -> PartSummary:
    return PartSummary(
        title="" if is_only else part.segment.label,
        spoke=[_spoken(turn, links) for turn in part.statements],
        written=[_spoken(turn, links) for turn in part.written],
    )


def _spoken(turn: Turn, links: Links) -> Spoken:
    row = turn.intervention
    group = _("on behalf of %(group)s") % {"group": row.on_behalf_of} if row.on_behalf_of else ""
    kind = turn.kind if row.kind in {Kind.REPLY, Kind.COMMENT} else ""
    remark = ", ".join(filter(None, [group, kind]))
    return Spoken(turn.name, remark, links.get(row.pk, ()))


def as_document(summary: Summary, record: MeetingRecord) -> bytes:
    """Return the summary as a DOCX file."""
    meeting = summary.meeting
    title = _("Summary: %(meeting)s") % {"meeting": meeting.short_title}
    from registration.letters.word import WordFile  # it loads python-docx, only for a file

    file = WordFile(title=title, author=meeting.office_name, at=record.at)
    file.add(meeting.short_title, "Title")
    file.add(f"{summary.dates}. {summary.place}", "Subtitle")
    for item in summary.items:
        file.add(item.title, "Heading 1")
        file.add(item.days)
        for part in item.parts:
            if part.title:
                file.add(part.title, "Heading 2")
            _add(file, spoke_words(part), part.spoke)
            if part.written:
                _add(file, written_words(), part.written)
    return file.as_bytes()


def spoke_words(part: PartSummary) -> str:
    """Return what leads to those who spoke."""
    return _("Statements, in this order:") if part.spoke else _("No statement was delivered.")


def written_words() -> str:
    """Return what leads to those who only wrote."""
    return _("Statements in writing only:")


def _add(file: "WordFile", lead: str, spoken: Sequence[Spoken]) -> None:
    from registration.letters.word import write

    file.add(lead)
    for one in spoken:
        words = f"{one.name} ({one.remark})" if one.remark else one.name
        paragraph = file.add(words, "List Bullet")
        for link in one.links:
            write(paragraph, " · ")
            file.add_link(paragraph, link.label, link.url)
