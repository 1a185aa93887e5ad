"""How large a text may be, so that a badge shows all of it: measured with our own fonts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from fontTools.ttLib import TTFont

from intersessional.text import capitals
from registration.letters.rendering import FONTS

from .facts import Facts

_MM = 72 / 25.4
# Of a character that Noto Sans does not have: scripts have fonts of their own, none much wider.
_OTHER = 0.75
# Room for what the layout engine measures a little differently.
_SLACK = 1.03
# Where a line may break: after a hyphen or a space.
_PIECES = re.compile(r"[^\s\-–]+[\-–]*\s*|\s+|[\-–]+\s*")


@dataclass(frozen=True)
class Sizes:
    """Points: family name, given names, function; a line is 1.2 times as high."""

    family: float
    given: float
    function: float


@dataclass(frozen=True)
class Room:
    """Millimetres for name and function, and for the entity; from the largest sizes to the smallest."""

    who_width: float
    who_height: float
    entity_width: float
    entity_height: float
    sizes: Sequence[Sizes]
    entity_sizes: Sequence[float]


CARD = Room(
    who_width=89,
    who_height=54,
    entity_width=58,
    entity_height=33,
    sizes=[
        Sizes(32, 25, 12),
        Sizes(25, 20, 12),
        Sizes(19, 16, 11),
        Sizes(15, 13, 9),
        Sizes(12, 11, 8),
        Sizes(10, 9, 7),
    ],
    entity_sizes=[17, 13, 10.5, 9, 7.5],
)
LABEL = Room(
    who_width=82,
    who_height=24.5,
    entity_width=53,
    entity_height=15,
    sizes=[
        Sizes(19, 14, 8),
        Sizes(16, 12, 8),
        Sizes(13, 10, 7),
        Sizes(10, 8, 6.5),
        Sizes(8, 7, 6),
        Sizes(6.5, 6, 5.5),
    ],
    entity_sizes=[11, 9, 7.5, 6.5, 5.5],
)


def sizes_for(facts: Facts, room: Room) -> tuple[Sizes, float]:
    """Return the largest sizes with which all fits; the smallest where nothing does."""
    fitting = (sizes for sizes in room.sizes if _fits(facts, sizes, room))
    entities = (
        size
        for size in room.entity_sizes
        if _height(facts["entity"], size, room.entity_width, bold=True) <= room.entity_height * _MM
    )
    return next(fitting, room.sizes[-1]), next(entities, room.entity_sizes[-1])


def _fits(facts: Facts, sizes: Sizes, room: Room) -> bool:
    width = room.who_width
    family, given = capitals(facts["family_name"]), facts["given_names"]
    # A name may break between its parts; a part may not, as long as there is a smaller size.
    whole = all(
        _longest(text, size, bold=bold) <= width * _MM
        for text, size, bold in ((family, sizes.family, True), (given, sizes.given, False))
    )
    height = (
        _height(given, sizes.given, width, bold=False)
        + _height(family, sizes.family, width, bold=True)
        + _height(facts["function"], sizes.function, width, bold=False)
        + 3 * _MM
    )
    return (whole or sizes is room.sizes[-1]) and height <= room.who_height * _MM


def _height(text: str, size: float, width_mm: float, *, bold: bool) -> float:
    """Return how high a text becomes, in points."""
    lines, used, width = 1, 0.0, width_mm * _MM
    for piece in _PIECES.findall(text):
        wide = _width(piece.rstrip(), size, bold=bold)
        if used and used + wide > width:
            lines, used = lines + 1, 0.0
        # A part that is longer than the line breaks anywhere.
        lines += int(wide // width)
        used += _width(piece, size, bold=bold) % width
    return lines * size * 1.22


def _longest(text: str, size: float, *, bold: bool) -> float:
    return max(
        (_width(piece.rstrip(), size, bold=bold) for piece in _PIECES.findall(text)), default=0
    )


def _width(text: str, size: float, *, bold: bool) -> float:
    widths = _advances(bold)
    return sum(widths.get(ord(character), _OTHER) for character in text) * size * _SLACK


@cache
def _advances(bold: bool) -> dict[int, float]:
    """Return the width of each character of Noto Sans, in parts of its size."""
    with TTFont(FONTS / f"NotoSans-{'Bold' if bold else 'Regular'}.ttf", lazy=True) as font:
        unit, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: metrics[name][0] / unit for code, name in font.getBestCmap().items()}
