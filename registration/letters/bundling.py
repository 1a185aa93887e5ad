"""Many letters in one file for printing: a PDF with the tags of each letter, or a ZIP file.

The letters are read one after the other. In the PDF each keeps its pages, its page numbers and its
tags in its own language; a bookmark leads to each.
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)

from registration.meetings.models import Meeting

from .models import Letter
from .queries import Line

# As old as the format allows: the same letters make the same file.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)

# Before all letters.
LIST_NAME = "000-addresses.txt"

Progress = Callable[[int], None]


def write_zip(
    file: IO[bytes], lines: Sequence[Line], meeting: Meeting, language: str, *, progress: Progress
) -> None:
    """Write a ZIP file of letters, named so that they sort in postal order, after a list of them."""
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo(LIST_NAME, _ZIP_TIME), _list(lines).encode())
        for done, (line, letter) in enumerate(_letters(lines), 1):
            # They are compressed already.
            archive.writestr(zipfile.ZipInfo(file_name(line), _ZIP_TIME), letter.content)
            progress(done)


def write_pdf(
    file: IO[bytes], lines: Sequence[Line], meeting: Meeting, language: str, *, progress: Progress
) -> None:
    """Write one PDF of letters in postal order."""
    title = _("Invitations: %(meeting)s") % {"meeting": meeting.short_title}
    merged = _Merged(title, language)
    for done, (line, letter) in enumerate(_letters(lines), 1):
        merged.add(letter.content, line.name, letter.language)
        progress(done)
    merged.write(file)


def _list(lines: Sequence[Line]) -> str:
    """Return whom the letters go to, with the postal address of each, as plain text."""
    entries = (
        "\n    ".join(
            [
                f"{line.place:03d} {line.name}",
                *(line.invitation.entity.address_lines or [_("No postal address is known.")]),
                file_name(line),
            ]
        )
        for line in lines
    )
    return "\n\n".join(entries) + "\n"


def file_name(line: Line) -> str:
    """Return the name of a letter's file: its place in postal order, the entity's code, the language."""
    return f"{line.place:03d}-{line.invitation.entity.code}-{line.invitation.language}.pdf"


def _letters(lines: Iterable[Line]) -> Iterator[tuple[Line, Letter]]:
    for line in lines:
        letter: Letter = Letter.objects.get(invitations=line.invitation)
        yield line, letter


class _Merged:
    """A PDF that grows by whole documents, tags included: pypdf itself drops the tags."""

    def __init__(self, title: str, language: str) -> None:
        self.writer = PdfWriter()
        self.writer.add_metadata({"/Title": title})
        self.tags, self.owners, self.next_key = ArrayObject(), ArrayObject(), 0
        owners = DictionaryObject({NameObject("/Nums"): self.owners})
        root = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/StructTreeRoot"),
                NameObject("/K"): self.tags,
                NameObject("/ParentTree"): self.writer._add_object(owners),
            }
        )
        self.root = self.writer._add_object(root)
        shown = {NameObject("/DisplayDocTitle"): BooleanObject(True)}
        self.writer.root_object.update(
            {
                NameObject("/Lang"): TextStringObject(language),
                NameObject("/StructTreeRoot"): self.root,
                NameObject("/MarkInfo"): DictionaryObject(
                    {NameObject("/Marked"): BooleanObject(True)}
                ),
                NameObject("/ViewerPreferences"): DictionaryObject(shown),
            }
        )

    def add(self, content: bytes, name: str, language: str) -> None:
        """Append a document, with a bookmark, and its language at the top of its tags."""
        reader = PdfReader(BytesIO(content))
        first = len(self.writer.pages)
        for page in reader.pages:
            self._renumber(page, self.writer.add_page(page))
        self.writer.add_outline_item(title=name, page_number=first)
        self._add_tags(reader, language)
        self.writer.reset_translation(reader)

    def write(self, file: IO[bytes]) -> None:
        """Write what has been appended."""
        self.writer.write(file)

    def _renumber(self, page: Any, copy: Any) -> None:
        """Shift the keys by which a page and its links find their tags (pypdf drops the page's)."""
        copy[NameObject("/StructParents")] = NumberObject(page["/StructParents"] + self.next_key)
        for link in copy.get("/Annots", ()):
            found = link.get_object()
            if "/StructParent" in found:
                key = NumberObject(found["/StructParent"] + self.next_key)
                found[NameObject("/StructParent")] = key

    def _add_tags(self, reader: PdfReader, language: str) -> None:
        tree: Any = reader.root_object["/StructTreeRoot"]
        tops = tree["/K"] if isinstance(tree["/K"], list) else [tree["/K"]]
        for top in tops:
            # Else the whole old tree would come along as its parent.
            top.get_object()[NameObject("/P")] = NullObject()
            copy = top.get_object().clone(self.writer)
            copy[NameObject("/P")] = self.root
            copy[NameObject("/Lang")] = TextStringObject(language)
            self.tags.append(copy.indirect_reference)
        numbers: Any = tree["/ParentTree"]["/Nums"]
        for key, owners in zip(numbers[::2], numbers[1::2], strict=True):
            self.owners.append(NumberObject(key + self.next_key))
            self.owners.append(owners.clone(self.writer))
        self.next_key += max(numbers[::2], default=-1) + 1
