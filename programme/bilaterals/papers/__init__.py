"""What goes out of the bilaterals on paper and as files. No confidential note is ever read here."""

from .book import book_of
from .counts import Count, counts_of, definitions
from .known import Known, answered_of, known_of
from .printed import NoGlyph, check_glyphs, digest_of, facts_of, render
from .signs import Sign, signs_of

__all__ = [
    "Count",
    "Known",
    "NoGlyph",
    "Sign",
    "answered_of",
    "book_of",
    "check_glyphs",
    "counts_of",
    "definitions",
    "digest_of",
    "facts_of",
    "known_of",
    "render",
    "signs_of",
]
