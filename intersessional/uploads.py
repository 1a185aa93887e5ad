"""Files that people send: what may come in, under which name it is kept, and how it goes out again.

Nothing is believed but the content: neither the name nor the type that a browser tells. What is kept
goes out as a download, never as a page of the portal (RELIABILITY rule 12).
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.db import InterfaceError, OperationalError, models
from django.db.models.fields.files import FieldFile
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _
from PIL import Image

from . import word_files
from .text import tidy

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_ENTRIES = 2000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
NAME_LENGTH = 100

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXTENSIONS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png", DOCX: ".docx"}

# How far from its beginning and its end readers of PDF look for the marks.
_PDF_MARGIN = 1024
# An old Word file, and a new one with a password: a container of another kind.
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The entry of a trailer that says how the rest is encrypted: a reference, or a dictionary.
_ENCRYPTED_PDF = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
# Nothing is loaded, run or framed, wherever a browser opens it.
_SANDBOX = (
    "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Upload:
    """A file that was found in order, with what is kept about it; `name` is for showing only."""

    file: UploadedFile
    name: str
    content_type: str
    size_bytes: int
    sha256: str


class UploadField(forms.FileField):
    """One file: a PDF, a picture or a Word file, of at most `MAX_BYTES`; cleans to an `Upload`.

    `takes_locked=False` refuses a PDF that is encrypted, even if it opens: copying may be forbidden.
    """

    widget = forms.ClearableFileInput

    default_error_messages = {
        "required": _("Choose the file."),
        "invalid": _("The file did not arrive. Please choose it again."),
        "missing": _("The file did not arrive. Please choose it again."),
        "empty": _("The file is empty. Please look whether it opens, and choose it again."),
    }

    def __init__(self, *, takes_locked: bool = True, **kwargs: Any) -> None:
        self.takes_locked = takes_locked
        accept = ",".join([*EXTENSIONS, *EXTENSIONS.values()])
        widget = forms.FileInput(attrs={"accept": accept, "class": "form-control"})
        super().__init__(**{"widget": widget} | kwargs)

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """Return what arrived, examined.

        :raises ValidationError: with a sentence that says what is wrong and what to do
        """
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        upload = examined(file)
        if not self.takes_locked and is_locked(upload):
            raise ValidationError(
                _(
                    "This PDF is protected by a password. "
                    "Please save it without protection, and choose it again."
                ),
                code="locked",
            )
        return upload


class BoundedUpload(FileUploadHandler):
    """Lets no more of a file reach memory or disk than tells that it is too large."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass a piece on, or drop it; the field refuses what is longer than allowed."""
        return raw_data if start <= MAX_BYTES else None

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that keep it."""


def examined(file: UploadedFile) -> Upload:
    """Return an uploaded file with its type, its size and its fingerprint.

    :raises ValidationError: it is too large, or not one of the kinds that are taken, or damaged
    """
    size = file.size or 0
    if size > MAX_BYTES:
        raise ValidationError(
            _("The file is larger than %(n)d MB. Please send a smaller one, such as a plain scan."),
            code="large",
            params={"n": MAX_BYTES // 1024 // 1024},
        )
    content_type = _type_of(file, size)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return Upload(file, kept_file_name(file.name or "", content_type), content_type, size, digest)


def is_locked(upload: Upload) -> bool:
    """Say whether a PDF is encrypted, whether or not it asks for a password when it is opened."""
    if upload.content_type != PDF:
        return False
    upload.file.seek(0)
    is_encrypted = _ENCRYPTED_PDF.search(upload.file.read()) is not None
    upload.file.seek(0)
    return is_encrypted


def kept_file_name(name: str, content_type: str) -> str:
    """Return a name for showing and for downloads: no path, no invisible signs, the right ending.

    At most `NAME_LENGTH` characters. Files are stored under names of our own.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    # Controls, marks of direction, and halves of characters.
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    stem = PurePosixPath(tidy(seen)).stem.strip(". ") or "file"
    extension = EXTENSIONS[content_type]
    return stem[: NAME_LENGTH - len(extension)].rstrip(". ") + extension


def attachment(file: IO[bytes], name: str, content_type: str) -> FileResponse:
    """Return a file as a download that no browser shows inside the portal, guesses at, or keeps."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _SANDBOX
    response["Cache-Control"] = "no-store"
    return response


@contextmanager
def stored(kept: FieldFile, upload: Upload) -> Iterator[None]:
    """Store an upload under its row's name while the row is written; it goes again if that fails.

    The file comes before the row, so that no row lacks its file. Whoever is stopped, or loses the
    database, in the commit cannot know: then it stays, and `remove_orphans` looks later.
    """
    kept.save(upload.name, upload.file, save=False)
    try:
        yield
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        kept.storage.delete(str(kept.name))
        raise


def remove_orphans(model: type[models.Model], folder: str, *, before: datetime) -> int:
    """Delete the files in `folder` of which no row of `model` (its `file`) came to be; return how many.

    Where a process ends between file and row, the file stays. `before` (real time) spares those whose
    transaction is still open.
    """
    storage = cast(models.FileField, model._meta.get_field("file")).storage
    try:
        _folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return 0
    names = [f"{folder}/{name}" for name in files]
    old = [name for name in names if storage.get_modified_time(name) < before]
    known = set(model._default_manager.filter(file__in=old).values_list("file", flat=True))
    orphans = [name for name in old if name not in known]
    for name in orphans:
        storage.delete(name)
    return len(orphans)


def _type_of(file: UploadedFile, size: int) -> str:
    head = _part(file, 0)
    if head.startswith(b"\xff\xd8\xff"):
        return _picture(file, JPEG)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _picture(file, PNG)
    if head.startswith(b"PK\x03\x04"):
        return _document(file)
    if head.startswith(_COMPOUND_FILE):
        raise ValidationError(
            _(
                "This Word file is in an old format or has a password. "
                "Please save it as PDF and send that."
            ),
            code="compound",
        )
    before, mark, _rest = head.partition(b"%PDF-")
    # Readers take a PDF with something before it; a page of the Web is no such thing.
    if mark and b"<" not in before:
        return _pdf(_part(file, max(0, size - _PDF_MARGIN)))
    raise ValidationError(
        _("This is no PDF, JPEG, PNG or Word (DOCX) file. Please send one of these."), code="type"
    )


def _part(file: UploadedFile, start: int) -> bytes:
    file.seek(start)
    part: bytes = file.read(_PDF_MARGIN)
    return part


def _pdf(end: bytes) -> str:
    if b"%%EOF" not in end:
        raise ValidationError(
            _("The end of this PDF is missing. Please save it anew, and send it again."),
            code="truncated",
        )
    return PDF


def _picture(file: UploadedFile, content_type: str) -> str:
    file.seek(0)
    try:
        with Image.open(file, formats=["JPEG", "PNG"]) as image:
            width, height = image.size
            if width * height <= MAX_PIXELS:
                image.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        width = height = MAX_PIXELS
    # Pillow raises whatever a damaged file makes its readers stumble over.
    except Exception as error:
        raise ValidationError(
            _("This picture is damaged. Please make it anew, or send a PDF."), code="damaged"
        ) from error
    if width * height > MAX_PIXELS:
        raise ValidationError(
            _("This picture has too many pixels. Please send a smaller one, or a PDF."),
            code="pixels",
        )
    return content_type


def _document(file: UploadedFile) -> str:
    word_files.check(file, most_entries=MAX_ENTRIES, most_bytes=MAX_UNPACKED_BYTES)
    return DOCX
