"""A Word document (DOCX) in our style: named styles, its language, neutral properties, the same bytes.

The same content gives the same bytes: the package holds no time but the one that is given.
"""

import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
from django.utils.translation import get_language
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .typography import SCRIPTS

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# As Word names languages; French and Spanish as the United Nations in Geneva write them.
_LOCALES = {"en": "en-GB", "fr": "fr-CH", "es": "es-ES"}
_ACCENT = RGBColor(0x14, 0x39, 0x5B)
_SIZES = {"Title": 20, "Subtitle": 12, "Heading 1": 14, "Heading 2": 11.5, "Heading 3": 10.5}
_TABLE = "Speakers"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_RIGHT_TO_LEFT = re.compile(
    f"([{SCRIPTS['arabic'][0]}{SCRIPTS['hebrew'][0]}]"
    f"(?:[{SCRIPTS['arabic'][0]}{SCRIPTS['hebrew'][0]}\\s]*"
    f"[{SCRIPTS['arabic'][0]}{SCRIPTS['hebrew'][0]}])?)"
)
# What XML cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class WordFile:
    """A document in the active language, to which paragraphs and tables are added one by one."""

    def __init__(self, *, title: str, author: str, at: datetime) -> None:
        self._at = at
        self._document: Any = docx.Document()
        self._set_language()
        self._set_styles()
        self._set_paper()
        self._set_properties(title, author)

    def add(self, text: str, style: str = "Normal") -> Any:
        """Add a paragraph in one of the named styles; return it."""
        paragraph = self._document.add_paragraph(style=style)
        write(paragraph, text)
        return paragraph

    def add_table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
    ) -> None:
        """Add a table of texts under heads that each page repeats; widths are in centimetres.

        The last column is of numbers.
        """
        table = self._document.add_table(rows=1, cols=len(heads), style=_TABLE)
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        _repeat(table.rows[0])
        for cells in [heads, *rows]:
            line = table.rows[0] if cells is heads else table.add_row()
            _never_part(line)
            for n, (cell, text) in enumerate(zip(line.cells, cells, strict=True)):
                cell.width = Cm(widths[n])
                paragraph = cell.paragraphs[0]
                paragraph.style = "Table heading" if cells is heads else "Table text"
                write(paragraph, text)
                if n == len(heads) - 1:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def add_link(self, paragraph: Any, text: str, url: str) -> None:
        """Add a link to the end of a paragraph."""
        part = self._document.part
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = paragraph.add_run(_legal(text), style="Link")
        link.append(run._r)
        paragraph._p.append(link)

    def as_bytes(self) -> bytes:
        """Return the file."""
        raw, tidied = BytesIO(), BytesIO()
        self._document.save(raw)
        with zipfile.ZipFile(raw) as found, zipfile.ZipFile(tidied, "w") as package:
            for entry in found.infolist():
                same = zipfile.ZipInfo(entry.filename, _EPOCH)
                same.compress_type = zipfile.ZIP_DEFLATED
                package.writestr(same, found.read(entry))
        return tidied.getvalue()

    def _set_language(self) -> None:
        locale = _LOCALES[(get_language() or "en")[:2]]
        found = self._document.styles.element.iter(qn("w:lang"))
        for one in [*found, *self._document.settings.element.iter(qn("w:themeFontLang"))]:
            one.set(qn("w:val"), locale)

    def _set_styles(self) -> None:
        styles = self._document.styles
        styles["Normal"].font.size = Pt(10.5)
        styles["Normal"].paragraph_format.space_after = Pt(4)
        for name, size in _SIZES.items():
            font = styles[name].font
            font.size, font.color.rgb, font.italic = Pt(size), _ACCENT, False
            font.bold = name != "Subtitle"
        for name in ("Heading 1", "Heading 2"):
            styles[name].paragraph_format.space_before = Pt(12)
            styles[name].paragraph_format.space_after = Pt(3)
        for name in ("Table heading", "Table text"):
            own = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            own.base_style, own.font.size = styles["Normal"], Pt(9.5)
            own.font.bold = name == "Table heading"
            own.paragraph_format.space_after, own.paragraph_format.line_spacing = Pt(1), 1.0
        note = styles.add_style("Table note", WD_STYLE_TYPE.PARAGRAPH)
        note.base_style, note.font.size = styles["Normal"], Pt(9.5)
        note.paragraph_format.space_before = Pt(3)
        link = styles.add_style("Link", WD_STYLE_TYPE.CHARACTER)
        link.font.underline, link.font.color.rgb = True, _ACCENT
        table = styles.add_style(_TABLE, WD_STYLE_TYPE.TABLE)
        table.base_style = styles["Normal Table"]
        table.element.append(_ruled())

    def _set_paper(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2)
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        foot._p.append(_field("PAGE"))

    def _set_properties(self, title: str, author: str) -> None:
        # The template brings a picture of itself.
        package = self._document.part.package
        for key, one in list(package.rels.items()):
            if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
                del package.rels[key]
        moment = self._at.astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)
        known = self._document.core_properties
        known.title, known.author, known.language = title, author, (get_language() or "en")[:2]
        known.last_modified_by = known.comments = known.keywords = known.subject = ""
        known.created = known.modified = moment
        known.revision = 1


def write(paragraph: Any, text: str) -> None:
    """Add a text to a paragraph; what is written from right to left says so."""
    for n, piece in enumerate(_RIGHT_TO_LEFT.split(_legal(text))):
        if not piece:
            continue
        run = paragraph.add_run(piece)
        if n % 2:
            run.font.rtl = True


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)


def _repeat(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _never_part(row: Any) -> None:
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _ruled() -> Any:
    """Return the properties of our tables: a line under each row."""
    properties, borders = OxmlElement("w:tblPr"), OxmlElement("w:tblBorders")
    for side, size, colour in (
        ("top", "8", "14395B"),
        ("bottom", "4", "999999"),
        ("insideH", "4", "BBBBBB"),
    ):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", colour)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.append(borders)
    return properties


def _field(code: str) -> Any:
    """Return a field that the program fills: the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    return field
