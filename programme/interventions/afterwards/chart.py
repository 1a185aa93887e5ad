"""A table as a picture: bars below each other, made by the server; the table beside it says the same.

Words keep their size on a small screen: only the bars are as wide as there is room.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

# In pixels; a line of words fits the narrowest screen.
LINE, BAR, GAP, LETTERS = 20, 12, 14, 32
# In per cent of the width; the number stands behind the longest bar.
_LONGEST = 84


@dataclass(frozen=True)
class Bar:
    """A row of the picture: lines of words with where they stand, and the bar below them.

    `number` is None where it is hidden; `percent` is the length of the bar.
    """

    words: list[tuple[str, int]]
    number: int | None
    percent: int
    bar_at: int

    @property
    def number_at(self) -> int:
        """The line on which the number stands."""
        return self.bar_at + BAR


@dataclass(frozen=True)
class Chart:
    """The bars of a table, and how high the picture is."""

    bars: list[Bar]
    height: int
    thick: int = BAR


def chart_of(rows: Sequence[tuple[str, int | None]]) -> Chart:
    """Return a picture of labels and numbers."""
    most = max((number or 0 for _label, number in rows), default=0) or 1
    bars, y = [], 0
    for label, number in rows:
        lines = wrap(label, LETTERS) or [""]
        words = [(line, y + LINE * (n + 1) - 5) for n, line in enumerate(lines)]
        y += LINE * len(lines)
        bars.append(Bar(words, number, round(_LONGEST * (number or 0) / most), y))
        y += BAR + GAP
    return Chart(bars, y)
