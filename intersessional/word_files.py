"""A Word file that was sent: looked at as an archive, by its list; nothing in it is unpacked or parsed.

Except for the small entries `*.rels`, which say what the parts of the document take from where.
"""

import re
import zipfile
import zlib
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_ENCRYPTED_ENTRY = 0x1
# Programs inside a document, whatever its name says.
_PROGRAMS = ("vbaproject.bin", "vbadata.xml", "activex")
# What a part of a Word file rests on, or leads to. All but links, which wait for a click, is loaded when
# somebody opens the file: a template brings its macros along, and whatever lies on another computer
# tells that computer who reads. What lies on the sender’s own disk does nothing, and is common.
_RELATIONS = ".rels"
_RELATIONS_BYTES = 64 * 1024
_ALL_RELATIONS_BYTES = 1024 * 1024
_LINK = "hyperlink"
_HERE = re.compile(r"(?:file:///(?!/)|(?!//))(?:[a-z]:/?)?[^:?]*", re.IGNORECASE)
_WAYS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DAMAGED = (
    *(zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError),
    *(zlib.error, RuntimeError),
)


def check(file: Any, *, most_entries: int, most_bytes: int) -> None:
    """Let a Word file pass that holds no programs and takes none from elsewhere.

    :raises ValidationError: it is none, damaged, too large when unpacked, has a password or programs
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_size(entries, most_entries, most_bytes)
            _check_kind(entries)
            fetches = _rests_elsewhere(archive)
    except _DAMAGED as error:
        raise ValidationError(
            _("This Word file is damaged. Please save it anew, or send a PDF."), code="damaged"
        ) from error
    if fetches:
        raise ValidationError(
            _(
                "This Word file takes its template, or a picture or text in it, from another computer."
                " Please send it as PDF."
            ),
            code="template",
        )


def _check_size(entries: list[zipfile.ZipInfo], most_entries: int, most_bytes: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > most_entries or unpacked > most_bytes:
        raise _too_large()


def _check_kind(entries: list[zipfile.ZipInfo]) -> None:
    names = {entry.filename.lower() for entry in entries}
    if not {"[content_types].xml", "word/document.xml"} <= names:
        raise ValidationError(
            _("This is no PDF, JPEG, PNG or Word (DOCX) file. Please send one of these."),
            code="type",
        )
    if any(entry.flag_bits & _ENCRYPTED_ENTRY for entry in entries):
        raise ValidationError(
            _("This Word file has a password. Please send it without, or as PDF."),
            code="encrypted",
        )
    if any(program in name for name in names for program in _PROGRAMS):
        raise ValidationError(
            _("This Word file holds macros. Please save it without them, or as PDF."),
            code="macros",
        )


def _rests_elsewhere(archive: zipfile.ZipFile) -> bool:
    left = _ALL_RELATIONS_BYTES
    for entry in archive.infolist():
        if not entry.filename.lower().endswith(_RELATIONS):
            continue
        if entry.compress_type not in _WAYS:
            raise NotImplementedError
        with archive.open(entry) as file:
            content = file.read(_RELATIONS_BYTES + 1)
        left -= len(content)
        if len(content) > _RELATIONS_BYTES or left < 0:
            raise _too_large()
        if any(_loads_from_elsewhere(kind, target) for kind, target in _relations(content)):
            return True
    return False


def _relations(content: bytes) -> list[tuple[str, str]]:
    """Return kind and target of each relation.

    :raises ValueError: it is no XML, or brings entities of its own
    """
    # Few processes are ever sent a Word file.
    from defusedxml.ElementTree import fromstring

    try:
        found = fromstring(content, forbid_dtd=True)
    except (SyntaxError, LookupError) as error:
        raise ValueError from error
    return [(each.get("Type", ""), each.get("Target", "")) for each in found.iter()]


def _loads_from_elsewhere(kind: str, target: str) -> bool:
    if kind.rpartition("/")[2] == _LINK:
        return False
    return _HERE.fullmatch(unquote(target).strip().replace("\\", "/")) is None


def _too_large() -> ValidationError:
    return ValidationError(
        _("This Word file unpacks to more than the portal takes. Please send a PDF."),
        code="unpacked",
    )
