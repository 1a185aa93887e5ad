"""In which order requests stand: protocol level, groups, category, and then the rule of the segment.

Lots can be drawn again by anybody who knows the seed. By draw: the lot of a request is the SHA-256 of
“seed:arrival” as hexadecimal text, and the smallest speaks first. By letter: the first 16 hexadecimal
digits of the SHA-256 of the seed, as a number, modulo 26, count from A.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from string import ascii_uppercase
from typing import Any

from programme.agenda.models import OrderRule
from registration.delegations.models import Category

STATES = frozenset({Category.STATE_PARTY, Category.STATE_NOT_PARTY})
# Observers and organisations follow the States Parties.
TIERS = {
    Category.STATE_PARTY: 0,
    Category.STATE_NOT_PARTY: 1,
    Category.UN: 2,
    Category.INTERNATIONAL: 2,
    Category.RED_CROSS: 2,
    Category.NGO: 3,
    Category.OTHER: 4,
}
# A point of order comes before everything; a right of reply when all others have spoken.
FIRST, LAST = 0, 9

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Standing:
    """What decides on a place, as it was when the request was put on the list."""

    level: int
    group: bool
    tier: int
    arrival: int
    name: str
    # Asked after the closing: behind those of the same rank who were in time.
    late: bool = False

    @property
    def rank(self) -> tuple[int, bool, int, bool]:
        """What comes before the rule of the segment; those of one rank may exchange their places."""
        return (self.level, not self.group, self.tier, self.late)

    @property
    def is_point_of_order(self) -> bool:
        """Whether it is a point of order, which comes first, and is no statement."""
        return self.level == FIRST

    @classmethod
    def of(cls, data: dict[str, Any]) -> "Standing":
        """Read it from an event."""
        return cls(**{name: data[name] for name in cls.__dataclass_fields__ if name in data})

    def as_data(self) -> dict[str, Any]:
        """Return it as an event keeps it."""
        return asdict(self)


@dataclass(frozen=True)
class Draw:
    """A draw: the seed, and what came of it."""

    seed: str
    lots: tuple[int, ...] = ()
    letter: str = ""


def key_of(standing: Standing, rule: str, draw: Draw | None) -> Key:
    """Return the key by which a request is sorted; a smaller one speaks earlier.

    Whoever came after the draw stands behind those for whom lots were drawn.
    """
    before = standing.rank
    if rule == OrderRule.DRAW and draw:
        lots = draw.lots
        drawn = lots.index(standing.arrival) if standing.arrival in lots else len(lots)
        return (*before, drawn, "", standing.arrival)
    if rule == OrderRule.ALPHABETICAL:
        initial = plain(standing.name)[:1].upper()
        is_before = bool(draw) and initial < (draw.letter if draw else "")
        return (*before, int(is_before), plain(standing.name), standing.arrival)
    return (*before, 0, "", standing.arrival)


def plain(name: str) -> str:
    """Return a name as it is sorted: without accents, in small letters."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(one for one in letters if not unicodedata.combining(one)).casefold()


def lots_of(seed: str, arrivals: Iterable[int]) -> tuple[int, ...]:
    """Return requests, named by their arrivals, in the order of their lots."""
    return tuple(sorted(arrivals, key=lambda one: sha256(f"{seed}:{one}".encode()).hexdigest()))


def letter_of(seed: str) -> str:
    """Return the letter from which an alphabetical list begins."""
    return ascii_uppercase[int(sha256(seed.encode()).hexdigest()[:16], 16) % len(ascii_uppercase)]
