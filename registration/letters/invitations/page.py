"""From facts and wording to the page: paragraphs, lists and lines, set in their language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise
from typing import Any

from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from ..confirmation import without_scheme
from ..rendering import DoesNotFit, render_pdf
from ..typography import end_paragraphs, places_to_break, typed, typeset, with_raised_titles
from .facts import InvitationFacts
from .placeholders import POSTAL_ADDRESS, fill, stand_in
from .wording import Wording

TEMPLATE = "letters/invitation.html"
# Two pages are what is read; the type gets a little smaller for it, and below that there are more.
PAGES = 2
DENSITIES = ("", "compact")
MOST_PAGES = 6
# Less than this before the signature, and the last paragraph of the body stays with it.
_SHORT_CLOSING = 80

_EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_ITEM = re.compile(r"^- +", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list of items; `leads` is of a paragraph before a list."""

    html: str = ""
    items: tuple[SafeString, ...] = ()
    leads: bool = False


def render(facts: InvitationFacts, wording: Wording) -> bytes:
    """Return the letter as a tagged PDF: two pages where it can, more where it must.

    :raises ValueMissing: the text speaks of what the meeting does not say
    :raises DoesNotFit: it is far too long
    :raises rendering.PrintingUnavailable, rendering.ContentRefused: see there
    """
    context = {"facts": facts, "wording": wording}
    try:
        return _render(context, facts.language, PAGES, DENSITIES)
    except DoesNotFit:
        return _render(context, facts.language, MOST_PAGES, DENSITIES[:1])


def _render(
    context: dict[str, Any], language: str, pages: int, densities: tuple[str, ...]
) -> bytes:
    return render_pdf(TEMPLATE, context, language=language, most_pages=pages, densities=densities)


def parts(facts: InvitationFacts, wording: Wording) -> dict[str, Any]:
    """Return all parts as HTML in the active language; the template asks for them."""

    def lines(text: str) -> list[SafeString]:
        return list(_lines(text, facts))

    body, closing = _blocks(wording.body, facts), _blocks(wording.closing, facts)
    if (
        body
        and body[-1].html
        and sum(len(strip_tags(block.html)) for block in closing) < _SHORT_CLOSING
    ):
        closing.insert(0, body.pop())
    subject = _inline(wording.subject, facts)
    return {
        "sender": _inline(wording.sender, facts),
        "letterhead": end_paragraphs(_inline(wording.letterhead, facts)),
        "contact": lines(wording.contact),
        "place_and_date": _inline(wording.place_and_date, facts),
        "reference": _inline(wording.reference, facts),
        "addressee": lines(wording.addressee),
        "salutation": _inline(wording.salutation, facts),
        "subject": subject,
        "title": _plain(subject),
        "opening": _blocks(wording.opening, facts),
        "invitation": lines(wording.invitation),
        "body": body,
        "closing": closing,
        "signature": lines(wording.signature),
        "enclosures": [end_paragraphs(line) for line in lines(wording.enclosures)],
        "later_pages": _plain(_inline(wording.later_pages, facts)),
        "verify_address": without_scheme(facts.verify_url),
    }


def _lines(text: str, facts: InvitationFacts) -> Iterator[SafeString]:
    """Return the lines of a part that hold anything; a postal address has one for each of its own."""
    for line in text.splitlines():
        if line.strip() == POSTAL_ADDRESS:
            yield from map(typed, facts.postal_address)
        elif html := _inline(line, facts):
            yield html


def _blocks(text: str, facts: InvitationFacts) -> list[Block]:
    blocks = [*_split(text, facts), Block()]
    return [
        replace(block, leads=bool(block.html and after.items)) for block, after in pairwise(blocks)
    ]


def _split(text: str, facts: InvitationFacts) -> Iterator[Block]:
    for block in _EMPTY_LINES.split(text.replace("\r\n", "\n").strip()):
        before, *items = _ITEM.split(block)
        if before.strip():
            yield Block(html=end_paragraphs(_inline(before, facts)))
        if items:
            yield Block(items=tuple(end_paragraphs(_inline(item, facts)) for item in items))


def _inline(text: str, facts: InvitationFacts) -> SafeString:
    """Return one paragraph or line: escaped, set in its language, bold where marked, filled."""
    bare = stand_in(" ".join(text.split(" ")).replace("\n", " ").strip())
    escaped = bare.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    html = _EMPHASIS.sub(r"<strong>\1</strong>", typeset(escaped, facts.language))
    if facts.language == "fr":
        html = with_raised_titles(html)
    return mark_safe(places_to_break(fill(html, facts)))  # noqa: S308 - escaped above, values by `fill`


def _plain(html: str) -> str:
    """Return the text without tags, for places that take text."""
    return unescape(strip_tags(html)).replace("\u200b", "")
