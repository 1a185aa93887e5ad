"""What is not yet right in a draft, in words, for whoever edits and for whoever publishes.

Rooms and people in two places are not among it: the database does not let them in (`clashes`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registration.meetings.models import Meeting

from .models import Audience
from .needs import Needs
from .reading import Item, Panel, Person, Programme, Segment, Session, Text
from .wording import language_name


@dataclass(frozen=True)
class Conflict:
    """Something to look at. `stops`: the programme should not be published like this.

    `where` names the part: its kind (`session`, `segment`, `panel`, `item`, `person`) and its uid; for a
    panel, that of its segment.
    """

    words: str
    stops: bool
    where: tuple[str, str]


def conflicts_of(draft: Programme, meeting: Meeting, needs: Needs | None = None) -> list[Conflict]:
    """Return what is not right in a draft: what stops publishing first, else in the order of time.

    Asks no table. `meeting` gives the hours within which sessions should be, `needs` how much time
    those who asked for the floor need (`needs.needs_of`).
    """
    found = [
        *_of_sessions(draft, meeting),
        *too_short(draft, needs or {}),
        *_of_items(draft),
        *_of_people(draft),
    ]
    return sorted(found, key=lambda conflict: not conflict.stops)


def _of_sessions(draft: Programme, meeting: Meeting) -> Iterator[Conflict]:
    for session in draft.sessions:
        yield from _at(("session", session.uid), _session(session, meeting))
        for segment in session.segments:
            yield from _at(("segment", segment.uid), _segment(segment))


def _at(where: tuple[str, str], found: Iterable[Conflict]) -> Iterator[Conflict]:
    """Give what was found its place, unless it has one."""
    for conflict in found:
        yield conflict if conflict.where[0] else replace(conflict, where=where)


def _stop(words: str) -> Conflict:
    return Conflict(words, stops=True, where=("", ""))


def _look(words: str) -> Conflict:
    return Conflict(words, stops=False, where=("", ""))


def _session(session: Session, meeting: Meeting) -> Iterator[Conflict]:
    name = _name(session)
    yield from _time(session, name)
    if not session.room:
        yield _look(_("%(session)s has no room.") % {"session": name})
    if not session.chair:
        yield _look(_("%(session)s has no chair.") % {"session": name})
    yield from _hours(session, meeting, name)
    yield from _texts(name, session.title)


def _time(session: Session, name: str) -> Iterator[Conflict]:
    """Compare the minutes of the segments with those of the session."""
    taken = sum(segment.minutes for segment in session.segments)
    there = int((session.ends_at - session.begins_at) / timedelta(minutes=1))
    gaps = {"session": name, "taken": taken, "there": there, "left": there - taken}
    if not session.segments:
        yield _stop(_("%(session)s is empty.") % gaps)
    elif taken > there:
        yield _stop(
            _("%(session)s: segments take %(taken)s minutes, the session has %(there)s.") % gaps
        )
    elif taken < there:
        yield _look(
            ngettext(
                "%(session)s: %(left)s minute is not used.",
                "%(session)s: %(left)s minutes are not used.",
                there - taken,
            )
            % gaps
        )


def _hours(session: Session, meeting: Meeting, name: str) -> Iterator[Conflict]:
    """Compare a session with the hours of the meeting's days."""
    day = session.begins_at.date()
    opens = _instant(day, meeting.morning_begins, session)
    closes = _instant(day, meeting.afternoon_ends, session)
    if day not in meeting.days:
        yield _stop(_("%(session)s is not on a day of the meeting.") % {"session": name})
    elif session.begins_at < opens or session.ends_at > closes:
        yield _look(
            _("%(session)s is outside the hours of the meeting, %(opens)s to %(closes)s.")
            % {"session": name, "opens": _hour(opens), "closes": _hour(closes)}
        )


def _instant(day: object, hour: time, session: Session) -> datetime:
    return session.begins_at.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)


