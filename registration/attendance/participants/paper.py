"""A list of participants as a file: PDF/UA by our style sheet, Word by named styles."""

from hashlib import sha256
from typing import Any

from django.utils.translation import override

from registration.letters.rendering import render_pdf

from ..models import ListFile, ListFormat, ListVersion
from .content import from_json
from .listing import Listing, listing_of

TEMPLATE = "participants/printed/list.html"


def print_file(order: ListFile) -> dict[str, Any]:
    """Return the columns that hold an ordered file; it takes seconds, and belongs into the worker.

    :raises rendering.PrintingUnavailable, rendering.ContentRefused: see there
    """
    version = order.version
    listing = in_language(version, order.language)
    if order.format == ListFormat.PDF:
        content = pdf(listing)
    else:
        from . import document  # it loads python-docx, only where a file is made

        content = document.docx(listing, at=version.made_at)
    return {"file": content, "sha256": sha256(content).hexdigest()}


def in_language(version: ListVersion, language: str) -> Listing:
    """Return what a version says in a language."""
    with override(language):
        return listing_of(from_json(version.content), kind=version.kind, number=version.number)


def pdf(listing: Listing) -> bytes:
    """Return the list as a tagged PDF."""
    return render_pdf(TEMPLATE, {"list": listing}, language=listing.language, densities=("",))


def file_name(version: ListVersion, language: str, form: str) -> str:
    """Return what the file of a version is called: list-of-participants-2018-v3-final.fr.pdf."""
    kind = version.kind
    return f"list-of-participants-{version.meeting.slug}-v{version.number}-{kind}.{language}.{form}"
