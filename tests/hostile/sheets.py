"""For the field that takes a sheet: what is refused, and what is read as text."""

import io
import zipfile

from openpyxl import Workbook

from .files import archive, claiming

PAGE = "xl/worksheets/sheet1.xml"
FORMULAS = [
    *("=cmd|'/C calc'!A0", '=HYPERLINK("https://evil.example","x")', "+1+cmd|'x'!A0"),
    *("@SUM(1+1)*cmd|'x'!A0", "-2+3", "\t=1+1", "＝1+1", "=WEBSERVICE(A1)"),
]


def workbook(rows: list[list[str]]) -> bytes:
    """Return a sheet of these rows, each cell as it is."""
    book, out = Workbook(), io.BytesIO()
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = book.worksheets[0].cell(number, column)
            cell.value = text
            cell.data_type = "f" if text.startswith("=") else "s"
    book.save(out)
    return out.getvalue()


def with_entry(content: bytes, name: str, replaced: bytes) -> bytes:
    """Return a sheet in which one entry is another."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        entries = {one: file.read(one) for one in file.namelist()}
    return archive(entries | {name: replaced})


def with_entity(content: bytes, entities: bytes) -> bytes:
    """Return a sheet in which each text begins with an entity `z`."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        page = file.read(PAGE)
    begin = page.index(b"<worksheet")
    head = page[:begin] + b"<!DOCTYPE d [" + entities + b"]>"
    return with_entry(content, PAGE, head + page[begin:].replace(b"<t>", b"<t>&z;"))


def growing() -> bytes:
    """Return entities that name one another until they fill the memory."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    pairs = zip(letters[1:], letters, strict=False)
    grown = "".join(f'<!ENTITY {one} "{f"&{before};" * 10}">' for one, before in pairs)
    return b'<!ENTITY a "ha">' + grown.encode()


def refused(good: list[list[str]]) -> dict[str, bytes]:
    """Return what is no sheet, or too much of one."""
    sheet = workbook(good)
    return {
        "page": b"PK\x03\x04<script>alert(1)</script>",
        "macros": with_entry(sheet, "xl/vbaProject.bin", b"x"),
        "zip bomb": claiming(sheet, 50_000_000),
        "very many entries": archive(
            {f"xl/{n}": b"" for n in range(501)} | {"xl/workbook.xml": b""}
        ),
        "list that lies": claiming(with_entry(sheet, PAGE, b"<x>" + b" " * 9_000_000), 10),
        "entities that grow": with_entity(sheet, growing()),
        "no rows": workbook([]),
    }


def texts(good: list[list[str]]) -> dict[str, bytes]:
    """Return what is read, as text."""
    heading, row = good
    return {f"formula {n}": workbook([heading, [f, *row[1:]]]) for n, f in enumerate(FORMULAS)}


def reading_a_file(good: list[list[str]]) -> bytes:
    """Return a sheet that wants to hold what stands in a file of the server."""
    return with_entity(workbook(good), b'<!ENTITY z SYSTEM "file:///etc/passwd">')
