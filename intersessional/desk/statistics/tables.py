"""Tables as pages, CSV and paper show them: labels, cells, sum, and what stands below."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from programme.interventions.afterwards.chart import Chart, chart_of

Cell = int | float | str | None


@dataclass(frozen=True)
class Line:
    """A row: its label, and a cell for each column. None is a number that is not shown."""

    label: str
    cells: Sequence[Cell]
    # Said of the row: “coverage under 80 %”.
    warning: str = ""


@dataclass(frozen=True)
class Table:
    """A table with its sum, the column that its picture shows, and its definitions."""

    key: str
    title: str
    heading: str
    columns: Sequence[str]
    rows: Sequence[Line]
    definitions: Sequence[str]
    total: Line | None = None
    # What is said of it before its definitions.
    notes: Sequence[str] = field(default=())
    charted: int = 0

    @property
    def lines(self) -> list[Line]:
        """The rows, and the sum."""
        return [*self.rows, *([self.total] if self.total else [])]

    @property
    def body(self) -> list[tuple[Line, list[tuple[str, Cell]], bool]]:
        """The rows with the title of each cell, and whether it is the sum."""
        return [
            (one, list(zip(self.columns, one.cells, strict=True)), one is self.total)
            for one in self.lines
        ]

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is shown."""
        return all(cell is None for row in self.rows for cell in row.cells)

    @property
    def chart(self) -> Chart:
        """A picture of one of its columns."""
        rows = [(one.label, _number(one.cells[self.charted])) for one in self.rows]
        return chart_of(rows)

    @property
    def charted_title(self) -> str:
        """What the picture shows."""
        return self.columns[self.charted]


def thin() -> str:
    """Say that too few have answered."""
    return _("coverage under 80 %")


def _number(cell: Cell) -> int | None:
    """Return a number that can be drawn; of “35 %” the number."""
    if isinstance(cell, str):
        digits = "".join(sign for sign in cell if sign.isdigit())
        return int(digits) if digits else None
    return None if cell is None else round(cell)
