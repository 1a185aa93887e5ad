"""A Word file that was sent: looked at as an archive, by its list; nothing in it is unpacked or parsed.

Except for one entry of a few hundred bytes, which says on which template the document rests.
"""

import re
import zipfile
import zlib
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_ENCRYPTED_ENTRY = 0x1
# Programs inside a document, whatever its name says.
_PROGRAMS = ("vbaproject.bin", "vbadata.xml", "activex")
# Where a Word file says on which template it rests; one on another computer brings its macros along,
# and tells that computer who opens it. Those on the sender's own disk do nothing, and are common.
_TEMPLATE = "word/_rels/settings.xml.rels"
_TEMPLATE_BYTES = 64 * 1024
_ELSEWHERE = re.compile(
    rb"""Target\s*=\s*["']\s*(?!file:///(?!/))(?:[a-z]{2,}:|\\\\|//)""", re.IGNORECASE
)
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
            _("This Word file takes its template from another computer. Please send it as PDF."),
            code="template",
        )


def _check_size(entries: list[zipfile.ZipInfo], most_entries: int, most_bytes: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > most_entries or unpacked > most_bytes:
        raise ValidationError(
            _("This Word file unpacks to more than the portal takes. Please send a PDF."),
            code="unpacked",
        )


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
    found = next((e for e in archive.infolist() if e.filename.lower() == _TEMPLATE), None)
    if found is None:
        return False
    if found.compress_type not in _WAYS:
        raise NotImplementedError
    with archive.open(found) as entry:
        # Also where each letter takes two bytes.
        relations = entry.read(_TEMPLATE_BYTES).replace(b"\0", b"")
    return any(
        b"attachedtemplate" in one.lower() and _ELSEWHERE.search(one)
        for one in relations.split(b"<")
    )
