"""Rows as a file: XLSX of typed cells, or CSV of which no cell is taken for something else."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import IO

from programme.interventions.afterwards.csvs import CSV, safe
from registration.registrations.sheets.writing import XLSX, Cell, streamed_table

from ..models import Format

KINDS = {Format.XLSX: XLSX, Format.CSV: CSV}
# So that programs read accents right.
_MARK = "\ufeff"
# What begins with a letter, on one line, is neither a formula nor a number: most cells are so.
_PLAIN = re.compile(r"(?:[A-Za-z][^\r\n]*)?")
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
        return value.strftime("%Y-%m-%d %H:%M")
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    text = safe(value)
    return f"'{text}" if _is_shortened(text) else text


def _is_shortened(text: str) -> bool:
    """Say whether a program would read a text as a number and lose digits: 0229061660."""
    digits = text.replace(" ", "")
    return digits.isdecimal() and (digits[0] == "0" or len(digits) > _MANY_DIGITS)


def _write_csv(file: IO[bytes], heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    text.write(_MARK)
    # All in quotation marks: a cell of several lines, or with a semicolon, stays one.
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow([plain(one) for one in heads])
    writer.writerows([plain(one) for one in row] for row in rows)
    text.detach()
