"""What differs in the sittings."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..reading import Programme, Session
from . import people, wording
from .values import NOBODY, Change, Fact, Kind


def changes_of_sessions(old: Programme, new: Programme) -> Iterator[Change]:
    """Yield the changes of sessions by their time; those that were removed last."""
    before = {one.uid: one for one in old.sessions}
    after = {one.uid: one for one in new.sessions}
    for session in new.sessions:
        if session.uid not in before:
            yield _change(Fact(Kind.SESSION_ADDED, partial(_tell_added, session)), session)
            continue
        was = before[session.uid]
        moved = list(_moved(was, session))
        for fact in moved:
            yield _change(fact, session, was, says_which=True)
        for fact in _others(was, session):
            yield _change(fact, session, was)
    for session in old.sessions:
        if session.uid not in after:
            gone = Fact(Kind.SESSION_REMOVED, lambda: _("does not take place"))
            yield replace(_change(gone, session), places=NOBODY)


def _change(
    fact: Fact, session: Session, was: Session | None = None, *, says_which: bool = False
) -> Change:
    """Return the change of a session; its sentence may say itself which session it is."""
    both = [session, was] if was else [session]
    return Change(
        fact,
        day=session.begins_at.date(),
        part=str if says_which else lambda: wording.session_name(session),
        people=frozenset().union(*[people.of_session(one) for one in both]),
        # What the session is called is nothing to those who read an item.
        item_uids=NOBODY if fact.kind is Kind.SESSION else _items(both),
        places=frozenset({session.uid}),
    )


def _items(sessions: list[Session]) -> frozenset[str]:
    return frozenset(part.item.uid for one in sessions for part in one.segments if part.item)


def _tell_added(session: Session) -> str:
    span = wording.hours(session.begins_at, session.ends_at)
    facts = {"day": wording.day(session.begins_at), "hours": span}
    told = _("new session on %(day)s, %(hours)s") % facts
    return f"{told}, {session.room.name}" if session.room else told


def _moved(old: Session, new: Session) -> Iterator[Fact]:
    if (old.begins_at, old.ends_at) != (new.begins_at, new.ends_at):
        yield Fact(Kind.SESSION_MOVED, lambda: _tell_moved(old, new))


def _tell_moved(old: Session, new: Session) -> str:
    """Return begin and end as far as they differ; with the days where that is another."""
    facts = {
        "session": wording.session_name(old),
        "begins": wording.hour(new.begins_at),
        "began": wording.hour(old.begins_at),
        "ends": wording.hour(new.ends_at),
        "ended": wording.hour(old.ends_at),
    }
    if old.begins_at.date() != new.begins_at.date():
        spans = [
            _("%(day)s, %(hour)s")
            % {
                "day": wording.day(one.begins_at),
                "hour": wording.hours(one.begins_at, one.ends_at),
            }
            for one in (new, old)
        ]
        days = {"session": facts["session"], "new": spans[0], "old": spans[1]}
        return _("%(session)s is now on %(new)s instead of %(old)s") % days
    if old.begins_at == new.begins_at:
        return _("%(session)s now ends at %(ends)s instead of %(ended)s") % facts
    if old.ends_at == new.ends_at:
        return _("%(session)s now begins at %(begins)s instead of %(began)s") % facts
    return (
        _(
            "%(session)s now begins at %(begins)s instead of %(began)s, and ends at %(ends)s instead"
            " of %(ended)s"
        )
        % facts
    )


def _others(old: Session, new: Session) -> Iterator[Fact]:
    yield from wording.of_text(Kind.SESSION, gettext_lazy("title"), old.title, new.title)
    if _uid(old.room) != _uid(new.room):
        what = gettext_lazy("room")
        yield from wording.of_value(Kind.ROOM, what, old.room, new.room, wording.room_name)
    if _uid(old.chair) != _uid(new.chair):
        what = gettext_lazy("as chair,")
        yield from wording.of_value(Kind.CHAIR, what, old.chair, new.chair, wording.person_name)


def _uid(one: object) -> str | None:
    return getattr(one, "uid", None)
