"""What differs in the whole: the meeting, its rooms, and what people are called."""

from collections.abc import Iterator
from functools import partial

from django.utils import translation
from django.utils.translation import gettext_lazy

from intersessional.localised import LANGUAGES

from ..reading import Item, Person, Programme, Room, Text
from . import people, wording
from .values import EVERY_LANGUAGE, Change, Fact, Kind

_TEXTS = {
    "title": gettext_lazy("title of the meeting"),
    "venue": gettext_lazy("place"),
    "city": gettext_lazy("city"),
}
_VALUES = {
    "slug": gettext_lazy("address of the meeting"),
    "code": gettext_lazy("code of the meeting"),
    "time_zone": gettext_lazy("time zone"),
}


def changes_of_whole(old: Programme, new: Programme) -> Iterator[Change]:
    """Yield what concerns everybody, then who and where by another name."""
    everybody = people.of_programme(old) | people.of_programme(new)
    items = frozenset(item.uid for item in new.items)
    for fact in _meeting(old, new):
        yield Change(fact, people=everybody, item_uids=items)
    yield from _rooms(old, new)
    yield from _people(old, new)


def _meeting(old: Programme, new: Programme) -> Iterator[Fact]:
    for name, what in _TEXTS.items():
        yield from wording.of_text(
            Kind.MEETING, what, Text(**old.meeting[name]), Text(**new.meeting[name])
        )
    for name, what in _VALUES.items():
        yield from wording.of_value(Kind.MEETING, what, old.meeting[name], new.meeting[name])
    if old.is_indicative != new.is_indicative:
        told = (
            gettext_lazy("the hours are indicative, and may still change")
            if new.is_indicative
            else gettext_lazy("the hours are settled, and no longer indicative")
        )
        yield Fact(Kind.MEETING, partial(str, told))


def _rooms(old: Programme, new: Programme) -> Iterator[Change]:
    before = _rooms_by_uid(old)
    for uid, room in _rooms_by_uid(new).items():
        if uid not in before or before[uid] == room:
            continue
        sessions = [one for one in new.sessions if one.room and one.room.uid == uid]
        concerned = frozenset().union(*[people.of_session(one) for one in sessions])
        items = frozenset(one.item.uid for each in sessions for one in each.segments if one.item)
        for fact in _room(before[uid], room):
            yield Change(
                fact,
                part=partial(str, room.name),
                people=concerned,
                item_uids=items,
                places=frozenset(one.uid for one in sessions),
            )


def _room(old: Room, new: Room) -> Iterator[Fact]:
    yield from wording.of_text(Kind.ROOM, gettext_lazy("name of the room"), old.name, new.name)
    if old.is_accessible != new.is_accessible:
        told = (
            gettext_lazy("can be reached without steps")
            if new.is_accessible
            else gettext_lazy("cannot be reached without steps")
        )
        yield Fact(Kind.ROOM, partial(str, told))


def _people(old: Programme, new: Programme) -> Iterator[Change]:
    """Yield who is called otherwise, once for each item and once as chair."""
    before = {person.uid: person for person, _item, _uids in _parts(old)}
    told: set[tuple[str, str]] = set()
    for person, item, concerned in _parts(new):
        key = (person.uid, item.uid if item else "")
        if before.get(person.uid, person) != person and key not in told:
            told.add(key)
            yield Change(
                _person(before[person.uid], person),
                item=item,
                people=concerned,
                item_uids=frozenset({item.uid} if item else ()),
            )


def _parts(programme: Programme) -> Iterator[tuple[Person, Item | None, frozenset[str]]]:
    """Yield who takes part, in which item (None for a chair), and beside whom."""
    for session in programme.sessions:
        if session.chair:
            yield session.chair, None, people.uids(session.chair)
        for segment in session.segments:
            panel = segment.panel
            if panel is None:
                continue
            others = people.of_panel(panel)
            if panel.moderator:
                yield panel.moderator, segment.item, others
            for seat in panel.seats:
                yield seat.person, segment.item, others


def _person(old: Person, new: Person) -> Fact:
    languages = _languages(old, new)
    return Fact(Kind.PERSON, lambda: _tell_person(old, new, languages), languages)


def _tell_person(old: Person, new: Person, languages: frozenset[str]) -> str:
    language = wording.language_told(languages)
    with translation.override(language):
        both = [wording.quoted(wording.person_in_full(one)) for one in (new, old)]
    return f"{wording.instead(*both)}{wording.in_brackets(language)}"


def _languages(old: Person, new: Person) -> frozenset[str]:
    """Return the languages in which the person is called otherwise."""
    keys = [one.entity.key if one.entity else None for one in (old, new)]
    if old.name != new.name or keys[0] != keys[1]:
        return EVERY_LANGUAGE
    names = [one.entity.name if one.entity else Text() for one in (old, new)]
    found = wording.text_languages(old.function, new.function) | wording.text_languages(*names)
    return frozenset(found) & frozenset(LANGUAGES)


def _rooms_by_uid(programme: Programme) -> dict[str, Room]:
    return {one.room.uid: one.room for one in programme.sessions if one.room}
