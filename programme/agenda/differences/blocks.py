"""What differs in when and how an item is dealt with.

An item's block is told once, not each of its segments; and what a whole session does (`sessions.py`) is
not told again by those of its blocks that move along with it.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..reading import Block, Item, Programme, Segment
from . import people, wording
from .segments import facts_of_segment
from .values import NOBODY, Change, Fact, Kind

type Placed = dict[str, tuple[Segment, Block]]


def changes_of_blocks(item: Item | None, old: Programme, new: Programme) -> Iterator[Change]:
    """Yield what differs between an item's blocks of two versions (without item: between breaks)."""
    yield from _Blocks(item, old, new).changes()


class _Blocks:
    """One item's blocks before and after, each new one with the old one of which it has most."""

    def __init__(self, item: Item | None, old: Programme, new: Programme) -> None:
        self.item = item
        self.old, self.new = _blocks(old, item), _blocks(new, item)
        self.was, self.now = _placed(self.old), _placed(self.new)
        # A segment may come from another item, or go there.
        self.was_anywhere, self.is_anywhere = _placed(old.blocks), _placed(new.blocks)
        self.match = self._match()

    def changes(self) -> Iterator[Change]:
        for block in self.new:
            yield from self._moved(block)
            yield from self._order(block)
            yield from self._added(block)
            yield from self._kept(block)
        for block in self.old:
            yield from self._removed(block)

    def _match(self) -> dict[str, Block]:
        """Return for each new block, by its first segment, the old one that it continues."""
        pairs = []
        for i, block in enumerate(self.new):
            for j, was in enumerate(self.old):
                shared = len(_uids(block) & _uids(was))
                if shared:
                    pairs.append((-shared, block.session.uid != was.session.uid, i, j))
        found: dict[int, int] = {}
        for _shared, _other_session, i, j in sorted(pairs):
            if i not in found and j not in found.values():
                found[i] = j
        return {_key(self.new[i]): self.old[j] for i, j in found.items()}

    def _moved(self, block: Block) -> Iterator[Change]:
        """Yield that the block, or a run of its segments from another one, is at another time."""
        match = self.match.get(_key(block))
        if match and not _goes_along(block, match):
            part = partial(_names, block.segments) if self.item is None else str
            yield from self._at_another_time(block, match, block.segments[0], match, part)
        known = [one for one in block.segments if one.uid in self.was]
        for was, run in groupby(known, lambda one: self.was[one.uid][1]):
            if was is not match:
                segments = list(run)
                before = self.was[segments[0].uid][0]
                part = partial(_names, segments)
                yield from self._at_another_time(block, was, segments[0], before, part)

    def _at_another_time(
        self,
        block: Block,
        was: Block,
        now: Segment,
        before: Segment | Block,
        part: Callable[[], str],
    ) -> Iterator[Change]:
        if now.begins_at != before.begins_at:
            tell = partial(wording.time_instead, now.begins_at, before.begins_at)
            yield self._change(Fact(Kind.MOVED, tell), [block, was], part)
        elif block.session.uid != was.session.uid:
            tell = partial(_tell_session, block, was)
            yield self._change(Fact(Kind.MOVED, tell), [block, was], part)

    def _order(self, block: Block) -> Iterator[Change]:
        match = self.match.get(_key(block))
        if match is None:
            return
        kept = _uids(block) & _uids(match)
        after, before = [
            [one.uid for one in each.segments if one.uid in kept] for each in (block, match)
        ]
        if after != before:
            tell = partial(_tell_order, block)
            yield self._change(Fact(Kind.ORDER, tell), [block, match])

    def _added(self, block: Block) -> Iterator[Change]:
        added = [one for one in block.segments if one.uid not in self.was_anywhere]
        if self.item and len(added) == len(block.segments):
            tell = partial(_tell_also, block)
            yield self._change(Fact(Kind.SEGMENT_ADDED, tell), [block])
            return
        for segment in added:
            tell = partial(_tell_added, segment)
            fact = Fact(Kind.SEGMENT_ADDED, tell)
            yield self._change(fact, [block], partial(_names, [segment]))
        for segment in block.segments:
            if segment.uid in self.was_anywhere and segment.uid not in self.was:
                was = self.was_anywhere[segment.uid][1]
                fact = Fact(Kind.SEGMENT, partial(_tell_belongs, segment, was))
                yield self._change(fact, [block, was], partial(_names, [segment]))

    def _kept(self, block: Block) -> Iterator[Change]:
        for segment in block.segments:
            if segment.uid not in self.was_anywhere:
                continue
            old, was = self.was_anywhere[segment.uid]
            for fact in facts_of_segment(old, segment):
                yield self._change(fact, [block, was], partial(_names, [segment]))

    def _removed(self, block: Block) -> Iterator[Change]:
        gone = [one for one in block.segments if one.uid not in self.is_anywhere]
        if self.item and len(gone) == len(block.segments):
            tell = partial(_tell_not_any_more, block)
            yield self._change(Fact(Kind.SEGMENT_REMOVED, tell), [block])
            return
        for segment in gone:
            fact = Fact(Kind.SEGMENT_REMOVED, partial(_tell_gone, segment))
            yield self._change(fact, [block], partial(_names, [segment]))
        for segment in block.segments:
            if segment.uid in self.is_anywhere and segment.uid not in self.now:
                goes_to = self.is_anywhere[segment.uid][1]
                fact = Fact(Kind.SEGMENT_REMOVED, partial(_tell_goes, segment, goes_to))
                yield self._change(fact, [block, goes_to], partial(_names, [segment]))

    def _change(self, fact: Fact, blocks: list[Block], part: Callable[[], str] = str) -> Change:
        """Return a change of blocks of this item, before or after; the first one says when and where.

        A block that has gone leaves nothing to be marked but the item.
        """
        return Change(
            fact,
            item=self.item,
            day=blocks[0].begins_at.date(),
            part=part,
            people=NOBODY.union(*[people.of_block(one) for one in blocks]),
            item_uids=frozenset({self.item.uid}) if self.item else NOBODY,
            places=frozenset(_uids(blocks[0]) & self.now.keys()),
        )


