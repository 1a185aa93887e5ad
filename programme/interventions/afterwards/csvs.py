"""Statistics as CSV, each page's numbers as it shows them; no cell is taken for a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .public_figures import PublicStatistics
from .statistics import Statistics

CSV = "text/csv; charset=utf-8"
# By which a program takes a cell for something to be reckoned; full-width forms are read as these.
_FORMULAS = "=+-@"
# So that programs read accents right.
_MARK = "\ufeff"


def safe(value: object) -> str:
    """Return a cell as text; what could be taken for a formula gets an apostrophe before it."""
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    lines = text.replace("\r", "\n").split("\n")
    is_formula = any(_begins_a_formula(line) for line in lines) or text[:1] in {"\t", "\r", "\n"}
    return f"'{text}" if is_formula else text


def _begins_a_formula(line: str) -> bool:
    first = unicodedata.normalize("NFKC", line).strip()[:1]
    return bool(first) and first in _FORMULAS


def staff_csv(statistics: Statistics) -> bytes:
    """Return all that the staff's page shows, a line for each row of each table."""
    heads = [
        _("Table"),
        _("Row"),
        _("Statements"),
        pgettext("speakers", "Minutes"),
        _("Women"),
        _("Men"),
        _("Another answer"),
        _("Did not say, or not named"),
        _("Share of women, %"),
        _("Coverage, %"),
    ]
    rows = [
        [table.title, row.label, row.count, row.minutes, *_genders(row)]
        for table in statistics.tables
        for row in [*table.rows, table.total]
    ]
    rows += [
        [statistics.genders.title, row.label, row.count, row.minutes, *[""] * 6]
        for row in [*statistics.genders.rows, statistics.genders.total]
    ]
    return _bytes([heads, *rows])


def _genders(row: object) -> list[object]:
    names = ("women", "men", "another", "unsaid", "share", "coverage")
    found = [getattr(row, name) for name in names]
    return ["" if one is None else one for one in found]


def public_csv(statistics: PublicStatistics) -> bytes:
    """Return what everybody sees; a number that is hidden says so."""
    heads = [_("Table"), _("Row"), _("Statements"), pgettext("speakers", "Minutes")]
    rows = [
        [table.title, row.label, _shown(row.count), _shown(row.minutes)]
        for table in statistics.all_tables
        for row in [*table.rows, table.total]
    ]
    if shares := statistics.shares:
        rows.append([statistics.genders.title, _("Share of women"), shares.women, ""])
        rows.append([statistics.genders.title, _("Gender known"), shares.coverage, ""])
    return _bytes([heads, *rows])


def _shown(number: int | None) -> object:
    return _("not shown") if number is None else number


def _bytes(rows: Iterable[Sequence[object]]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([safe(cell) for cell in row] for row in rows)
    return (_MARK + file.getvalue()).encode()
