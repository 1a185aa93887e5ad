"""What a list of participants says, in all languages at once: plain values, kept as JSON.

Nothing here depends on a language: a version that was made keeps the names of the meeting's date in
each, and is set in one of them when it is printed (`listing.py`).
"""

import json
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from typing import Any

# The shape of what is kept; whoever changes it still reads the older ones.
SHAPE = 1
Texts = dict[str, str]


@dataclass(frozen=True)
class Participant:
    """One person as the list names them. No address, no gender."""

    registration: int
    role: str
    honorific: str
    given_names: str
    family_name: str
    function: str
    department: str


@dataclass(frozen=True)
class Entry:
    """A delegation: its entity's names on the meeting's first day, and its people in order.

    `names` holds English at least; what was missing in a language is not there.
    """

    code: str
    section: str
    names: Texts
    acronym: str
    people: tuple[Participant, ...]

    def name_in(self, language: str) -> str:
        """Return the name in a language; English where there is none."""
        return self.names.get(language) or self.names["en"]


@dataclass(frozen=True)
class Content:
    """A whole list, as of an instant. `meeting` is what the paper says of the meeting."""

    as_of: str
    population: str
    meeting: dict[str, Any]
    entries: tuple[Entry, ...] = field(default=())

    @property
    def digest(self) -> str:
        """What tells one state of the list from the next, whenever somebody asks."""
        lasting = asdict(replace(self, as_of=""))
        return sha256(json.dumps(lasting, sort_keys=True).encode()).hexdigest()

    @property
    def people(self) -> int:
        """How many people are listed."""
        return sum(len(entry.people) for entry in self.entries)

    def to_json(self) -> dict[str, Any]:
        """Return the content as it is kept."""
        return {"shape": SHAPE, **asdict(self)}


def from_json(kept: dict[str, Any]) -> Content:
    """Return what was kept."""
    entries = tuple(
        Entry(**{**entry, "people": tuple(Participant(**one) for one in entry["people"])})
        for entry in kept["entries"]
    )
    return Content(
        as_of=kept["as_of"],
        population=kept["population"],
        meeting=kept["meeting"],
        entries=entries,
    )
