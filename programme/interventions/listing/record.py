"""What happened to a list, in words: who did what, when, and why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from intersessional.accounts.models import User

from ..explaining import named
from ..models import FloorEvent, Verb
from . import wording
from .lines import SpeakersPage


@dataclass(frozen=True)
class Entry:
    """One thing that happened; `who` is empty where the portal acted by itself."""

    number: int
    at: datetime
    who: str
    words: str
    reason: str


def record_of(page: SpeakersPage) -> list[Entry]:
    """Return what happened, the last thing first."""
    return entries_of(page.events, page)


def entries_of(events: Iterable[FloorEvent], page: SpeakersPage) -> list[Entry]:
    """Return some of the events of a list in words, the last one first."""
    return [_entry(event, page) for event in reversed(list(events))]


def last_of(page: SpeakersPage) -> str:
    """Return the last thing that happened as one sentence, for whoever was second."""
    found = next(iter(record_of(page)), None)
    if found is None:
        return ""
    if not found.who:
        return _("The portal: %(what)s.") % {"what": found.words}
    return _("%(who)s: %(what)s.") % {"who": found.who, "what": found.words}


def last_reason(page: SpeakersPage, by: User | AnonymousUser) -> str:
    """Return the reason of the last move by hand that somebody made on this list."""
    moves = (one for one in reversed(page.events) if one.verb == Verb.MOVE and one.by == by)
    return next((one.reason for one in moves), "")


def _entry(event: FloorEvent, page: SpeakersPage) -> Entry:
    who = (event.by.name or event.by.email) if event.by else ""
    return Entry(event.number, event.at, who, words_of(event, page), event.reason)


def words_of(event: FloorEvent, page: SpeakersPage) -> str:
    """Return what happened, in words: Ecuador moved to place 2."""
    what = _WORDS[event.verb](event) if event.verb in _WORDS else str(event.get_verb_display())
    if event.intervention_id is None:
        return what
    name = page.interventions[event.intervention_id].delegation.name
    return _("%(delegation)s: %(what)s") % {"delegation": name, "what": what}


def _limited(event: FloorEvent) -> str:
    seconds = event.data["seconds"]
    if not seconds:
        return _("the limit of the speaking time has ended")
    return _("speaking time limited to %(length)s") % {"length": wording.minutes(seconds)}


def _drawn(event: FloorEvent) -> str:
    if letter := event.data.get("letter"):
        return _("the letter %(letter)s was drawn") % {"letter": letter}
    return str(event.get_verb_display())


def _swapped(event: FloorEvent) -> str:
    text = (
        _("the exchange of places with %(other)s was undone")
        if event.data.get("undo")
        else _("exchanged places with %(other)s")
    )
    return text % {"other": named(event.data["names"][1])}


_WORDS: dict[str, Callable[[FloorEvent], str]] = {
    Verb.MOVE: lambda event: _("moved to place %(place)s") % {"place": event.data["to"]},
    Verb.SWAP: _swapped,
    Verb.LIMIT: _limited,
    Verb.DRAW: _drawn,
}
