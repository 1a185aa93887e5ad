"""What may be uploaded, judged by its content; and how it goes out again."""

import io
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from intersessional import uploads
from intersessional.uploads import (
    DOCX,
    JPEG,
    MAX_BYTES,
    NAME_LENGTH,
    PDF,
    PNG,
    attachment,
    examined,
    kept_file_name,
)
from tests.people import SMALL_PDF

TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, kind)
    return out.getvalue()


def document(**more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", b"<w:document/>")
        for name, content in more.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def encrypted() -> bytes:
    content = bytearray(document())
    # The flags of each entry, in the list at the end.
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        content[at + 8] |= 1
    return bytes(content)


def huge_png(side: int = 30_000) -> bytes:
    """A few bytes that say they are a picture of so many pixels each way."""
    size = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", size), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def upload(content: bytes, name: str = "note.pdf") -> uploads.Upload:
    return examined(SimpleUploadedFile(name, content, content_type="application/pdf"))


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (SMALL_PDF, PDF),
        (b"\xef\xbb\xbf\r\n" + SMALL_PDF, PDF),
        (picture("JPEG"), JPEG),
        (picture("PNG"), PNG),
        (document(), DOCX),
    ],
)
def test_what_is_taken(content: bytes, content_type: str) -> None:
    found = upload(content, "x.exe")

    assert found.content_type == content_type
    assert found.size_bytes == len(content)
    assert found.name == "x" + uploads.EXTENSIONS[content_type]
    assert found.file.read() == content
    assert len(found.sha256) == 64


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "page": (lambda: b"<!doctype html><script>alert(1)</script>", "type"),
    "page and PDF": (lambda: b"<html><script>alert(1)</script>" + SMALL_PDF, "type"),
    "SVG": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "type"),
    "text": (lambda: b"Names: Paola", "type"),
    "cut PDF": (lambda: SMALL_PDF[:-6], "truncated"),
    "PDF and archive": (
        lambda: SMALL_PDF + document(f=random.Random(1).randbytes(5000)),
        "truncated",
    ),
    "cut JPEG": (lambda: b"\xff\xd8\xff\xe0" + b"\0" * 30, "damaged"),
    "cut PNG": (lambda: picture("PNG")[:40], "damaged"),
    "many pixels": (huge_png, "pixels"),
    "archive": (lambda: b"PK\x03\x04" + b"\0" * 100, "damaged"),
    "macros": (lambda: document(**{"word__vbaProject.bin": b"x"}), "macros"),
    "ActiveX": (lambda: document(word__activeX__activeX1=b"x"), "macros"),
    "password": (encrypted, "encrypted"),
    "old Word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "compound"),
    "bomb": (lambda: document(word__media=b"\0" * 2_000_000), "unpacked"),
    "too large": (lambda: SMALL_PDF + b" " * (MAX_BYTES + 1 - len(SMALL_PDF)), "large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make, code = HOSTILE[name]
    monkeypatch.setattr(uploads, "MAX_UNPACKED_BYTES", 1_000_000)

    with pytest.raises(ValidationError) as refusal:
        upload(make())

    assert refusal.value.code == code
    assert "lease" in refusal.value.messages[0]


@pytest.mark.parametrize("side", [7_100, 10_000, 30_000])
def test_many_pixels_are_refused_whether_or_not_pillow_warns(side: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(ValidationError) as refusal:
            upload(huge_png(side))

    assert refusal.value.code == "pixels"


def test_an_archive_of_other_things_is_no_document() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("index.html", b"<script>")

    with pytest.raises(ValidationError) as refusal:
        upload(out.getvalue(), "note.docx")

    assert refusal.value.code == "type"


def test_very_many_entries_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(uploads.MAX_ENTRIES + 1):
            archive.writestr(f"{number}", b"")

    with pytest.raises(ValidationError) as refusal:
        upload(out.getvalue())

    assert refusal.value.code == "unpacked"


def test_exactly_the_limit_is_taken() -> None:
    padding = b" " * (MAX_BYTES - len(SMALL_PDF))

    assert upload(SMALL_PDF[:8] + padding + SMALL_PDF[8:]).size_bytes == MAX_BYTES


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\felix\\Note 4-7.PDF", "Note 4-7.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.pdf"),
        ("a\r\nX-Header: b.pdf", "aX-Header: b.pdf"),
        ("a\0b.html", "ab.pdf"),
        ("…/", "file.pdf"),
        ("....", "file.pdf"),
        ("", "file.pdf"),
        ("Nota n.º 4.7.docx", "Nota n.º 4.7.pdf"),
        ("مذكرة.pdf", "مذكرة.pdf"),
        ("n" * 300 + ".pdf", "n" * (NAME_LENGTH - 4) + ".pdf"),
    ],
)
def test_the_name_that_is_kept(name: str, kept: str) -> None:
    assert kept_file_name(name, PDF) == kept


def test_it_goes_out_as_a_download() -> None:
    response = attachment(io.BytesIO(SMALL_PDF), "Nota “é”.pdf", PDF)

    assert response["Content-Disposition"].startswith("attachment; filename")
    assert response["Content-Type"] == PDF
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.headers.get("Content-Security-Policy", "").startswith(
        "sandbox; default-src 'none'"
    )
    assert response["Cache-Control"] == "no-store"


def test_no_more_of_a_file_is_kept_than_shows_that_it_is_too_large() -> None:
    handler = uploads.BoundedUpload()

    assert handler.receive_data_chunk(b"x", MAX_BYTES) == b"x"
    assert handler.receive_data_chunk(b"x", MAX_BYTES + 1) is None
