"""Sheets that go out: the template, the rows that were left out, lists. Cells are texts, or typed."""

import io
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from .columns import LABELS, REQUIRED, allowed_values
from .reading import MAX_ROWS

# A text, a number or a time; None is an empty cell.
Cell = str | int | timedelta | None
# What the name of a sheet cannot hold, and how long it may be.
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME_LENGTH = 31
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template(names: Sequence[str]) -> bytes:
    """Return a sheet with a heading for each column, and a second that explains them."""
    book = Workbook()
    people, columns = book.worksheets[0], book.create_sheet(_("Columns"))
    people.title = _("People")
    _put(people, [[str(LABELS[name]) for name in names]])
    if "role" in names:
        letter = get_column_letter(list(names).index("role") + 1)
        words = ",".join(allowed_values("role"))
        check = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
        people.add_data_validation(check)
        check.add(f"{letter}2:{letter}{MAX_ROWS + 1}")
    rows = [[_("Column"), _("Needed"), _("Allowed values")]]
    rows += [
        [
            str(LABELS[name]),
            _("yes") if name in (*REQUIRED, "delegation") else _("no"),
            _explained(name),
        ]
        for name in names
    ]
    _put(columns, rows)
    return _bytes(book)


def table(rows: Sequence[Sequence[str]]) -> bytes:
    """Return a sheet of texts; the first row is its heading."""
    book = Workbook()
    _put(book.worksheets[0], rows)
    return _bytes(book)


def typed_table(rows: Sequence[Sequence[Cell]], *, title: str, time_format: str) -> bytes:
    """Return a sheet of this name; texts stay texts, numbers and times can be reckoned with."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _NO_NAME.sub(" ", title)[:_NAME_LENGTH].strip(" '") or sheet.title
    _put(sheet, [[cell if isinstance(cell, str) else "" for cell in row] for row in rows])
    for row, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            if not isinstance(value, str):
                _put_value(sheet.cell(row, column), value, time_format)
    return _bytes(book)


def _put_value(cell: Any, value: int | timedelta | None, time_format: str) -> None:
    cell.quotePrefix = False
    cell.value = value
    if isinstance(value, timedelta):
        cell.number_format = time_format


def _explained(name: str) -> str:
    if name == "days":
        return _("Dates such as 2018-06-07, with commas between; empty: all days of the meeting.")
    if name == "delegation":
        return _("The name in English, French or Spanish, the acronym or the code.")
    if name == "receipt_number":
        return _("Of somebody who is registered already and whose particulars change.")
    values = allowed_values(name)
    return ", ".join(values) if values else _("Any text.")


def _put(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    for row, cells in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            cell = sheet.cell(row, column)
            # A text, whatever it begins with: no program takes it for a formula.
            cell.value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)
            cell.data_type = "s"
            cell.quotePrefix = True
            cell.alignment = Alignment(vertical="top", wrap_text=row > 1)
            if row == 1:
                cell.font = Font(bold=True)
    for column in range(1, len(rows[0]) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 24
    sheet.freeze_panes = "A2"


def _bytes(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