def _blocks(programme: Programme, item: Item | None) -> list[Block]:
    uid = item.uid if item else None
    return [one for one in programme.blocks if (one.item.uid if one.item else None) == uid]


def _placed(blocks: Iterable[Block]) -> Placed:
    return {segment.uid: (segment, block) for block in blocks for segment in block.segments}


def _key(block: Block) -> str:
    return block.segments[0].uid


def _uids(block: Block) -> set[str]:
    return {segment.uid for segment in block.segments}


def _goes_along(block: Block, was: Block) -> bool:
    """Say whether a block did nothing but what its session did."""
    if block.session.uid != was.session.uid:
        return False
    return block.begins_at - was.begins_at == block.session.begins_at - was.session.begins_at


def _names(segments: Iterable[Segment]) -> str:
    return ", ".join(wording.segment_name(one) for one in segments)


def _tell_session(block: Block, was: Block) -> str:
    names = [wording.session_name(one.session) for one in (block, was)]
    return _("in another session: %(session)s") % {"session": wording.instead(*names)}


def _tell_order(block: Block) -> str:
    return _("in another order: %(segments)s") % {"segments": _names(block.segments)}


def _tell_also(block: Block) -> str:
    span = wording.hours(block.begins_at, block.ends_at)
    return _("now also on %(day)s, %(hours)s") % {
        "day": wording.day(block.begins_at),
        "hours": span,
    }


def _tell_not_any_more(block: Block) -> str:
    span = wording.hours(block.begins_at, block.ends_at)
    facts = {"day": wording.day(block.begins_at), "hours": span}
    return _("no longer on %(day)s, %(hours)s") % facts


def _tell_added(segment: Segment) -> str:
    facts = {"when": wording.moment(segment.begins_at), "minutes": segment.minutes}
    return (
        ngettext(
            "new, on %(when)s, for %(minutes)d minute",
            "new, on %(when)s, for %(minutes)d minutes",
            segment.minutes,
        )
        % facts
    )


def _tell_gone(segment: Segment) -> str:
    return _("taken out (it was on %(when)s)") % {"when": wording.moment(segment.begins_at)}


def _tell_belongs(segment: Segment, was: Block) -> str:
    if was.item is None:
        return _tell_added(segment)
    return _("belongs here now, and no longer to %(item)s") % {"item": wording.item_name(was.item)}


def _tell_goes(segment: Segment, goes_to: Block) -> str:
    if goes_to.item is None:
        return _tell_gone(segment)
    return _("belongs to %(item)s now") % {"item": wording.item_name(goes_to.item)}
