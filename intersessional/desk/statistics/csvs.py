"""Tables as CSV: a line for each cell, so that tables of different widths stand in one file."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from programme.interventions.afterwards.csvs import CSV, safe

from .tables import Table

__all__ = ["CSV", "csv_of"]
# So that programs read accents right.
_MARK = "\ufeff"


def csv_of(tables: Iterable[Table]) -> bytes:
    """Return tables with their definitions; a number that is hidden says so."""
    rows: list[list[object]] = [
        [_("Table"), _("Row"), _("Column"), _("Value"), _("What is counted")]
    ]
    for table in tables:
        explained = " ".join([*table.notes, *table.definitions])
        rows += [
            [table.title, line.label, column, _shown(cell), explained]
            for line in table.lines
            for column, cell in zip(table.columns, line.cells, strict=True)
        ]
    file = io.StringIO()
    csv.writer(file).writerows([safe(cell) for cell in row] for row in rows)
    return (_MARK + file.getvalue()).encode()


def _shown(cell: object) -> object:
    return _("not shown") if cell is None else cell
