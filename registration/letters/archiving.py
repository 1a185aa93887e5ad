"""Copies of letters for the archive: PDF/A-2b (ISO 19005-2), which explains itself for decades."""

from io import BytesIO

import pikepdf
from pikepdf import pdfa

FLAVOUR = "2b"


class NotArchivable(Exception):
    """The copy would be no PDF/A; the text says what is in the way."""


def archival_copy(pdf: bytes) -> bytes:
    """Return a letter as PDF/A: the same pages, tags and texts, found to be conforming.

    The signature is not in it, since it is of other bytes: the letter as it was issued is kept beside.

    :raises NotArchivable:
    """
    copy = BytesIO()
    try:
        with pikepdf.open(BytesIO(pdf)) as letter:
            _leave_out_the_signature(letter)
            _leave_out_what_is_empty(letter)
            pdfa.save(letter, copy, FLAVOUR)
    except (pikepdf.PdfError, pdfa.PdfaError) as error:
        raise NotArchivable(str(error)) from error
    return copy.getvalue()


def _leave_out_the_signature(letter: pikepdf.Pdf) -> None:
    """Take the field of the signature off its page, where it has no picture, and what it asked for."""
    if "/AcroForm" not in letter.Root:
        return
    for name in ("/AcroForm", "/Version", "/Extensions"):
        if name in letter.Root:
            del letter.Root[name]
    for page in letter.pages:
        others = [one for one in page.get("/Annots", []) if one.get("/FT") != "/Sig"]
        if others:
            page["/Annots"] = pikepdf.Array(others)
        elif "/Annots" in page:
            del page["/Annots"]


def _leave_out_what_is_empty(letter: pikepdf.Pdf) -> None:
    """Drop lists of patterns and shadings in which nothing stands: no checker need look at them."""
    for page in letter.pages:
        for name in ("/Pattern", "/Shading"):
            if name in page.resources and not page.resources[name]:
                del page.resources[name]
