"""Reading what the portal sends: mails, letters, calendar files."""

from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import icalendar
import pikepdf
import pypdfium2
import vobject
import zxingcpp
from pypdf import PdfReader


def attachment(mail: EmailMessage, content_type: str) -> bytes:
    """Return the only attachment of a kind."""
    [found] = [part for part in mail.iter_attachments() if part.get_content_type() == content_type]
    content = found.get_content()
    return content.encode() if isinstance(content, str) else bytes(content)


def carries_letter(mail: EmailMessage) -> bool:
    """Say whether a mail is a confirmation."""
    return any(part.get_content_type() == "application/pdf" for part in mail.iter_attachments())


def text_of(mail: EmailMessage) -> str:
    """Return the plain text with its lines joined, since they are broken at 72 signs."""
    return " ".join(_body(mail, "plain").split())


def html_of(mail: EmailMessage) -> str:
    """Return the HTML."""
    return _body(mail, "html")


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    content: str = part.get_content()
    return content


def letter(mail: EmailMessage) -> PdfReader:
    """Return the letter that a confirmation carries."""
    return PdfReader(BytesIO(attachment(mail, "application/pdf")))


def complaints(pdf: bytes) -> list[str]:
    """Return what qpdf finds wrong with a file, as `qpdf --check` would say it."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return list(opened.check_pdf_syntax())


def qr_codes(pdf: bytes, page: int = 0) -> set[str]:
    """Return what a reader of QR codes finds on a page, by default the first, as printed (200 dpi)."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = (
            document[page if page >= 0 else len(document) + page].render(scale=200 / 72).to_pil()
        )
    return {code.text for code in zxingcpp.read_barcodes(picture)}


def fonts_of(pdf: PdfReader, wanted: str) -> set[str]:
    """Return the families of fonts in which any of the `wanted` characters stands."""
    return {font for text, font in _runs(pdf) if set(text) & set(wanted) - set(" ")}


def _runs(pdf: PdfReader) -> Iterator[tuple[str, str]]:
    runs: list[tuple[str, str]] = []

    def note(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if text.strip() and font:
            # /ABCDEF+Noto-Sans-Bold: the mark of the subset, the family, the weight.
            family = font["/BaseFont"].partition("+")[2].removesuffix("-Bold")
            runs.append((text, family))

    for page in pdf.pages:
        page.extract_text(visitor_text=note)
    yield from runs


def sittings(calendar: bytes) -> list[tuple[datetime, datetime]]:
    """Return begin and end of each event; two parsers must agree on them."""
    events = icalendar.Calendar.from_ical(calendar).walk("VEVENT")
    first = sorted((event.start, event.end) for event in events)
    second = sorted(
        (event.dtstart.value, event.dtend.value)
        for event in vobject.readOne(calendar.decode()).vevent_list
    )
    assert first == second
    return first
