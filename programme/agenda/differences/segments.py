"""What differs in a segment that stayed, and in its panel."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..reading import Panel, Seat, Segment
from . import wording
from .values import Fact, Kind

# What a statement of each kind may take.
_STATEMENTS = {
    "national_minutes": gettext_lazy("for a national statement,"),
    "group_minutes": gettext_lazy("for a statement on behalf of a group,"),
    "organisation_minutes": gettext_lazy("for an organisation’s statement,"),
}
_WINDOW = {
    "requests_open_at": gettext_lazy("requests for the floor from"),
    "requests_close_at": gettext_lazy("requests for the floor until"),
}


def facts_of_segment(old: Segment, new: Segment) -> Iterator[Fact]:
    """Yield what differs in a segment besides its time and its item."""
    yield from wording.of_text(Kind.SEGMENT, gettext_lazy("title"), old.title, new.title)
    if old.minutes != new.minutes:
        yield Fact(Kind.SEGMENT, partial(_tell_length, old.minutes, new.minutes))
    what = gettext_lazy("who speaks:")
    yield from wording.of_value(Kind.SEGMENT, what, old.audience, new.audience, _audience)
    what = gettext_lazy("whose request:")
    nobody = gettext_lazy("nobody’s")
    yield from wording.of_named(Kind.SEGMENT, what, old.about, new.about, nobody)
    what = gettext_lazy("order of the list:")
    yield from wording.of_value(Kind.SEGMENT, what, old.order_rule, new.order_rule, _order_rule)
    for name, what in _STATEMENTS.items():
        yield from wording.of_value(
            Kind.SEGMENT, what, getattr(old, name), getattr(new, name), _minutes
        )
    for name, what in _WINDOW.items():
        yield from wording.of_value(
            Kind.SEGMENT, what, getattr(old, name), getattr(new, name), _instant
        )
    yield from _panel(old.panel, new.panel)


def _tell_length(old: int, new: int) -> str:
    facts = {"new": new, "old": old}
    return (
        ngettext(
            "takes %(new)d minute instead of %(old)d",
            "takes %(new)d minutes instead of %(old)d",
            new,
        )
        % facts
    )


def _minutes(minutes: int) -> str:
    return ngettext("%d minute", "%d minutes", minutes) % minutes


def _audience(audience: object) -> str:
    return wording.quoted(getattr(audience, "label", audience))


def _order_rule(rule: object) -> str:
    return str(getattr(rule, "label", rule))


def _instant(at: datetime | None) -> str:
    return wording.moment(at) if at else _("no fixed time")


def _panel(old: Panel | None, new: Panel | None) -> Iterator[Fact]:
    if old is None or new is None:
        if new:
            yield Fact(Kind.PANEL, partial(_tell_panel, new))
        if old:
            yield Fact(Kind.PANEL, lambda: _("no longer with a panel"))
        return
    yield from wording.of_text(Kind.PANEL, gettext_lazy("title of the panel"), old.title, new.title)
    moderators = [one.moderator.uid if one.moderator else None for one in (old, new)]
    if moderators[0] != moderators[1]:
        what = gettext_lazy("as moderator,")
        yield from wording.of_value(
            Kind.PANEL, what, old.moderator, new.moderator, wording.person_name
        )
    yield from _seats(old, new)


def _tell_panel(panel: Panel) -> str:
    names = ", ".join(wording.person_name(seat.person) for seat in panel.seats)
    told = _("now with a panel, %(title)s") % {"title": wording.quoted(panel.title)}
    return f"{told} ({names})" if names else told


def _seats(old: Panel, new: Panel) -> Iterator[Fact]:
    before = {seat.person.uid: seat for seat in old.seats}
    after = {seat.person.uid: seat for seat in new.seats}
    for uid, seat in after.items():
        if uid in before:
            yield from _topic(before[uid], seat)
        else:
            yield Fact(Kind.PANEL, partial(_tell_joins, seat))
    for uid, seat in before.items():
        if uid not in after:
            yield Fact(Kind.PANEL, partial(_tell_leaves, seat))
    kept = before.keys() & after.keys()
    if [uid for uid in before if uid in kept] != [uid for uid in after if uid in kept]:
        yield Fact(Kind.PANEL, partial(_tell_order, new))


def _topic(old: Seat, new: Seat) -> Iterator[Fact]:
    for fact in wording.of_text(Kind.PANEL, gettext_lazy("topic"), old.topic, new.topic):
        yield Fact(fact.kind, partial(_tell_of, new, fact), fact.languages)


def _tell_of(seat: Seat, fact: Fact) -> str:
    return _("%(person)s, %(told)s") % {
        "person": wording.person_name(seat.person),
        "told": fact.tell(),
    }


def _tell_joins(seat: Seat) -> str:
    facts = {"person": wording.person_name(seat.person), "topic": seat.topic}
    if seat.topic:
        return _("%(person)s sits on the panel now, and speaks on “%(topic)s”") % facts
    return _("%(person)s sits on the panel now") % facts


def _tell_leaves(seat: Seat) -> str:
    name = wording.person_name(seat.person)
    return _("%(person)s no longer sits on the panel") % {"person": name}


def _tell_order(panel: Panel) -> str:
    names = ", ".join(wording.person_name(seat.person) for seat in panel.seats)
    return _("the panel in another order: %(people)s") % {"people": names}
