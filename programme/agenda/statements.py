"""Statements on the page of an item: what was said under it, for whoever may read it.

`settings.PROGRAMME_STATEMENTS` names a function of (meeting, segments, user=) that returns `Found`: the
programme knows no part above it. They belong to no version of the programme, and come and go at once:
a page that is kept by version asks for them each time.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.module_loading import import_string

from intersessional.accounts.models import User
from registration.meetings.models import Meeting

from .reading import Item, Programme


@dataclass(frozen=True)
class StatementFile:
    """A statement in one language, as a link says it."""

    url: str
    language: str
    language_name: str
    kind: str
    size_bytes: int
    check_against_delivery: bool


@dataclass(frozen=True)
class ItemStatement:
    """What a delegation said; `speaker` is empty for those who do not take part in the meeting."""

    entity: str
    on_behalf_of: str
    kind: str
    speaker: str
    is_written_only: bool
    is_public: bool
    files: tuple[StatementFile, ...]


@dataclass(frozen=True)
class Found:
    """The statements of an item: `key` differs as soon as there are others, `make` makes the lines."""

    key: Hashable
    make: Callable[[], list[ItemStatement]]


def statements_of(
    meeting: Meeting, programme: Programme, item: Item, *, user: User | AnonymousUser
) -> Found:
    """Return the statements under an item that somebody may read; one query for the public."""
    source: Callable[..., Found] = import_string(settings.PROGRAMME_STATEMENTS)
    segments: Sequence[str] = [
        one.uid for block in programme.blocks_of(item) for one in block.segments
    ]
    return source(meeting, segments, user=user)
