"""Sheets that go out: the template, the rows that were left out, lists. Cells are texts, or typed.

openpyxl, with numpy, is loaded where a sheet is written: a web process without sheets need not hold it.
"""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import IO, TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from .columns import LABELS, REQUIRED, allowed_values
from .reading import MAX_ROWS

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# A text, a number, how long, a time of day, or a time without a zone; None is an empty cell.
Cell = str | int | timedelta | time | datetime | None
# How times are shown, whatever the language of the program that opens the sheet.
_CLOCK, _MOMENT = "hh:mm", "yyyy-mm-dd hh:mm"
# What the name of a sheet cannot hold, and how long it may be.
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME_LENGTH = 31
# The same as openpyxl refuses.
_ILLEGAL = re.compile(r"[\000-\010]|[\013-\014]|[\016-\037]")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template(names: Sequence[str]) -> bytes:
    """Return a sheet with a heading for each column, and a second that explains them."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

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
    from openpyxl import Workbook

    book = Workbook()
    _put(book.worksheets[0], rows)
    return _bytes(book)


def typed_table(rows: Sequence[Sequence[Cell]], *, title: str, time_format: str) -> bytes:
    """Return a sheet of this name; texts stay texts, numbers and times can be reckoned with."""
    from openpyxl import Workbook

    book = Workbook()
    _put_typed(book.worksheets[0], rows, title=title, time_format=time_format)
    return _bytes(book)


def typed_book(
    sheets: Sequence[tuple[str, Sequence[Sequence[Cell]]]], *, time_format: str = "[h]:mm"
) -> bytes:
    """Return several such sheets in one file, each with its name; there is at least one."""
    from openpyxl import Workbook

    book = Workbook()
    for number, (title, rows) in enumerate(sheets):
        sheet = book.create_sheet() if number else book.worksheets[0]
        _put_typed(sheet, rows, title=title, time_format=time_format)
    return _bytes(book)


def streamed_table(
    file: IO[bytes], heads: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str
) -> None:
    """Write a sheet of this name into a file, typed as those above, one row after the other.

    However many there are: no more than a row is held.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.title = _NO_NAME.sub(" ", title)[:_NAME_LENGTH].strip(" '") or sheet.title
    sheet.freeze_panes = "A2"
    for column in range(1, len(heads) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 24
    text = _put_text(WriteOnlyCell(sheet), "", is_head=False)
    sheet.append([_put_text(WriteOnlyCell(sheet), one, is_head=True) for one in heads])
    for row in rows:
        # A cell is written before the next is asked for.
        sheet.append(_streamed(sheet, one, text) for one in row)
    book.save(file)


def _streamed(sheet: Any, value: Cell, text: Any) -> Any:
    """Return a cell of a sheet that is written row by row; all texts are the one cell `text` in turn.

    To make a cell and its style takes longer than to write it.
    """
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, str):
        text._value = _legal(value)
        return text
    cell = WriteOnlyCell(sheet)
    _put_value(cell, value, "[h]:mm")
    return cell


def _put_typed(
    sheet: "Worksheet", rows: Sequence[Sequence[Cell]], *, title: str, time_format: str
) -> None:
    sheet.title = _NO_NAME.sub(" ", title)[:_NAME_LENGTH].strip(" '") or sheet.title
    _put(sheet, [[cell if isinstance(cell, str) else "" for cell in row] for row in rows])
    for row, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            if not isinstance(value, str):
                _put_value(sheet.cell(row, column), value, time_format)


def _put_value(
    cell: Any, value: int | timedelta | time | datetime | None, time_format: str
) -> None:
    cell.quotePrefix = False
    cell.value = value
    if isinstance(value, timedelta):
        cell.number_format = time_format
    elif isinstance(value, datetime):
        cell.number_format = _MOMENT
    elif isinstance(value, time):
        cell.number_format = _CLOCK


def _explained(name: str) -> str:
    if name == "days":
        return _("Dates such as 2018-06-07, with commas between; empty: all days of the meeting.")
    if name == "delegation":
        return _("The name in English, French or Spanish, the acronym or the code.")
    if name == "receipt_number":
        return _("Of somebody who is registered already and whose particulars change.")
    values = allowed_values(name)
    return ", ".join(values) if values else _("Any text.")


def _put(sheet: "Worksheet", rows: Sequence[Sequence[str]]) -> None:
    from openpyxl.utils import get_column_letter

    for row, cells in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            _put_text(sheet.cell(row, column), text, is_head=row == 1)
    for column in range(1, len(rows[0]) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 24
    sheet.freeze_panes = "A2"


def _legal(text: str) -> str:
    """Return a text without what no sheet can hold."""
    return _ILLEGAL.sub("\ufffd", text)


def _put_text(cell: Any, text: str, *, is_head: bool) -> Any:
    from openpyxl.styles import Alignment, Font

    # A text, whatever it begins with: no program takes it for a formula.
    cell.value = _legal(text)
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.alignment = Alignment(vertical="top", wrap_text=not is_head)
    if is_head:
        cell.font = Font(bold=True)
    return cell


def _bytes(book: "Workbook") -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
