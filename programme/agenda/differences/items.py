"""What differs in the items of the agenda: in themselves, and in when and how they are dealt with."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..reading import Item, Programme
from . import people, wording
from .blocks import changes_of_blocks
from .values import Change, Fact, Kind


def changes_of_items(old: Programme, new: Programme) -> Iterator[Change]:
    """Yield the changes of items by their number; those that were removed last."""
    before = {item.uid: item for item in old.items}
    after = {item.uid: item for item in new.items}
    for item in new.items:
        if item.uid in before:
            yield from _kept(before[item.uid], item, old, new)
        else:
            fact = Fact(Kind.ITEM_ADDED, partial(_tell_added, new, item))
            yield _change(fact, item, people.of_item(new, item))
    for item in old.items:
        if item.uid not in after:
            fact = Fact(Kind.ITEM_REMOVED, lambda: _("no longer on the agenda"))
            yield _change(fact, item, people.of_item(old, item))
    # What belongs to no item.
    yield from changes_of_blocks(None, old, new)


def _kept(was: Item, item: Item, old: Programme, new: Programme) -> Iterator[Change]:
    concerned = people.of_item(old, was) | people.of_item(new, item)
    for fact in _itself(was, item):
        yield _change(fact, item, concerned)
    yield from changes_of_blocks(item, old, new)


def _change(fact: Fact, item: Item, concerned: frozenset[str]) -> Change:
    return Change(fact, item=item, people=concerned, item_uids=frozenset({item.uid}))


def _itself(old: Item, new: Item) -> Iterator[Fact]:
    what = gettext_lazy("number")
    yield from wording.of_value(Kind.ITEM, what, old.number, new.number)
    yield from wording.of_text(Kind.ITEM, gettext_lazy("title"), old.title, new.title)
    yield from wording.of_text(Kind.ITEM, gettext_lazy("summary"), old.summary, new.summary)
    what, president = gettext_lazy("led by"), gettext_lazy("President")
    yield from wording.of_named(Kind.ITEM, what, old.committee, new.committee, president)


def _tell_added(programme: Programme, item: Item) -> str:
    blocks = [one for one in programme.blocks if one.item and one.item.uid == item.uid]
    times = [
        f"{wording.day(one.begins_at)}, {wording.hours(one.begins_at, one.ends_at)}"
        for one in blocks
    ]
    if not times:
        return _("new on the agenda, without a time yet")
    return _("new on the agenda, %(times)s") % {"times": "; ".join(times)}
