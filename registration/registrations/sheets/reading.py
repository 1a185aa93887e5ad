"""A sheet as it comes, by file or pasted, to rows of texts. Nothing in it is ever evaluated."""

import csv
import io
import zipfile
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED_BYTES = 60 * 1024 * 1024
MAX_ENTRIES = 500
MAX_ROWS = 500
MAX_COLUMNS = 60
MAX_CELL = 2000
# Sheets are often formatted far below their last row.
_LAST_ROW = 20_000
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROGRAMS = ("vbaproject.bin", "vbadata.xml", "activex")
_ENCRYPTED_ENTRY = 0x1

# The number of a row in the sheet, from 1, and its cells.
Row = tuple[int, list[str]]


def read_file(content: bytes) -> list[Row]:
    """Return the rows of an XLSX or CSV file that are not empty.

    :raises ValidationError: it is neither, too large, or holds programs; the sentence says what to do
    """
    if len(content) > MAX_BYTES:
        raise ValidationError(
            _("The file is larger than 5 MB. Please send its rows in several files."), code="large"
        )
    if content.startswith(b"PK\x03\x04"):
        return _bounded(_workbook(content))
    if content.startswith(_COMPOUND_FILE):
        raise ValidationError(
            _(
                "This sheet is in the old XLS format or has a password. "
                "Please save it as XLSX without a password."
            ),
            code="compound",
        )
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")):
        raise ValidationError(
            _("This is no XLSX or CSV file, whatever its name says. Please send one of these."),
            code="type",
        )
    return read_text(_decoded(content))


def read_text(text: str) -> list[Row]:
    """Return the rows of a text with tabs, semicolons or commas between its columns.

    :raises ValidationError: it is too large, or a quotation mark joins rows that are several
    """
    delimiter = _delimiter(text)
    found: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            _check_quotes(len(found) + 1, cells, delimiter, found[0] if found else cells)
            found.append(cells)
    except csv.Error as error:
        raise _quoted(len(found) + 1) from error
    return _bounded(enumerate(found, 1))


def _check_quotes(number: int, cells: list[str], delimiter: str, first: list[str]) -> None:
    """Refuse a cell that has swallowed rows: a quotation mark opened it, and a later one ended it.

    A cell of several lines is in order. Between tabs, a tab in it tells of a row; in a CSV file,
    where commas belong to texts, as many of them as so many rows would have.
    """
    joined = [cell for cell in cells if len(cell.splitlines()) > 1]
    inside = sum(cell.count(delimiter) for cell in joined)
    if not inside:
        return
    more = sum(len(cell.splitlines()) - 1 for cell in joined)
    if delimiter == "\t" or len(cells) - 1 + inside >= (more + 1) * (len(first) - 1):
        raise _quoted(number)


def _quoted(number: int) -> ValidationError:
    return ValidationError(
        _(
            'Row %(row)d: a cell begins with a quotation mark (") that is not closed where the cell '
            "ends, so that rows could be lost. Delete the mark in the sheet, or send the file as XLSX."
        ),
        code="quotes",
        params={"row": number},
    )


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max("\t;,", key=first.count)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _workbook(content: bytes) -> Any:
    from openpyxl import load_workbook  # with numpy, only where a sheet is read

    damaged = ValidationError(
        _("This XLSX file is damaged. Please save it anew, or as CSV."), code="damaged"
    )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive.infolist())
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        rows = book.worksheets[0].iter_rows(
            max_row=_LAST_ROW, max_col=MAX_COLUMNS + 1, values_only=True
        )
        return [(number, [_text(cell) for cell in cells]) for number, cells in enumerate(rows, 1)]
    except ValidationError:
        raise
    # openpyxl raises whatever a damaged file makes its readers stumble over.
    except Exception as error:
        raise damaged from error


def _check(entries: list[zipfile.ZipInfo]) -> None:
    names = {entry.filename.lower() for entry in entries}
    if "xl/workbook.xml" not in names:
        raise ValidationError(
            _("This is no XLSX or CSV file, whatever its name says. Please send one of these."),
            code="type",
        )
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES:
        raise ValidationError(
            _("This file unpacks to more than the portal takes. Please save its rows as CSV."),
            code="unpacked",
        )
    if any(entry.flag_bits & _ENCRYPTED_ENTRY for entry in entries):
        raise ValidationError(
            _("This sheet has a password. Please save it without."), code="encrypted"
        )
    if any(program in name for name in names for program in _PROGRAMS):
        raise ValidationError(
            _("This sheet holds macros. Please save it as XLSX without them."), code="macros"
        )


def _text(cell: Any) -> str:
    """Return a cell as somebody reads it: 41790000000.0 is a telephone number; a formula is itself."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not cell.time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(getattr(cell, "text", cell))


def _bounded(rows: Any) -> list[Row]:
    found = []
    for number, cells in rows:
        kept = [cell.strip(" \t\r\n\u00a0") for cell in cells]
        while kept and not kept[-1]:
            kept.pop()
        if not kept:
            continue
        found.append((number, [_escaped(cell) for cell in kept]))
        _check_row(number, kept, len(found))
    if not found:
        raise ValidationError(_("There is no row in this sheet."), code="empty")
    return found


def _check_row(number: int, cells: list[str], count: int) -> None:
    if count > MAX_ROWS + 1:
        raise ValidationError(
            _("There are more than %(n)d rows. Please send them in several sheets."),
            code="rows",
            params={"n": MAX_ROWS},
        )
    if len(cells) > MAX_COLUMNS:
        raise ValidationError(
            _("Row %(row)d has more than %(n)d columns. Please delete those that are not needed."),
            code="columns",
            params={"row": number, "n": MAX_COLUMNS},
        )
    if any(len(cell) > MAX_CELL for cell in cells):
        raise ValidationError(
            _("A cell of row %(row)d has more than %(n)d characters. Please shorten it."),
            code="cell",
            params={"row": number, "n": MAX_CELL},
        )


def _escaped(cell: str) -> str:
    """Return what Postgres can keep: for a NUL another control, for which the row is refused."""
    return cell.replace("\0", "\x01").encode("utf-8", "replace").decode()
