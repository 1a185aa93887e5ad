"""A list of participants as a Word document: headings, one style for people, a running head."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from registration.letters.word import WordFile, write

from .listing import Line, Listing

NBSP = "\u00a0"
PERSON, NAME, ROLE = "Participant", "Family name", "Role in the delegation"


def docx(listing: Listing, *, at: datetime) -> bytes:
    """Return the list as a Word document in its language; the same list gives the same bytes."""
    with override(listing.language):
        author = f"{_('Implementation Support Unit')}, {_('Anti-Personnel Mine Ban Convention')}"
        word = WordFile(title=listing.title, author=author, at=at)
        _set_styles(word)
        _set_margins(word, listing)
        _write_head(word, listing)
        for section in listing.sections:
            word.add(section.heading, "Heading 2")
            for block in section.blocks:
                word.add(block.heading, "Heading 3")
                for line in block.lines:
                    _write_line(word, line)
        _write_totals(word, listing)
        return word.as_bytes()


def _set_styles(word: WordFile) -> None:
    word.add_style(PERSON, size=9.5, space_after=1.5, hanging=0.3, indent=0.6)
    word.add_text_style(NAME, bold=True)
    word.add_text_style(ROLE, bold=True, coloured=True)


def _set_margins(word: WordFile, listing: Listing) -> None:
    """Say on each page but the first which list it is, and its first and last entity."""
    blocks = list(listing.blocks())
    if blocks:
        ends = {"first": blocks[0].short, "last": blocks[-1].short}
        word.set_head(listing.running, level=3, **ends)
    word.set_foot(_("Page"), pgettext("page 1 of 2", "of"))


def _write_head(word: WordFile, listing: Listing) -> None:
    word.add(_("List of participants"), "Heading 1")
    word.add(listing.running, "Subtitle")
    word.add(f"{listing.place} · {listing.version_words} · {listing.totals_words}")
    paragraph = word.add(f"{_('Corrections:')} ")
    word.add_link(paragraph, listing.contact, f"mailto:{listing.contact}")
    write(paragraph, f". {listing.outlook}".rstrip())


def _write_line(word: WordFile, line: Line) -> None:
    """Write one person, whole on one page."""
    honorific = f"{line.honorific}{NBSP}" if line.honorific else ""
    paragraph = word.add(f"{honorific}{line.given_names} ", PERSON)
    write(paragraph, line.family_name, NAME)
    if line.what:
        write(paragraph, f", {line.what}")
    if line.role:
        write(paragraph, " ")
        write(paragraph, f"({line.role})", ROLE)


def _write_totals(word: WordFile, listing: Listing) -> None:
    word.add(_("Totals"), "Heading 2")
    word.add(
        f"{listing.totals_words}. {listing.explanation}"
    ).paragraph_format.keep_with_next = True
    rows = [
        *((one.heading, str(len(one.blocks)), str(one.people)) for one in listing.sections),
        (_("All"), str(listing.delegations), str(listing.people)),
    ]
    heads = (_("Category"), _("Delegations"), _("Participants"))
    word.add_table(heads, rows, (8.5, 3.5, 3.5), numbers=2)
