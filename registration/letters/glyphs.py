"""Which characters the bundled fonts can print."""

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent / "fonts"
# Controls and format characters steer the text; spaces and separators leave room. None has a shape.
_SHAPELESS = {"Cc", "Cf", "Zs", "Zl", "Zp"}
# Characters that the fonts surely have, for the class of a regular expression: Latin, and the marks that
# go with it. Whoever looks for names that cannot be printed needs to look at the others only.
PLAIN = " -~\u00a0-\u017f\u2010-\u2015\u2018-\u201f"


def uncovered(text: str, fonts: Path = FONTS) -> list[str]:
    """Return the characters of `text` that no font in the folder `fonts` has, each once, in order.

    Found before printing, because a PDF with empty boxes still yields the right text when searched.
    """
    known = _covered(fonts)
    characters = dict.fromkeys(unicodedata.normalize("NFC", text))
    return [
        character
        for character in characters
        if ord(character) not in known and unicodedata.category(character) not in _SHAPELESS
    ]


@cache
def _covered(fonts: Path) -> frozenset[int]:
    """Return the code points of all regular faces; the bold ones have the same (tested)."""
    return frozenset().union(*(code_points(path) for path in fonts.glob("*-Regular.ttf")))


def code_points(path: Path) -> frozenset[int]:
    """Return the code points that one font file maps to a shape."""
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
