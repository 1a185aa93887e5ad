"""What the staff's pages of documents show: lists by item, and one document with its versions."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from intersessional.localised import LANGUAGES
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting

from .. import documents, queries
from ..documents import LanguageVersion
from ..models import Document, Item
from ..reading import published

# Of an item that neither the draft nor the valid version has any longer.
GONE = "gone"


@dataclass(frozen=True)
class Line:
    """A document in the staff's list."""

    document: Document
    versions: list[LanguageVersion]
    held_until: datetime | None


@dataclass(frozen=True)
class Group:
    """The documents of an item; `key` is its lasting name, empty for the meeting as a whole."""

    key: str
    label: str
    lines: list[Line] = field(default_factory=list)

    @property
    def can_grow(self) -> bool:
        """Whether a document can be added here."""
        return self.key != GONE


def groups(meeting: Meeting, *, at: datetime) -> list[Group]:
    """Return the documents of the meeting, of each item, and of items that are gone."""
    found = {key: Group(key, label) for key, label in choices(meeting)}
    found = {"": Group("", _("The meeting as a whole"))} | found
    gone = Group(GONE, _("Items that are no longer in the programme"))
    for document in documents.with_files(Document.objects.for_meeting(meeting)):
        group = found.get(document.item_uid, gone)
        until = document.restricted_until_at
        held = until if until and at < until else None
        group.lines.append(Line(document, documents.versions_of(document, meeting), held))
    return [*found.values(), *([gone] if gone.lines else [])]


def choices(meeting: Meeting, *also: str) -> list[tuple[str, str]]:
    """Return the items of the draft and of the valid version, each once; and `also`, if it is gone."""
    items = {one.uid: (one.number, one.title) for one in Item.objects.filter(meeting=meeting)}
    latest = queries.latest(meeting)
    for item in published(latest).items if latest else ():
        items.setdefault(item.uid, (item.number, str(item.title)))
    ordered = sorted(items.items(), key=lambda one: one[1])
    found = [(uid, f"{number} {title}") for uid, (number, title) in ordered]
    missing = [uid for uid in also if uid and uid not in items]
    return found + [(uid, _("An item that is no longer in the programme")) for uid in missing]


def initial(document: Document) -> dict[str, Any]:
    """Return what the form of a document begins with."""
    return {
        "item": document.item_uid,
        "title_en": document.title_en,
        "title_fr": document.title_fr,
        "title_es": document.title_es,
        "restricted_until": document.restricted_until_at,
        "position": document.position,
        "version": document.version,
    }


def said_of(document: Document, items: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what is said of a document, as labels and values."""
    until = document.restricted_until_at
    return [
        (_("Belongs to"), dict(items).get(document.item_uid, _("The meeting as a whole"))),
        (_("Title (English)"), document.title_en),
        (_("Title (French)"), document.title_fr),
        (_("Title (Spanish)"), document.title_es),
        (_("Held back until"), date_format(localtime(until), "DATETIME_FORMAT") if until else ""),
        (_("Place in the list"), str(document.position)),
    ]


def file_of(document: Document, language: str) -> LanguageVersion | None:
    """Return what a document has in a language, if anything."""
    found = documents.versions_of(document, document.meeting)
    return next((one for one in found if one.language == language), None)


def files_context(document: Document) -> dict[str, Any]:
    """Return the language versions of a document, those that are missing too."""
    versions = {one.language: one for one in documents.versions_of(document, document.meeting)}
    return {
        "document": document,
        "back_url": meeting_path(document.meeting, "agenda:documents"),
        "files": [
            {
                "language": language,
                "name": documents.language_name(language),
                "version": versions.get(language),
            }
            for language in LANGUAGES
        ],
    }