def _segment(segment: Segment) -> Iterator[Conflict]:
    name = f"{_hour(segment.begins_at)} {_title(segment)}"
    closes, opens = segment.requests_close_at, segment.requests_open_at
    if closes and closes > segment.begins_at:
        yield _stop(
            _("%(segment)s: requests for the floor close after it has begun.") % {"segment": name}
        )
    if bool(closes) != bool(opens):
        yield _look(
            _("%(segment)s: requests for the floor have only one of opening and closing.")
            % {"segment": name}
        )
    if segment.audience == Audience.REQUEST and not segment.about:
        yield _look(_("%(segment)s: it does not say whose request it is.") % {"segment": name})
    if segment.audience == Audience.PANEL and not segment.panel:
        yield _look(_("%(segment)s: the panel is missing.") % {"segment": name})
    yield from _texts(name, segment.title)
    if segment.panel:
        yield from _at(("panel", segment.uid), _panel(segment.panel, name))


def _panel(panel: Panel, name: str) -> Iterator[Conflict]:
    if not panel.seats:
        yield _stop(_("%(segment)s: nobody sits on the panel.") % {"segment": name})
    if not panel.moderator:
        yield _look(_("%(segment)s: nobody moderates the panel.") % {"segment": name})
    yield from _texts(name, panel.title, *(seat.topic for seat in panel.seats))


def too_short(draft: Programme, needs: Needs) -> Iterator[Conflict]:
    """Find segments in which those who asked for the floor do not fit."""
    for segment in (one for session in draft.sessions for one in session.segments):
        need = needs.get(segment.uid)
        if need and need.exceeds(segment.minutes):
            words = _("%(segment)s: %(requests)s. They do not fit.") % {
                "segment": f"{_hour(segment.begins_at)} {_title(segment)}",
                "requests": need.words(segment.minutes),
            }
            yield Conflict(words, stops=False, where=("segment", segment.uid))


def _of_items(draft: Programme) -> Iterator[Conflict]:
    used = {segment.item.uid for one in draft.sessions for segment in one.segments if segment.item}
    for item in draft.items:
        yield from _at(("item", item.uid), _item(item, is_used=item.uid in used))


def _item(item: Item, *, is_used: bool) -> Iterator[Conflict]:
    name = f"{item.number} {item.title}"
    if not is_used:
        yield _stop(_("%(item)s has no segment: it is dealt with nowhere.") % {"item": name})
    yield from _texts(name, item.title, item.summary)


def _of_people(draft: Programme) -> Iterator[Conflict]:
    """Look at those who have a part in the programme, each once."""
    people = {person.uid: person for person in _people(draft)}
    for person in people.values():
        yield from _at(("person", person.uid), _person(person))


def _people(draft: Programme) -> Iterator[Person]:
    for session in draft.sessions:
        if session.chair:
            yield session.chair
        for panel in (segment.panel for segment in session.segments if segment.panel):
            if panel.moderator:
                yield panel.moderator
            yield from (seat.person for seat in panel.seats)


def _person(person: Person) -> Iterator[Conflict]:
    called = person.name or str(person.function)
    if not person.name:
        yield _look(_("%(person)s: the name is still missing.") % {"person": called})
    # The name comes first: with it one knows from where they are.
    elif not person.entity:
        yield _look(_("%(person)s: without State or organisation.") % {"person": called})
    yield from _texts(called, person.function)


def _texts(name: str, *texts: Text) -> Iterator[Conflict]:
    """Say in which languages a text is missing that is there in English."""
    written = [text for text in texts if text]
    missing = [
        language_name(language)
        for language in ("fr", "es")
        if any(not getattr(text, language) for text in written)
    ]
    if missing:
        languages = _(" and ").join(missing)
        yield _look(
            _("%(part)s: a text is missing in %(languages)s.")
            % {"part": name, "languages": languages}
        )


def _name(session: Session) -> str:
    """Return what a session is called in a list: Thursday, Morning."""
    return f"{capfirst(date_format(session.begins_at, 'l'))}, {session.title}"


def _title(segment: Segment) -> str:
    return f"{segment.item.title}, {segment.label}" if segment.item else segment.label


def _hour(at: datetime) -> str:
    return time_format(at.time(), "TIME_FORMAT")
