"""Versions as pages read them: parsed once, and kept in this process's memory.

A publication never changes, so what was made of one stays true: no process has to tell another.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache

from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from registration.meetings.models import Meeting
from registration.meetings.queries import find_meeting
from registration.meetings.requests import seen_by

from . import queries
from .calendar_numbers import events_of
from .differences import Change, Differences, compare
from .models import Publication
from .reading import Item, Programme, published


@dataclass(frozen=True)
class Version:
    """A published version: the programme, and what differs from the version before (None: the first)."""

    key: int
    programme: Programme
    differences: Differences | None
    # The instants at which something on a page about it becomes another thing.
    turns: tuple[datetime, ...]
    # The numbers of the items of which a calendar can be made: cancelled ones, too.
    calendar_items: frozenset[int]

    def stage(self, at: datetime) -> int:
        """Return between which turns an instant lies: pages show the same until the next one."""
        return bisect_right(self.turns, at)

    @property
    def changes(self) -> list[Change]:
        """What differs from the version before, for readers of the active language."""
        language = (get_language() or "en")[:2]
        found = self.differences.changes if self.differences else []
        return [one for one in found if language in one.languages]

    def changes_of(self, item: Item) -> list[Change]:
        """Return those of `changes` that concern an item."""
        return [one for one in self.changes if item.uid in one.item_uids]


@dataclass(frozen=True)
class Place:
    """What an address speaks of: a meeting, and the key of its valid version (None: none yet).

    `stamp` is that of `queries.stamp`; with the minute it says all that a page can show of the meeting.
    """

    stamp: str
    minute: int
    meeting: Meeting
    key: int | None

    @property
    def has_documents(self) -> bool:
        """Whether the meeting has documents of its own, beside those of items."""
        return bool(self.meeting.has_documents)  # type: ignore[attr-defined]


def place_of(request: HttpRequest, *, at: datetime) -> Place:
    """Return what a request is about; one query, unless this process sees it for the first time.

    Whoever asks must be the first to ask for the meeting (`meeting_of` then has it, too).

    :raises Http404: there is no such meeting
    """
    match = request.resolver_match
    slug = match.kwargs.get("slug") if match else None
    # Which meeting is the current one changes with a day, and so with a minute.
    place = _place(queries.stamp(), slug, int(at.timestamp() // 60))
    meeting = seen_by(request, place.meeting if place else None)
    request._meeting = meeting  # type: ignore[attr-defined]
    if place is None or meeting is None:
        raise Http404
    return place


@lru_cache(maxsize=64)
def _place(stamp: str, slug: str | None, minute: int) -> Place | None:
    at = datetime.fromtimestamp(minute * 60, UTC)
    meeting = find_meeting(slug, at=at, among=queries.meetings_with_newest())
    if meeting is None:
        return None
    key: int | None = meeting.newest_publication  # type: ignore[attr-defined]
    return Place(stamp, minute, meeting, key)


def forget() -> None:
    """Know nothing, as a process that has just begun."""
    _place.cache_clear()
    version_of.cache_clear()


# A feed reads ten of them at once (feed.ENTRIES).
@lru_cache(maxsize=32)
def version_of(key: int) -> Version:
    """Return the version with a key; asks the database the first time."""
    this, *before = queries.with_previous(key)
    programme = published(this)
    differences = compare(published(before[0]), programme) if before else None
    return Version(key, programme, differences, _turns(programme), _calendar_items(this, programme))


def _calendar_items(publication: Publication, programme: Programme) -> frozenset[int]:
    numbers = {one.number for one in programme.items}
    numbers |= {event["told"]["number"] or 0 for event in events_of(publication).values()}
    return frozenset(numbers - {0})


def _turns(programme: Programme) -> tuple[datetime, ...]:
    found = {datetime.combine(day, time(), programme.zone) for day in programme.days}
    for session in programme.sessions:
        found |= {session.begins_at, session.ends_at}
        for one in session.segments:
            found |= {one.begins_at, one.ends_at}
            found |= {at for at in (one.requests_open_at, one.requests_close_at) if at}
    return tuple(sorted(found))
