"""The versions of a statement as lines: newest first, each with what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, pgettext

from programme.agenda.documents import kind_of
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting

from ..models import Intervention, Statement
from ..models.statements import WRITTEN
from . import queries


@dataclass(frozen=True)
class VersionLine:
    """A version on a page. `is_newest` in its language; `stand` and `tone` say who may see it."""

    statement: Statement
    url: str
    is_newest: bool
    stand: str
    tone: str

    @property
    def kind(self) -> str:
        """What sort of file it is: PDF, Word, or a picture."""
        return kind_of(self.statement.content_type)

    @property
    def language(self) -> str:
        """Its language, in the reader's language."""
        return str(self.statement.get_language_display())

    @property
    def in_language(self) -> str:
        """The same inside a sentence: French and Spanish begin it with a small letter."""
        return in_sentence(self.language)

    @property
    def at(self) -> datetime:
        """When it came."""
        return self.statement.uploaded_at


def of_request(intervention: Intervention) -> list[VersionLine]:
    """Return the versions of a request, for whoever acts for the delegation or the staff; one query."""
    found = queries.of_requests([intervention.pk])[intervention.pk]
    return lines_of(found, intervention.delegation.meeting)


def lines_of(versions: Iterable[Statement], meeting: Meeting) -> list[VersionLine]:
    """Return versions of one request as lines, newest first."""
    every = list(versions)
    newest = {one.pk for one in queries.newest_among(every)}
    public = {one.pk for one in queries.public_among(every)}
    return [
        VersionLine(one, address_of(one, meeting), one.pk in newest, *_stand(one, newest, public))
        for one in reversed(every)
    ]


def in_sentence(language: str) -> str:
    """Return the name of a language as it stands inside a sentence in the reader's language."""
    return language if (get_language() or "en").startswith("en") else language.lower()


def address_of(statement: Statement, meeting: Meeting) -> str:
    """Return where a statement is fetched by those who may."""
    return meeting_path(meeting, "statement_files:file", statement.key)


def _stand(one: Statement, newest: set[int], public: set[int]) -> tuple[str, str]:
    """Return who may see a version, in words, and the tone of its tag."""
    if one.pk in public:
        return pgettext("statement", "published"), "ok"
    if one.pk not in newest:
        return pgettext("statement", "replaced"), ""
    if queries.is_delivered(one):
        return pgettext("statement", "delivered: open to those who take part"), "info"
    if queries.is_disclosed(one):
        return pgettext("statement", "released: open to those who take part"), "info"
    if one.last_verb == WRITTEN:  # type: ignore[attr-defined]
        return pgettext("statement", "held until released"), "wait"
    return pgettext("statement", "held until delivered"), "wait"
