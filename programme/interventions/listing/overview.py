"""All lists of a meeting, by day and item."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programme.agenda.reading import Item
from registration.meetings.models import Meeting

from .. import queries
from ..lists.budget import Budget, together
from ..models import Intervention
from .lines import SpeakersPage


@dataclass(frozen=True)
class ItemTime:
    """An item with its lists on a day: together they need, and have, so much time."""

    item: Item | None
    pages: list[SpeakersPage]

    @property
    def budget(self) -> Budget:
        """The time of its segments together."""
        return together(one.budget for one in self.pages)


@dataclass(frozen=True)
class Day:
    """A day with its items, in the order of the programme."""

    day: date
    items: list[ItemTime]


@dataclass(frozen=True)
class Need:
    """A list that needs somebody, and for what, in words: the most urgent first."""

    page: SpeakersPage
    words: list[str]


def needs_of(days: list[Day], *, at: datetime) -> list[Need]:
    """Return the lists of parts that are not over which need the staff, the most urgent first."""
    pages = [page for day in days for item in day.items for page in item.pages]
    ranked = sorted(
        (_rank(page), n, page) for n, page in enumerate(pages) if page.segment.segment.ends_at > at
    )
    return [Need(page, words) for _rank_, _n, page in ranked if (words := _needs(page))]


def _rank(page: SpeakersPage) -> tuple[bool, ...]:
    return (not page.late, not page.can_draw, page.budget.fits)


def _needs(page: SpeakersPage) -> list[str]:
    late, short, unnamed = len(page.late), page.budget.short_minutes, page.to_be_named
    found = [
        ngettext("%(n)d late request", "%(n)d late requests", late) % {"n": late} if late else "",
        _("lots to be drawn") if page.can_draw else "",
        ngettext("%(n)d minute too many", "%(n)d minutes too many", short) % {"n": short}
        if short
        else "",
        ngettext("%(n)d speaker to be named", "%(n)d speakers to be named", unnamed)
        % {"n": unnamed}
        if unnamed
        else "",
    ]
    return [words for words in found if words]


def days_of(meeting: Meeting, *, at: datetime) -> list[Day]:
    """Return the lists of a meeting by day and item; six queries for any number of them."""
    pages = pages_of(meeting, at=at)
    by_day = groupby(pages, lambda one: one.segment.segment.begins_at.date())
    return [Day(day, _items(list(found))) for day, found in by_day]


def pages_of(meeting: Meeting, *, at: datetime) -> list[SpeakersPage]:
    """Return each list, without what happened to it."""
    segments = queries.segments_of(meeting)
    lists = queries.speakers_lists(segments)
    under: dict[int, dict[int, Intervention]] = defaultdict(dict)
    for row in Intervention.objects.filter(segment__in=lists).with_names():
        under[row.segment_id][row.pk] = row
    return [SpeakersPage(one, lists[one.pk], under[one.pk], [], at) for one in segments]


def _items(pages: list[SpeakersPage]) -> list[ItemTime]:
    found: dict[str, list[SpeakersPage]] = defaultdict(list)
    for page in pages:
        item = page.segment.segment.item
        found[item.uid if item else ""].append(page)
    return [ItemTime(lines[0].segment.segment.item, lines) for lines in found.values()]
