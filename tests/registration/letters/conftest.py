"""Letters to look at: facts that tests vary, and each PDF opened for reading."""

import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from registration.letters import confirmation
from registration.letters.facts import ConfirmationFacts

FACTS: dict[str, Any] = {
    "language": "en",
    "city": "Geneva",
    "issued_on": date(2018, 5, 14),
    "reference": "IM18/REG/0417",
    "code": "T2MC-6WFH-9KPZ-4XRA",
    "verify_url": "https://portal.example/letters/verify/T2MC-6WFH-9KPZ-4XRA",
    "receipt_number": "IM18-0417",
    "badge_code": "8K2M-Q4TZ-91WX-YH7C",
    "honorific": "Ms.",
    "given_names": "Paola Fernanda",
    "family_name": "Chávez",
    "function": "Counsellor",
    "department": "Ministry of Foreign Affairs",
    "entity_name": "Ecuador",
    "category": "state_party",
    "role": "member",
    "days": (date(2018, 6, 7), date(2018, 6, 8)),
    "meeting_title": "Intersessional Meetings",
    "meeting_begins_on": date(2018, 6, 7),
    "meeting_ends_on": date(2018, 6, 8),
    "venue_name": "World Meteorological Organization",
    "venue_address": ("Avenue de la Paix 7bis", "1211 Geneva, Switzerland"),
    "closes_on": date(2018, 5, 31),
    "contact_email": "isu@meeting.example",
}


def shown_glyphs(operands: list[Any]) -> Iterator[int]:
    """Return the glyph numbers of one drawing operation."""
    for part in operands[0] if isinstance(operands[0], list) else operands:
        if not isinstance(part, (int, float)):
            raw = part.original_bytes
            yield from (int.from_bytes(raw[n : n + 2]) for n in range(0, len(raw), 2))


class OpenedPDF:
    """A PDF as a reader finds it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.pdf = PdfReader(io.BytesIO(content))

    @property
    def text(self) -> str:
        """The text of all pages, with each kind of space as a plain one."""
        found = "\n".join(page.extract_text() for page in self.pdf.pages).replace("\u200b", "")
        return unicodedata.normalize("NFC", " ".join(found.split()))

    @property
    def bare_text(self) -> str:
        """The text without any space: lines are broken where they fill."""
        return "".join(self.text.split())

    def tags(self, node: Any = None) -> Iterator[Any]:
        """All tags, in reading order."""
        node = self.pdf.trailer["/Root"]["/StructTreeRoot"] if node is None else node
        yield node
        for kid in self._kids(node):
            if isinstance(kid := kid.get_object(), dict):
                yield from self.tags(kid)

    @property
    def read_aloud(self) -> str:
        """The text as a screen reader meets it: tag by tag."""
        pages = self.pdf.pages
        texts = {
            page.indirect_reference.idnum: self._texts_by_mark(number)
            for number, page in enumerate(pages)
        }
        found = " ".join(self._said(self.pdf.trailer["/Root"]["/StructTreeRoot"], texts))
        return " ".join(found.replace("\u200b", "").split())

    def _said(self, tag: Any, texts: dict[int, dict[int, str]]) -> Iterator[str]:
        if "/ActualText" in tag:
            yield str(tag["/ActualText"])
            return
        for kid in self._kids(tag):
            if isinstance(kid, int):
                yield texts[tag.raw_get("/Pg").idnum][kid]
            elif isinstance(kid := kid.get_object(), dict):
                yield from self._said(kid, texts)

    def _texts_by_mark(self, page: int) -> dict[int, str]:
        texts: dict[int, str] = {}
        marks, font = [], None
        for operands, operator in self.operations(page):
            if operator in (b"BDC", b"BMC"):
                mark = operands[1].get("/MCID") if operator == b"BDC" else None
                marks.append(mark)
                texts.setdefault(mark, "")
            elif operator == b"EMC":
                marks.pop()
            elif operator == b"Tf":
                font = self._font(operands[0])
            elif operator in (b"TJ", b"Tj"):
                texts[marks[-1]] += "".join(font[1].get(g, "") for g in shown_glyphs(operands))
        return texts

    def drawn(self) -> Iterator[tuple[int, bool]]:
        """Each glyph number that the page draws, and whether it is the empty box."""
        font = None
        for operands, operator in self.operations():
            if operator == b"Tf":
                font = self._font(operands[0])
            elif operator in (b"TJ", b"Tj"):
                yield from (
                    (glyph, glyph == 0 or glyph in font[0]) for glyph in shown_glyphs(operands)
                )

    @cache  # noqa: B019 - as long as the tests
    def _font(self, name: str) -> tuple[set[int], dict[int, str]]:
        """Return the glyph numbers that stand for the empty box, and the text of each glyph."""
        font = self.pdf.pages[0]["/Resources"]["/Font"][name]
        boxes = set()
        if (encoding := font["/Encoding"]) != "/Identity-H":
            # WeasyPrint sends characters without shape to glyph 0 by a map of its own.
            boxes = {int(n, 16) for n in re.findall(rb"<(\w{4})> 0\s", encoding.get_data() + b"\n")}
        pairs = re.findall(rb"<(\w{4})> <(\w*)>", font["/ToUnicode"].get_data())
        return boxes, {int(g, 16): bytes.fromhex(u.decode()).decode("utf-16-be") for g, u in pairs}

    def _kids(self, tag: Any) -> list[Any]:
        kids = tag.get("/K", [])
        return kids if isinstance(kids, list) else [kids]

    def fonts(self) -> dict[str, Any]:
        """The descriptor of each font, by its name."""
        page_fonts = self.pdf.pages[0]["/Resources"]["/Font"].values()
        fonts = [font.get_object()["/DescendantFonts"][0].get_object() for font in page_fonts]
        return {font["/BaseFont"]: font["/FontDescriptor"] for font in fonts}

    def operations(self, number: int = 0) -> list[tuple[list[Any], bytes]]:
        """The drawing operations of a page, by default the first."""
        page = self.pdf.pages[number]
        return ContentStream(page.get_contents(), self.pdf).operations


@pytest.fixture(scope="session")
def confirmation_facts() -> Callable[..., ConfirmationFacts]:
    """Return a function that gives Paola's facts, changed as asked."""
    return lambda **changes: ConfirmationFacts(**{**FACTS, **changes})


@pytest.fixture(scope="session")
def letter(confirmation_facts: Callable[..., ConfirmationFacts]) -> Callable[..., OpenedPDF]:
    """Return a function that renders a confirmation and opens it."""
    return lambda **changes: OpenedPDF(confirmation.render(confirmation_facts(**changes)))


@pytest.fixture(scope="session")
def paolas(letter: Callable[..., OpenedPDF]) -> OpenedPDF:
    """Paola's letter, in English."""
    return letter()


@pytest.fixture(scope="session")
def open_pdf() -> type[OpenedPDF]:
    """Open any PDF."""
    return OpenedPDF
