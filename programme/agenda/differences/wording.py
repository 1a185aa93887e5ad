"""Pieces of sentences, in the active language."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.text import Truncator
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from intersessional.localised import LANGUAGES

from ..reading import Item, Named, Person, Room, Segment, Session, Text
from ..wording import language_name
from .values import Fact, Kind

# A longer text is not set against the one it replaces.
_SHORT = 120
_SHOWN = 300


def quoted(text: object) -> str:
    """Return a text in quotation marks."""
    return _("“%(text)s”") % {"text": text}


def instead(new: str, old: str) -> str:
    """Return the new beside the old."""
    return _("%(new)s instead of %(old)s") % {"new": new, "old": old}


def item_name(item: Item) -> str:
    """Return an item as it is called: 3 Clearing mined areas."""
    return f"{item.number} {item.title}"


def segment_name(segment: Segment) -> str:
    """Return a segment as it is called, in quotation marks."""
    return quoted(segment.label)


def session_name(session: Session) -> str:
    """Return a session with its day: Thursday afternoon; Friday, “Side event”."""
    title, day = str(session.title), date_format(session.begins_at, "l")
    if " " in title:
        return _("%(day)s, “%(title)s”") % {"day": day, "title": title}
    return pgettext("session", "%(day)s %(part)s") % {"day": day, "part": title.lower()}


def person_name(person: Person | None) -> str:
    """Return who it is, or will be: name, else function; with the State or organisation."""
    if person is None:
        return _("nobody yet")
    name = person.name or quoted(person.function)
    return f"{name} ({person.entity.name})" if person.entity else name


def person_in_full(person: Person) -> str:
    """Return name, function, and State or organisation."""
    parts = [person.name, str(person.function), str(person.entity.name) if person.entity else ""]
    return ", ".join(filter(None, parts))


def room_name(room: Room | None) -> str:
    """Return the room, or that there is none."""
    return quoted(room.name) if room else _("none yet")


def hour(at: datetime) -> str:
    """Return an hour: 15:30."""
    return time_format(at, "TIME_FORMAT")


def hours(begins_at: datetime, ends_at: datetime) -> str:
    """Return a span within a day: 15:00–18:00."""
    return f"{hour(begins_at)}–{hour(ends_at)}"


def day(at: datetime) -> str:
    """Return a day of the meeting: Thursday 7 June."""
    return date_format(at, "DAY_MONTH_FORMAT")


def moment(at: datetime) -> str:
    """Return a day and an hour: Thursday 7 June, 15:30."""
    return _("%(day)s, %(hour)s") % {"day": day(at), "hour": hour(at)}


def time_instead(new: datetime, old: datetime) -> str:
    """Return a time beside the one that held: with the days where they differ."""
    if new.date() != old.date():
        return instead(moment(new), moment(old))
    short = {"day": date_format(new, "l"), "hour": hour(new)}
    return instead(pgettext("weekday and hour", "%(day)s %(hour)s") % short, hour(old))


def of_text(kind: Kind, what: object, old: Text, new: Text) -> Iterator[Fact]:
    """Yield that a text differs; `what` (lazy) is what the text is."""
    languages = text_languages(old, new)
    if languages:
        yield Fact(kind, lambda: _tell_text(str(what), old, new, languages), languages)


def of_value(
    kind: Kind, what: object, old: object, new: object, label: Callable[..., str] = str
) -> Iterator[Fact]:
    """Yield that a value differs; `label` words it."""
    if old != new:
        yield Fact(kind, lambda: f"{what} {instead(label(new), label(old))}")


def of_named(
    kind: Kind, what: object, old: Named | None, new: Named | None, none: object
) -> Iterator[Fact]:
    """Yield that another is named, or the same by another name; `none` (lazy) is for nobody."""
    if old and new and old.key == new.key:
        yield from of_text(kind, what, old.name, new.name)
    else:
        yield from of_value(kind, what, old, new, lambda one: str(one.name if one else none))


def text_languages(old: Text, new: Text) -> frozenset[str]:
    """Return the languages whose readers are shown something else."""
    return frozenset(
        language
        for language in LANGUAGES
        if getattr(old, language) != getattr(new, language) or _shown(old, new, language)
    )


def _shown(old: Text, new: Text, language: str) -> bool:
    with translation.override(language):
        return str(old) != str(new)


def language_told(languages: frozenset[str]) -> str:
    """Return the language in which a difference is told: the reader's, if they see it."""
    active = (get_language() or "en")[:2]
    return active if active in languages else min(languages, key=LANGUAGES.index)


def in_brackets(language: str) -> str:
    """Return the language's name in brackets where it is not the reader's; else nothing."""
    if language == (get_language() or "en")[:2]:
        return ""
    return f" ({language_name(language)})"


def _tell_text(what: str, old: Text, new: Text, languages: frozenset[str]) -> str:
    language = language_told(languages)
    with translation.override(language):
        before, after = str(old), str(new)
    named = f"{what}{in_brackets(language)}"
    if not after:
        return _("without %(what)s") % {"what": named}
    if not before or max(len(before), len(after)) > _SHORT:
        return f"{named} {quoted(Truncator(after).chars(_SHOWN))}"
    return f"{named} {instead(quoted(after), quoted(before))}"
