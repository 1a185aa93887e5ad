"""Who is named in a note, and who is registered: the same people, differently written.

Accents, capitals, the order of names, honorifics and a second given or family name are no
difference; another given name is.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .models import Registration

# Only at the beginning of a name. Single letters (H.E., S.E., M.) are left out as initials anyway.
HONORIFICS = frozenset(
    re.findall(
        r"\w+",
        """
        mr mrs ms miss mx sir dame madam dr prof professor amb ambassador embajador embajadora
        ambassadeur ambassadrice he se hon rev mme mlle madame monsieur me pr sr sra srta senor
        senora don dona excmo excma lic ing gen general brig brigadier maj major col colonel
        coronel cnel lt lieutenant cdr commander cmdt capt captain capitaine capitan sgt msgr ret
        """,
    )
)
# Letters that Unicode does not take apart.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_APOSTROPHES = re.compile("['’‘ʼʻ`´]")


@dataclass(frozen=True)
class Differences:
    """How names and registrations fit; each name and each registration is used once."""

    matched: list[tuple[str, Registration]]
    named_only: list[str]
    registered_only: list[Registration]


def compare(names: Sequence[str], registrations: Sequence[Registration]) -> Differences:
    """Find whom the names mean: the closest pairs first. Asks the database nothing.

    A name that means somebody who is found already, as when two notes name the same person, is no
    difference.
    """
    called = [_Name.of(name) for name in names]
    people = [_Person.of(one) for one in registrations]
    fits = sorted(
        (called[n].distance(people[p]), n, p)
        for n in range(len(called))
        for p in range(len(people))
        if called[n].means(people[p])
    )
    name_of: dict[int, int] = {}
    for _distance, name, person in fits:
        if person not in name_of and name not in name_of.values():
            name_of[person] = name
    fitting = {name for _distance, name, _person in fits}
    return Differences(
        [(names[name_of[p]], one) for p, one in enumerate(registrations) if p in name_of],
        [name for n, name in enumerate(names) if n not in fitting],
        [one for p, one in enumerate(registrations) if p not in name_of],
    )


def words(text: str) -> list[str]:
    """Return the words of a name, without accents, case and marks."""
    folded = _folded(_APOSTROPHES.sub("", text))
    kept = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in folded)
    return kept.split()


@dataclass(frozen=True)
class _Name:
    words: frozenset[str]
    joined: str

    @classmethod
    def of(cls, text: str) -> "_Name":
        found = words(text)
        while len(found) > 1 and (found[0] in HONORIFICS or _is_initial(found[0])):
            found = found[1:]
        return cls(_without_initials(found), "".join(found))

    def means(self, person: "_Person") -> bool:
        """Say whether this can be the person: one has all the other's words, of both its names."""
        if self.joined and self.joined in person.joined:
            return True
        has_both = self.words & person.given and self.words & person.family
        is_part = self.words <= person.words or person.words <= self.words
        return bool(has_both and is_part and len(self.words & person.words) > 1)

    def distance(self, person: "_Person") -> int:
        return 0 if self.joined in person.joined else len(self.words ^ person.words)


@dataclass(frozen=True)
class _Person:
    given: frozenset[str]
    family: frozenset[str]
    joined: frozenset[str]

    @classmethod
    def of(cls, registration: Registration) -> "_Person":
        given, family = words(registration.given_names), words(registration.family_name)
        # Chinese names, for one, have no space between their parts.
        joined = frozenset({"".join(given + family), "".join(family + given)})
        return cls(_without_initials(given), _without_initials(family), joined)

    @property
    def words(self) -> frozenset[str]:
        return self.given | self.family


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def _without_initials(found: Iterable[str]) -> frozenset[str]:
    found = list(found)
    return frozenset(word for word in found if not _is_initial(word)) or frozenset(found)


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isascii() and word.isalpha()
