"""Rows as a file: XLSX of typed cells, or CSV of which no cell is taken for something else."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import batched, chain
from typing import IO

from programme.interventions.afterwards.csvs import CSV, safe
from registration.registrations.sheets.writing import XLSX, Cell, streamed_table

from ..models import Format

KINDS = {Format.XLSX: XLSX, Format.CSV: CSV}
# So that programs read accents right.
_MARK = "\ufeff"
# What begins with a letter, on one line, is neither a formula nor a number: most cells are so.
_PLAIN = re.compile(r"(?:[A-Za-z][^\r\n]*)?")
# So many rows are written at a time, and so many cells remembered.
_PORTION, _REMEMBERED = 500, 20_000
# More digits than a program keeps.
_MANY_DIGITS = 11


def write(
    file: IO[bytes],
    format: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    title: str,
) -> None:
    """Write heads and rows into a file, one row after the other."""
    if format == Format.XLSX:
        streamed_table(file, heads, rows, title=title)
    else:
        _write_csv(file, heads, rows)


def plain(value: Cell) -> str:
    """Return a cell of a CSV: what a program would reckon, or shorten, gets an apostrophe before it."""
    if type(value) is str and _PLAIN.fullmatch(value):
        return value
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "minutes")
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    text = safe(value)
    return f"'{text}" if _is_shortened(text) else text


def _is_shortened(text: str) -> bool:
    """Say whether a program would read a text as a number and lose digits: 0229061660."""
    digits = text.replace(" ", "")
    return digits.isdecimal() and (digits[0] == "0" or len(digits) > _MANY_DIGITS)


class _Plain(dict[Cell, str]):
    """Cells of a CSV by their values: most say again what was said before. It stays small."""

    def __missing__(self, value: Cell) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[value] = plain(value)
        return found


def _write_csv(file: IO[bytes], heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    file.write(_MARK.encode())
    shown = _Plain().__getitem__
    for portion in batched(chain([heads], rows), _PORTION):
        text = io.StringIO(newline="")
        # All in quotation marks: a cell of several lines, or with a semicolon, stays one.
        writer = csv.writer(text, quoting=csv.QUOTE_ALL)
        writer.writerows(map(shown, row) for row in portion)
        file.write(text.getvalue().encode())
