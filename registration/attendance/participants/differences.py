"""What differs between two states of a list: who came, left, changed or moved. Knows values only."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from intersessional.localised import sort_key
from registration.registrations.models import Role

from .content import Content, Entry, Participant
from .listing import line_of, section_words

_FIELDS = ("honorific", "given_names", "family_name", "function", "department", "role")


@dataclass(frozen=True)
class Person:
    """Somebody as the list names them, and where."""

    registration: int
    entity: str
    code: str
    text: str


@dataclass(frozen=True)
class Value:
    """One thing that is said otherwise: before → after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Changed:
    """Somebody, or an entity, of whom something is said otherwise."""

    name: str
    entity: str
    code: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Differences:
    """All that differs. `moved` names the entity before and the one after."""

    added: tuple[Person, ...] = field(default=())
    left: tuple[Person, ...] = field(default=())
    changed: tuple[Changed, ...] = field(default=())
    moved: tuple[Changed, ...] = field(default=())
    reordered: tuple[str, ...] = field(default=())
    entities: tuple[Changed, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether both say the same."""
        return not self.count

    @property
    def count(self) -> int:
        """How many differences there are."""
        parts = (self.added, self.left, self.changed, self.moved, self.reordered, self.entities)
        return sum(map(len, parts))


def differences(before: Content, after: Content) -> Differences:
    """Return what differs, in the active language; asks the database nothing."""
    old, new = _people(before), _people(after)
    both = [pk for pk in new if pk in old]
    return Differences(
        added=_named(new, [pk for pk in new if pk not in old]),
        left=_named(old, [pk for pk in old if pk not in new]),
        changed=_sorted(_changed(old, new, both)),
        moved=_sorted(_moved(old, new, both)),
        reordered=tuple(sorted(_reordered(before, after), key=sort_key)),
        entities=_sorted(_entities(before, after)),
    )


_People = dict[int, tuple[Entry, Participant]]


def _people(content: Content) -> _People:
    return {one.registration: (entry, one) for entry in content.entries for one in entry.people}


def _name(entry: Entry) -> str:
    return entry.name_in((get_language() or "en")[:2])


def _named(people: _People, pks: list[int]) -> tuple[Person, ...]:
    found = [
        Person(pk, _name(people[pk][0]), people[pk][0].code, line_of(people[pk][1]).text)
        for pk in pks
    ]
    return tuple(sorted(found, key=lambda one: sort_key(one.entity)))


def _sorted(found: Iterator[Changed]) -> tuple[Changed, ...]:
    return tuple(sorted(found, key=lambda one: (sort_key(one.entity), sort_key(one.name))))


def _changed(old: _People, new: _People, both: list[int]) -> Iterator[Changed]:
    labels = field_labels()
    for pk in both:
        (_entry, was), (entry, now) = old[pk], new[pk]
        values = tuple(
            Value(labels[name], _said(name, was), _said(name, now))
            for name in _FIELDS
            if getattr(was, name) != getattr(now, name)
        )
        if values:
            yield Changed(line_of(now).name, _name(entry), entry.code, values)


def _moved(old: _People, new: _People, both: list[int]) -> Iterator[Changed]:
    for pk in both:
        (was, _one), (now, one) = old[pk], new[pk]
        if was.code != now.code:
            value = Value(_("Delegation"), _name(was), _name(now))
            yield Changed(line_of(one).name, _name(now), now.code, (value,))


def _reordered(before: Content, after: Content) -> Iterator[str]:
    """Return the entities of which those who were there before stand in another order."""
    old = {entry.code: [one.registration for one in entry.people] for entry in before.entries}
    for entry in after.entries:
        now = [one.registration for one in entry.people]
        was = old.get(entry.code, [])
        if [pk for pk in was if pk in now] != [pk for pk in now if pk in was]:
            yield _name(entry)


def _entities(before: Content, after: Content) -> Iterator[Changed]:
    old = {entry.code: entry for entry in before.entries}
    for entry in after.entries:
        if (was := old.get(entry.code)) is None:
            continue
        pairs = [
            (_("Category"), section_words(was.section), section_words(entry.section)),
            *(
                (_("Name (%(language)s)") % {"language": language.upper()}, *names)
                for language in ("en", "fr", "es")
                if (names := (was.name_in(language), entry.name_in(language)))
            ),
        ]
        values = tuple(Value(*pair) for pair in pairs if pair[1] != pair[2])
        if values:
            yield Changed(_name(entry), _name(entry), entry.code, values)


def field_labels() -> dict[str, str]:
    """Return what the parts of a line are called."""
    return {
        "honorific": _("honorific"),
        "given_names": _("given name(s)"),
        "family_name": _("family name"),
        "function": _("function"),
        "department": _("ministry or department"),
        "role": _("role in the delegation"),
    }


def _said(name: str, one: Participant) -> str:
    if name != "role":
        return getattr(one, name) or "–"
    return str(Role(one.role).label) if one.role else pgettext("delegation", "Member")
