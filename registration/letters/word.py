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
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .typography import SCRIPTS

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
_ETHIOPIC = re.compile(
    f"([{SCRIPTS['ethiopic'][0]}](?:[{SCRIPTS['ethiopic'][0]}\\s]*[{SCRIPTS['ethiopic'][0]}])?)"
)
_ARABIC_FONT, _ETHIOPIC_FONT = "Arial", "Ebrima"
_MARGIN, _WIDTH = Cm(2.2), Cm(21 - 2 * 2.2)
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
        paragraph = self._document.add_paragraph()
        paragraph._p.style = _id_of(style)
        write(paragraph, text)
        return paragraph

    def add_table(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        numbers: int = 1,
    ) -> None:
        """Add a table of texts under heads that each page repeats; widths are in centimetres.

        So many of the last columns hold numbers, which end alike.
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
                if n >= len(heads) - numbers:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def add_link(self, paragraph: Any, text: str, url: str) -> None:
        """Add a link to the end of a paragraph."""
        part = self._document.part
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = paragraph.add_run(_legal(text), style="Link")
        link.append(run._r)
        paragraph._p.append(link)

    def add_style(
        self, name: str, *, size: float, space_after: float, indent: float = 0, hanging: float = 0
    ) -> None:
        """Add a style of paragraphs; sizes are in points, indents in centimetres."""
        own = self._document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        own.base_style, own.font.size = self._document.styles["Normal"], Pt(size)
        own.paragraph_format.space_after, own.paragraph_format.line_spacing = Pt(space_after), 1.0
        own.paragraph_format.left_indent = Cm(indent)
        own.paragraph_format.first_line_indent = Cm(-hanging)
        own.paragraph_format.keep_together = True

    def add_text_style(self, name: str, *, bold: bool = False, coloured: bool = False) -> None:
        """Add a style of words within a paragraph."""
        own = self._document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        own.font.bold = own.font.cs_bold = bold
        if coloured:
            own.font.color.rgb = _ACCENT

    def set_head(self, text: str, *, level: int, first: str, last: str) -> None:
        """Say on each page but the first what it is, and the first and last heading of a level on it.

        `first` and `last` of the whole document stand there until a program has counted the pages.
        The heading is named by its level: its style has another name in each language of Word.
        """
        self.add_style("Running head", size=8, space_after=0)
        section = self._document.sections[0]
        section.different_first_page_header_footer = True
        head = section.header.paragraphs[0]
        head.style = "Running head"
        head.paragraph_format.tab_stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        write(head, f"{text}\t")
        _add_field(head, f"STYLEREF {level}", first)
        write(head, " – ")
        _add_field(head, f"STYLEREF {level} \\l", last)

    def set_foot(self, page: str, of: str) -> None:
        """Number the pages as “page 1 of 2”, in these words, the first one too."""
        section = self._document.sections[0]
        for footer in (section.footer, section.first_page_footer):
            foot = footer.paragraphs[0]
            for child in list(foot._p):
                foot._p.remove(child)
            foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            write(foot, f"{page}\u00a0")
            _add_field(foot, "PAGE", "1")
            write(foot, f" {of}\u00a0")
            _add_field(foot, "NUMPAGES", "1")

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
        section.left_margin = section.right_margin = _MARGIN
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


def write(paragraph: Any, text: str, style: str | None = None) -> None:
    """Add a text to a paragraph; what is written from right to left says so.

    Scripts that the document's font does not have name one that has them, where Word is.
    """
    for n, piece in enumerate(_RIGHT_TO_LEFT.split(_legal(text))):
        for part in _ETHIOPIC.split(piece) if not n % 2 else [piece]:
            if not part:
                continue
            run = paragraph.add_run(part)
            if style:
                run._r.style = _id_of(style)
            if n % 2:
                run.font.rtl = True
                _name_font(run, _ARABIC_FONT)
            elif _ETHIOPIC.fullmatch(part):
                _name_font(run, _ETHIOPIC_FONT)


def _id_of(style: str) -> str:
    """Return what python-docx calls a style in the file; looking it up takes a second for 400 lines."""
    return style.replace(" ", "")


def _name_font(run: Any, font: str) -> None:
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for place in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{place}"), font)


def _add_field(paragraph: Any, code: str, result: str) -> None:
    """Add a field, and what stands there until a program fills it."""
    for kind, text in (
        ("begin", ""),
        ("", code),
        ("separate", ""),
        ("result", result),
        ("end", ""),
    ):
        run = paragraph.add_run()
        if kind == "result":
            run.text = _legal(text)
            continue
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = f" {text} "
            part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run._r.append(part)


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
