"""A list of participants in one language, as it is printed and shown: sections, entities, lines."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, ngettext, override, pgettext
from django.utils.translation import gettext as _

from intersessional.localised import sort_key
from intersessional.text import capitals
from registration.meetings.wording import dates_text

from ..models import ListKind
from .content import Content, Entry, Participant
from .population import population_named
from .queries import SECTIONS


@dataclass(frozen=True)
class Line:
    """One person: the name in its parts, and what follows it."""

    registration: int
    honorific: str
    given_names: str
    family_name: str
    what: str
    role: str

    @property
    def right_to_left(self) -> str:
        """The language of a name that is written from right to left as a whole; else nothing."""
        letters = [c for c in self.given_names + self.family_name if c.isalpha()]
        directions = {unicodedata.bidirectional(c) for c in letters}
        return {"AL": "ar", "R": "he"}.get("".join(directions), "")

    @property
    def name(self) -> str:
        """The name as one text."""
        return " ".join(filter(None, [self.honorific, self.given_names, self.family_name]))

    @property
    def text(self) -> str:
        """The whole line as one text."""
        role = f" ({self.role})" if self.role else ""
        return ", ".join(filter(None, [self.name, self.what])) + role


@dataclass(frozen=True)
class Block:
    """An entity, and its people. `short` is for the running head.

    `people` is how many they are: `lines` may be those of some of them only (`standing.py`).
    """

    code: str
    heading: str
    short: str
    lines: tuple[Line, ...]
    people: int


@dataclass(frozen=True)
class Section:
    """A category with its entities in the order of the language."""

    key: str
    heading: str
    blocks: tuple[Block, ...]

    @property
    def people(self) -> int:
        """How many people it lists."""
        return sum(block.people for block in self.blocks)


def _in_its_language(words: Callable[["Listing"], str]) -> Callable[["Listing"], str]:
    """Let a list speak its own language, whatever that of the page is that asks."""

    @wraps(words)
    def spoken(listing: "Listing") -> str:
        with override(listing.language):
            return words(listing)

    return spoken


@dataclass(frozen=True)
class Listing:
    """A whole list in one language. `number` is 0, and `kind` empty, for what is not a version yet."""

    language: str
    kind: str
    number: int
    meeting: str
    place: str
    as_of: str
    contact: str
    population: str
    sections: tuple[Section, ...]

    @property
    def people(self) -> int:
        """How many people are listed."""
        return sum(section.people for section in self.sections)

    @property
    def delegations(self) -> int:
        """How many delegations are listed."""
        return sum(len(section.blocks) for section in self.sections)

    @property
    @_in_its_language
    def kind_words(self) -> str:
        """What the version is, in words."""
        return str(ListKind(self.kind).label) if self.kind else _("List of participants")

    @property
    @_in_its_language
    def title(self) -> str:
        """The title of the document."""
        given = {"kind": self.kind_words, "meeting": self.meeting, "number": self.number}
        return _("%(kind)s, %(meeting)s, version %(number)d") % given

    @property
    def running(self) -> str:
        """The head of each page but the first."""
        return f"{self.meeting} · {self.kind_words}"

    @property
    @_in_its_language
    def version_words(self) -> str:
        """Which version it is, and as of when."""
        given = {"number": self.number, "when": self.as_of}
        return _("Version %(number)d, as of %(when)s") % given

    @property
    @_in_its_language
    def totals_words(self) -> str:
        """How many people in how many delegations."""
        return _("%(people)s in %(delegations)s") % {
            "people": people_words(self.people),
            "delegations": delegations_words(self.delegations),
        }

    @property
    @_in_its_language
    def outlook(self) -> str:
        """What is to be expected after this version."""
        if self.kind == ListKind.PROVISIONAL:
            return _("The final list will follow the meetings.")
        if self.kind == ListKind.CORRECTED:
            return _("It replaces the final list that was made before.")
        return ""

    @property
    @_in_its_language
    def explanation(self) -> str:
        """Who is listed, at the end."""
        return f"{self.population} {_('Staff, interpreters and media are not listed.')}"

    def blocks(self) -> Iterator[Block]:
        """Return all entities in the order of the list."""
        return (block for section in self.sections for block in section.blocks)

    def lines(self) -> Iterator[Line]:
        """Return all people in the order of the list."""
        return (line for block in self.blocks() for line in block.lines)


def listing_of(
    content: Content,
    *,
    kind: str = "",
    number: int = 0,
    numbers: Mapping[str, int] | None = None,
) -> Listing:
    """Return a list in the active language; asks the database nothing.

    `numbers` says how many people each entity has, by its code, where the content has not all.
    """
    language = (get_language() or "en")[:2]
    facts, own = content.meeting, content.meeting[language]
    days = dates_text(date.fromisoformat(facts["begins_on"]), date.fromisoformat(facts["ends_on"]))
    return Listing(
        language=language,
        kind=kind,
        number=number,
        meeting=own["title"],
        place=f"{own['city']}, {days}",
        as_of=_instant(content, own["city"]),
        contact=facts["contact"],
        population=own.get("population") or str(population_named(content.population).sentence),
        sections=tuple(_sections(content, language, numbers or {})),
    )


def people_words(number: int) -> str:
    """Return how many people, in words."""
    return ngettext("%d participant", "%d participants", number) % number


def delegations_words(number: int) -> str:
    """Return how many delegations, in words."""
    return ngettext("%d delegation", "%d delegations", number) % number


def section_words(key: str) -> str:
    """Return the heading of a section."""
    words: dict[str, Callable[[], str]] = {
        "state_party": lambda: _("States Parties"),
        "state_not_party": lambda: _("States not party"),
        "international": lambda: _("International organisations"),
        "ngo": lambda: _("Non-governmental organisations"),
        "other": lambda: _("Other participants"),
    }
    return words[key]()


def role_words(role: str) -> str:
    """Return what a line says of somebody's role; of members and advisers nothing."""
    if role == "head":
        return _("Head of delegation")
    return pgettext("list of participants", "Deputy head") if role == "deputy" else ""


def line_of(one: Participant) -> Line:
    """Return one person's line in the active language."""
    return Line(
        registration=one.registration,
        honorific=one.honorific,
        given_names=one.given_names,
        family_name=capitals(one.family_name),
        what=", ".join(filter(None, [one.function, one.department])),
        role=role_words(one.role),
    )


def _sections(content: Content, language: str, numbers: Mapping[str, int]) -> Iterator[Section]:
    held = Counter(entry.section for entry in content.entries)
    for key in SECTIONS:
        if held[key]:
            entries = [entry for entry in content.entries if entry.section == key]
            entries.sort(key=lambda entry: (sort_key(entry.name_in(language)), entry.code))
            blocks = tuple(
                _block(entry, language, numbers.get(entry.code, len(entry.people)))
                for entry in entries
            )
            yield Section(key, section_words(key), blocks)


def _block(entry: Entry, language: str, people: int) -> Block:
    name = entry.name_in(language)
    has_acronym = entry.acronym and entry.acronym != name
    return Block(
        code=entry.code,
        heading=f"{name} ({entry.acronym})" if has_acronym else name,
        short=entry.acronym or name,
        lines=tuple(line_of(one) for one in entry.people),
        people=people,
    )


def _instant(content: Content, city: str) -> str:
    local = datetime.fromisoformat(content.as_of).astimezone(ZoneInfo(content.meeting["zone"]))
    when = f"{date_format(local, 'DATE_FORMAT')}, {time_format(local, 'TIME_FORMAT')}"
    return _("%(when)s, %(city)s time") % {"when": when, "city": city}
