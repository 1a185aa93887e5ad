"""What a comparison of two versions gives."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intersessional.localised import LANGUAGES

from ..reading import Block, Item, Programme

EVERY_LANGUAGE = frozenset(LANGUAGES)
NOBODY: frozenset[str] = frozenset()


class Kind(StrEnum):
    """What a change is about."""

    MEETING = "meeting"
    SESSION_ADDED = "session added"
    SESSION_REMOVED = "session removed"
    SESSION_MOVED = "session moved"
    SESSION = "session"
    ROOM = "room"
    CHAIR = "chair"
    ITEM_ADDED = "item added"
    ITEM_REMOVED = "item removed"
    ITEM = "item"
    MOVED = "moved"
    ORDER = "order"
    SEGMENT_ADDED = "segment added"
    SEGMENT_REMOVED = "segment removed"
    SEGMENT = "segment"
    PANEL = "panel"
    PERSON = "person"


@dataclass(frozen=True)
class Fact:
    """Something that differs, told in the language that is active when it is told."""

    kind: Kind
    tell: Callable[[], str]
    # Whose readers see it: a new French title is nothing to those who read Spanish.
    languages: frozenset[str] = EVERY_LANGUAGE


@dataclass(frozen=True)
class Change:
    """One difference between two versions: what it is about, in words, and whom it concerns.

    `people` are the uids of those who chair, moderate or sit on a panel there, before or after;
    `item_uids` the items whose readers it concerns, which for a session's change are all of its items.
    """

    fact: Fact = field(repr=False)
    item: Item | None = None
    day: date | None = None
    # The part of the item, or the session; told in the active language, and empty where it is the whole.
    part: Callable[[], str] = field(default=str, repr=False)
    people: frozenset[str] = NOBODY
    item_uids: frozenset[str] = NOBODY
    # The sessions and segments of the new version that it is about; none: all of the item's.
    places: frozenset[str] = NOBODY

    def touches(self, block: Block) -> bool:
        """Say whether it is about a block of an item that it concerns."""
        here = {block.session.uid, *(one.uid for one in block.segments)}
        return not self.places or bool(self.places & here)

    @property
    def kind(self) -> Kind:
        """What it is about."""
        return self.fact.kind

    @property
    def languages(self) -> frozenset[str]:
        """The languages whose readers see it."""
        return self.fact.languages

    @property
    def words(self) -> str:
        """The change as a sentence in the active language, with the item it is about."""
        return self._sentence(f"{self.item.number} {self.item.title}" if self.item else "")

    @property
    def words_below_item(self) -> str:
        """The same where the item is named already, as below a heading."""
        return self._sentence("")

    def _sentence(self, item: str) -> str:
        subject = ", ".join(filter(None, [item, self.part()]))
        told = self.fact.tell()
        if subject:
            told = _("%(subject)s: %(told)s") % {"subject": subject, "told": told}
        return told_whole(told)


@dataclass(frozen=True)
class Differences:
    """All changes from one version to another: of the whole, of the sessions by time, of the items."""

    old: Programme | None
    new: Programme
    changes: list[Change]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs that anybody is shown."""
        return not self.changes

    @cached_property
    def item_uids(self) -> frozenset[str]:
        """The items that changed, are new or moved; or have gone."""
        return frozenset().union(*[change.item_uids for change in self.changes])

    @property
    def whole(self) -> list[Change]:
        """The changes that belong neither to a day nor to an item."""
        return [one for one in self.changes if one.item is None and one.day is None]

    @property
    def by_day(self) -> dict[date, list[Change]]:
        """The changes of sessions, by their day."""
        found = [one for one in self.changes if one.item is None]
        days = sorted({one.day for one in found if one.day})
        return {day: [one for one in found if one.day == day] for day in days}

    @property
    def by_item(self) -> list[tuple[Item, list[Change]]]:
        """The changes of items, by their number; those that were removed stand last."""
        items: dict[str, tuple[Item, list[Change]]] = {}
        for one in self.changes:
            if one.item:
                items.setdefault(one.item.uid, (one.item, []))[1].append(one)
        stay = {item.uid for item in self.new.items}
        return sorted(items.values(), key=lambda one: (one[0].uid not in stay, one[0].number))

    def only(self, changes: list[Change]) -> "Differences":
        """Return some of the changes, to be shown as all of them are."""
        return Differences(self.old, self.new, changes)


def told_whole(told: str) -> str:
    """Return what is told as a sentence: with a capital, and a full stop."""
    return capfirst(told) if told.endswith((".", "?", "!", "…")) else f"{capfirst(told)}."
