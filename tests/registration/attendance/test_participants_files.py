"""The list of participants on paper: PDF and Word say what the version holds, in three languages."""

import os
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from intersessional.accounts.models import User
from registration.attendance.models import ListFile, ListVersion
from registration.attendance.participants import operations, paper
from registration.attendance.participants.document import PERSON
from registration.attendance.participants.listing import Listing
from registration.letters.glyphs import FONTS
from registration.registrations.models import Registration
from tests.access.actors import signed_in
from tests.papers import complaints
from tests.registration.attendance.listed import DESK, LATER, everybody, made
from tests.registration.letters.conftest import OpenedPDF

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "fr", "es")


@pytest.fixture
def version(staff: User, set_clock: Any) -> ListVersion:
    """A version of 30 May, of people of each category and in several scripts."""
    set_clock(LATER)
    everybody(staff)
    return made(signed_in(staff))


def plain(text: str) -> str:
    """Return a text with each kind of space as a plain one."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u200b", "").split())


def in_word(content: bytes) -> list[tuple[str, str]]:
    """Return the paragraphs of a Word document: style and text."""
    return [(one.style.name, plain(one.text)) for one in docx.Document(BytesIO(content)).paragraphs]


def expected(listing: Listing) -> Iterator[tuple[str, str]]:
    """Return the headings and people of a list, as a Word document has them."""
    for section in listing.sections:
        yield "Heading 2", plain(section.heading)
        for block in section.blocks:
            yield "Heading 3", plain(block.heading)
            yield from ((PERSON, plain(line.text)) for line in block.lines)


def totals(listing: Listing) -> list[list[str]]:
    """Return the rows of the totals."""
    return [
        *([one.heading, str(len(one.blocks)), str(one.people)] for one in listing.sections),
        ["", str(listing.delegations), str(listing.people)],
    ]


def test_word_says_what_the_version_holds_in_each_language(version: ListVersion) -> None:
    for language in LANGUAGES:
        listing = paper.in_language(version, language)
        content = paper.print_file(ListFile(version=version, language=language, format="docx"))
        document = docx.Document(BytesIO(content["file"]))
        listed = {"Heading 2", "Heading 3", PERSON}
        found = [pair for pair in in_word(content["file"]) if pair[0] in listed]

        # The last heading is that of the totals.
        assert found[:-1] == list(expected(listing))
        rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows[1:]]
        assert [row[1:] for row in rows] == [row[1:] for row in totals(listing)]
        locale = {"en": "en-GB", "fr": "fr-CH", "es": "es-ES"}[language]
        lang = document.styles.element.find(f".//{qn('w:lang')}")
        assert lang is not None
        assert lang.get(qn("w:val")) == locale
        known = document.core_properties
        assert (known.title, bool(known.author)) == (listing.title, True)
        assert content == paper.print_file(
            ListFile(version=version, language=language, format="docx")
        )


def test_word_has_a_running_head_page_numbers_and_directions(version: ListVersion) -> None:
    content = paper.print_file(ListFile(version=version, language="en", format="docx"))["file"]
    document = docx.Document(BytesIO(content))
    section = document.sections[0]

    fields = [
        part.text.strip()
        for part in (section.header, section.footer, section.first_page_footer)
        for part in part._element.iter(qn("w:instrText"))
    ]
    layla = next(one for one in document.paragraphs if "ليلى" in one.text)

    assert fields == [
        *("STYLEREF 3", r"STYLEREF 3 \l"),
        *("PAGE", "NUMPAGES", "PAGE", "NUMPAGES"),
    ]
    assert section.different_first_page_header_footer
    assert plain(section.footer.paragraphs[0].text) == "Page 1 of 1"
    right_to_left = [run.text for run in layla.runs if run.font.rtl]
    assert right_to_left == ["ليلى", "الحسن"]


def test_the_worker_prints_all_files_once(version: ListVersion, staff: User) -> None:
    """In tests/long.txt: three PDFs take seconds."""
    client = signed_in(staff)
    waiting = client.get(f"{DESK}1/")

    while operations.print_due():
        pass
    files = {(one.language, one.format): bytes(one.file) for one in ListFile.objects.all()}

    assert waiting["Refresh"] == "2"
    assert "Refresh" not in client.get(f"{DESK}1/").headers
    assert len(files) == 6
    for language in LANGUAGES:
        content = files[language, "pdf"]
        opened, listing = OpenedPDF(content), paper.in_language(version, language)
        assert complaints(content) == []
        assert opened.pdf.metadata.title == listing.title  # type: ignore[union-attr]
        assert opened.pdf.trailer["/Root"]["/Lang"] == language
        read = opened.read_aloud
        places = [read.index(plain(line.name)) for line in listing.lines()]
        assert places == sorted(places)
        assert plain(listing.totals_words) in read
        assert not any(is_box for _glyph, is_box in opened.drawn())
        again = paper.print_file(ListFile(version=version, language=language, format="pdf"))
        assert again["file"] == content
        taken = client.get(f"{DESK}1/{language}.pdf")
        assert b"".join(taken.streaming_content) == content  # type: ignore[attr-defined]


def _soffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.long
def test_libreoffice_reads_the_same_list(version: ListVersion, tmp_path: Path) -> None:
    """Names, order and totals are the same in DOCX, in LibreOffice, in our PDF and the database."""
    program = _soffice()
    if program is None:
        pytest.skip("LOUD: LibreOffice is missing, so no list was opened in it (soffice).")
    confirmed = Registration.objects.filter(state="confirmed").exclude(participation="interpreter")
    people = set(confirmed.values_list("pk", flat=True))
    for language in LANGUAGES:
        listing = paper.in_language(version, language)
        word = paper.print_file(ListFile(version=version, language=language, format="docx"))["file"]
        ours = OpenedPDF(paper.pdf(listing))
        theirs = OpenedPDF(_converted(program, word, tmp_path, language))

        assert {line.registration for line in listing.lines()} == people
        assert listing.people == len(people)
        names = [plain(line.name) for line in listing.lines()]
        headings = [plain(block.heading) for block in listing.blocks()]
        by_word = [text for _style, text in in_word(word)]
        assert [text for text in by_word if text in headings] == headings
        assert _in_order(names, " ".join(by_word))
        assert _in_order(_readable(names), theirs.text)
        assert _in_order(names, ours.read_aloud)
        for text in (ours.text, theirs.text):
            assert plain(listing.totals_words) in text
            for section in listing.sections:
                row = f"{section.heading} {len(section.blocks)} {section.people}"
                assert plain(row) in text


def _in_order(names: list[str], text: str) -> bool:
    """Say whether all names stand in a text, one after the other."""
    place = 0
    for name in names:
        place = text.find(name, place)
        assert place >= 0, f"{name} is not where it should be"
    return True


def _readable(names: list[str]) -> list[str]:
    """Leave out what a reader of PDFs puts together from joined glyphs: names in Arabic script."""
    return [name for name in names if not any("\u0600" <= sign <= "\u06ff" for sign in name)]


def _fonts(folder: Path) -> Path:
    """Let LibreOffice find our fonts, too: not each machine has Ethiopic ones."""
    found = folder / "fonts.conf"
    found.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{FONTS}</dir></fontconfig>"
    )
    return found


def _converted(program: str, content: bytes, folder: Path, language: str) -> bytes:
    file = folder / f"{language}.docx"
    file.write_bytes(content)
    subprocess.run(
        [
            *(program, f"-env:UserInstallation=file://{folder}/profile", "--headless"),
            *("--convert-to", "pdf", "--outdir", str(folder), str(file)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
        env={**os.environ, "FONTCONFIG_FILE": str(_fonts(folder))},
    )
    return file.with_suffix(".pdf").read_bytes()
