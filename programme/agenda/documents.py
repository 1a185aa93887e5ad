"""Documents as pages show them: in the reader's language, or visibly in another one.

A document belongs to no version of the programme. It may be held back until an instant, may come and
go between two versions, and staff see more than others. So a page that is kept by version must not
keep its documents with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.localised import LANGUAGES
from intersessional.uploads import DOCX, JPEG, PDF, PNG
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting

from .models import Document, DocumentFile
from .reading import Text


@dataclass(frozen=True)
class LanguageVersion:
    """A document in one language, as a link says it: `kind` is “PDF”, or the host of a link."""

    language: str
    url: str
    kind: str
    size_bytes: int | None

    @property
    def language_name(self) -> str:
        """The language, in the reader's language."""
        return language_name(self.language)

    @property
    def in_language(self) -> str:
        """The same inside a sentence: “in English”."""
        return {"en": _("in English"), "fr": _("in French"), "es": _("in Spanish")}[self.language]


@dataclass(frozen=True)
class Shown:
    """A document on a page. `first` is the version to open, `others` are the remaining ones.

    `held_until` is set for the staff only, as long as it is held back.
    """

    document: Document
    title: Text
    first: LanguageVersion
    others: tuple[LanguageVersion, ...]
    held_until: datetime | None

    @property
    def is_fallback(self) -> bool:
        """Whether the reader gets it in another language than their own."""
        return self.first.language != (get_language() or "en")[:2]


def documents_for(
    meeting: Meeting, item_uid: str, *, user: User | AnonymousUser, at: datetime
) -> list[Shown]:
    """Return the documents of an item that somebody may open at `at`; "" is the meeting as a whole.

    Two queries, and one more for who signed in. For the template `agenda/_documents.html`, which
    takes them as `documents`.
    """
    found = Document.objects.for_meeting(meeting).open_to(user, at).filter(item_uid=item_uid)
    shown = (_shown(one, meeting, at) for one in with_files(found))
    return [one for one in shown if one]


def with_files(documents: models.QuerySet[Document]) -> "models.QuerySet[Document]":
    """Return the documents that were not removed, with their language versions, in their order."""
    files = models.Prefetch("files", DocumentFile.objects.current(), to_attr="current_files")
    kept = documents.filter(removed_at__isnull=True)
    return kept.prefetch_related(files).order_by("position", "pk")


def versions_of(document: Document, meeting: Meeting) -> list[LanguageVersion]:
    """Return the language versions of one of `with_files`, in the order of our languages."""
    files: Iterable[DocumentFile] = document.current_files  # type: ignore[attr-defined]
    by_language = {file.language: file for file in files}
    return [
        _version(by_language[language], document, meeting)
        for language in LANGUAGES
        if language in by_language
    ]


def order_of_languages(wanted: str) -> list[str]:
    """Return in which order a reader is served: their language, then English, then the others."""
    return sorted(LANGUAGES, key=lambda one: one != wanted)


def language_name(code: str) -> str:
    """Return a language, in the reader's language."""
    return {"en": _("English"), "fr": _("French"), "es": _("Spanish")}[code]


def kind_of(content_type: str) -> str:
    """Return what sort of file it is, in words."""
    return {PDF: "PDF", DOCX: "Word", JPEG: _("picture"), PNG: _("picture")}[content_type]


def _shown(document: Document, meeting: Meeting, at: datetime) -> Shown | None:
    versions = versions_of(document, meeting)
    if not versions:
        return None
    order = order_of_languages((get_language() or "en")[:2])
    first, *others = sorted(versions, key=lambda one: order.index(one.language))
    until = document.restricted_until_at
    return Shown(
        document=document,
        title=Text(document.title_en, document.title_fr, document.title_es),
        first=first,
        others=tuple(others),
        held_until=until if until and at < until else None,
    )


def _version(file: DocumentFile, document: Document, meeting: Meeting) -> LanguageVersion:
    return LanguageVersion(
        language=file.language,
        url=meeting_path(meeting, "agenda_files:document", document.uid, file.language),
        kind=urlsplit(file.link).hostname or "" if file.link else kind_of(file.content_type),
        size_bytes=file.size_bytes,
    )
