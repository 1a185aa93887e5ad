"""All statements of an item in one file, for interpreters who take them along."""

import tempfile
import zipfile
from typing import IO

from intersessional.uploads import EXTENSIONS, kept_file_name

from .board import ItemBoard, Line
from .versions import VersionLine

ZIP = "application/zip"
_NAME_LENGTH = 60


def packed(board: ItemBoard) -> IO[bytes]:
    """Return the newest version in each language of all requests, numbered in their order.

    In a file of the system that goes when it is closed: nothing of it is held in memory.
    """
    out: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    # Stored as they are: PDF and DOCX are compressed already.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for number, line in enumerate(board.with_statement, start=1):
            for version in line.newest:
                try:
                    with version.statement.file.open("rb") as file:
                        archive.writestr(_name(number, line, version), file.read())
                except FileNotFoundError:
                    continue
    out.seek(0)
    return out


def _name(number: int, line: Line, version: VersionLine) -> str:
    statement = version.statement
    kind = statement.content_type
    # However long the name is, what follows tells one file from another.
    name = line.name[:_NAME_LENGTH].rstrip().replace("/", "-").replace("\\", "-")
    said = f"{number:02} {name} {statement.language} v{statement.number}{EXTENSIONS[kind]}"
    return kept_file_name(said, kind)
