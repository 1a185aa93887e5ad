"""Charts as the server draws them: whole numbers for an SVG, and the same numbers for its table.

A template includes `desk/charts/columns.html` or `desk/charts/bars.html` with what these functions
return as `chart`, and puts the table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

# Units of the drawing; the style sheet scales it to the width of its column.
WIDTH = 320
_COLUMNS_HEIGHT, _FLOOR, _CEILING = 190, 160, 24
_BAR, _ROW = 11, 38
# More labels than that would run into each other.
_LABELS = 6


@dataclass(frozen=True)
class Value:
    """One number of a chart: what it counts, and the list that holds them."""

    label: str
    number: int
    url: str = ""


@dataclass(frozen=True)
class Mark:
    """One bar of a drawing; `middle` is where its text stands, `says` whether its label has room."""

    value: Value
    x: int
    y: int
    width: int
    height: int
    middle: int
    says: bool = True

    @property
    def above(self) -> int:
        """Where the text over the bar stands."""
        return self.y - 6


@dataclass(frozen=True)
class Chart:
    """A drawing of some values."""

    height: int
    marks: list[Mark]

    @property
    def width(self) -> int:
        """How wide it is."""
        return WIDTH

    @property
    def values(self) -> list[Value]:
        """The numbers of its table."""
        return [mark.value for mark in self.marks]

    @property
    def total(self) -> int:
        """What they add up to."""
        return sum(value.number for value in self.values)


def columns(values: Sequence[Value]) -> Chart:
    """Return upright bars, from left to right, as for weeks."""
    most = max((value.number for value in values), default=0) or 1
    step = WIDTH // max(len(values), 5)
    every = -(-len(values) // _LABELS) or 1
    marks = [
        _column(value, n, step, most, says=(len(values) - 1 - n) % every == 0)
        for n, value in enumerate(values)
    ]
    return Chart(_COLUMNS_HEIGHT, marks)


def _column(value: Value, n: int, step: int, most: int, *, says: bool) -> Mark:
    height = _scaled(value.number, most, _FLOOR - _CEILING)
    gap = min(6, step // 6)
    x, width = n * step + gap, step - 2 * gap
    return Mark(value, x, _FLOOR - height, width, height, x + width // 2, says)


def bars(values: Sequence[Value]) -> Chart:
    """Return bars that lie one under the other, each beneath its label."""
    most = max((value.number for value in values), default=0) or 1
    marks = [
        Mark(value, 0, n * _ROW + 19, _scaled(value.number, most, WIDTH), _BAR, n * _ROW + 13)
        for n, value in enumerate(values)
    ]
    return Chart(max(len(values) * _ROW, 1), marks)


def _scaled(number: int, most: int, room: int) -> int:
    """Return a length; what there is at all can be seen."""
    return max(round(number * room / most), 1) if number else 0
