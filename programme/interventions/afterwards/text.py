"""Who spoke, as a plain text that can be pasted into a report."""

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Any

from . import wording
from .record import ItemRecord, MeetingRecord, Part, Turn

WIDTH = 72
_INDENT = " " * 4
_WHOLE: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}


def as_text(record: MeetingRecord) -> str:
    """Return the record in lines of 72 signs at most; a longer word stands alone."""
    lines = [wording.heading(), *_wrapped(wording.meeting_line(record.meeting))]
    lines += [*_wrapped(wording.as_of(record)), "", *_wrapped(wording.source())]
    for item in record.items:
        lines += ["", "", *_item(item)]
    return "\n".join([*lines, ""])


def _item(item: ItemRecord) -> Iterator[str]:
    title = list(_wrapped(item.title))
    yield from title
    yield "=" * max(map(len, title))
    for part in item.parts:
        yield ""
        yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    yield from _wrapped(wording.part_title(part))
    yield from _wrapped(wording.when(part))
    yield from _spoken(part) if part.spoke else [wording.nobody_spoke(part)]
    if part.written:
        yield from ["", *_wrapped(wording.leading(wording.in_writing())), *_named(part.written)]
    if part.silent:
        yield from [
            "",
            *_wrapped(wording.leading(part.silent_words)),
            *_named(part.silent, with_state=True),
        ]


def _spoken(part: Part) -> Iterator[str]:
    for number, turn in enumerate(part.spoke, 1):
        yield from _hanging(f"{number:>2}.", turn.full_name)
        rest = wording.joined(wording.person(turn), turn.kind, turn.length)
        yield from wrap(rest, WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT, **_WHOLE)
    yield from _wrapped(wording.sum_words(part))


def _named(turns: Iterable[Turn], *, with_state: bool = False) -> Iterator[str]:
    for turn in turns:
        state = turn.state if with_state else ""
        yield from _hanging("  –", wording.joined(turn.full_name, turn.person, turn.kind, state))


def _hanging(mark: str, words: str) -> list[str]:
    return wrap(words, WIDTH, initial_indent=f"{mark} ", subsequent_indent=_INDENT, **_WHOLE)


def _wrapped(words: str) -> list[str]:
    return wrap(words, WIDTH, **_WHOLE)
