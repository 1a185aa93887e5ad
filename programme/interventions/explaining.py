"""Why a request has its place, in words of the reader's language."""

from datetime import datetime, timedelta

from django.utils.formats import date_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programme.agenda.models import OrderRule
from registration.delegations.models import Category
from registration.meetings.models import Meeting

from .lists import Entry, Exchange, Move, SpeakersList
from .lists.ordering import LAST, TIERS, Standing
from .models import Intervention, ProtocolLevel


def why(entry: Entry, intervention: Intervention, speakers: SpeakersList, meeting: Meeting) -> str:
    """Return why a request has its place: moved by hand, exchanged, or all that the rule looks at.

    “Minister; received 28 May, 14:02”, “Lot 3 of 12”, “Moved from 5 to 2 on 6 June, 18:20: it leaves
    at noon”. Empty for what is on no list.
    """
    if entry.moved:
        return _moved(entry.moved, meeting)
    if entry.exchanged:
        return _exchanged(entry.exchanged, meeting)
    if entry.standing is None:
        return ""
    reasons = _ranks(entry.standing) + _by_rule(entry.standing, intervention, speakers, meeting)
    return str(_("; ")).join(_capital(one) if n == 0 else one for n, one in enumerate(reasons))


def _moved(move: Move, meeting: Meeting) -> str:
    when = instant(move.at, meeting)
    if not move.before:
        return _("Called again on %(when)s") % {"when": when}
    return _("Moved from %(before)s to %(after)s on %(when)s: %(reason)s") % {
        "before": move.before,
        "after": move.after,
        "when": when,
        "reason": move.reason,
    }


def _exchanged(exchange: Exchange, meeting: Meeting) -> str:
    return _("Exchanged with %(delegation)s on %(when)s") % {
        "delegation": named(exchange.names),
        "when": instant(exchange.at, meeting),
    }


def named(names: dict[str, str]) -> str:
    """Return what an event calls a delegation, in the reader's language."""
    return names.get((get_language() or "en")[:2]) or names["en"]


def _ranks(standing: Standing) -> list[str]:
    """Return what comes before the rule: a point of order, a reply, protocol, a group, a category."""
    if standing.is_point_of_order:
        return [_("point of order")]
    if standing.level > 10 * LAST:
        return [_("right of reply, after all others")]
    found = []
    if standing.level != ProtocolLevel.OTHER:
        found.append(str(ProtocolLevel(standing.level).label))
    if standing.group:
        found.append(_("on behalf of a group"))
    if standing.tier != TIERS[Category.STATE_PARTY]:
        found.append(_TIERS[standing.tier]())
    if standing.late:
        found.append(_("asked late"))
    return found


_TIERS = {
    TIERS[Category.STATE_NOT_PARTY]: lambda: _("States not party follow the States Parties"),
    TIERS[Category.UN]: lambda: _("international organisations follow the States"),
    TIERS[Category.NGO]: lambda: _("non-governmental organisations follow"),
    TIERS[Category.OTHER]: lambda: _("other participants follow"),
}


def _by_rule(
    standing: Standing, intervention: Intervention, speakers: SpeakersList, meeting: Meeting
) -> list[str]:
    received = _("received %(when)s") % {"when": instant(intervention.received_at, meeting)}
    if speakers.rule == OrderRule.DRAW:
        return (
            [_drawn(standing, speakers), received]
            if speakers.valid_draw
            else [_undrawn(), received]
        )
    if speakers.rule == OrderRule.ALPHABETICAL:
        return [_alphabetical(speakers)]
    return [received]


def _drawn(standing: Standing, speakers: SpeakersList) -> str:
    lots = speakers.valid_draw.lots if speakers.valid_draw else ()
    if standing.arrival not in lots:
        return _("after those for whom lots were drawn")
    place = lots.index(standing.arrival) + 1
    return _("lot %(place)s of %(count)s") % {"place": place, "count": len(lots)}


def _undrawn() -> str:
    return _("lots will be drawn when the list closes")


def _alphabetical(speakers: SpeakersList) -> str:
    if draw := speakers.valid_draw:
        return _("alphabetical, from the letter %(letter)s") % {"letter": draw.letter}
    return _("alphabetical, from a letter to be drawn when the list closes")


def instant(at: datetime, meeting: Meeting) -> str:
    """Return a day and time in the meeting's zone: “28 May, 14:02”."""
    local = at.astimezone(meeting.zone)
    return _("%(day)s, %(time)s") % {
        "day": date_format(local, "DAY_MONTH_FORMAT"),
        "time": time_format(local, "TIME_FORMAT"),
    }


def length(seconds: int) -> str:
    """Return a speaking time as clocks show it: 4:00."""
    return f"{seconds // 60}:{seconds % 60:02}"


def last_minute(closes_at: datetime | None) -> datetime | None:
    """Return a closing time as one says it: midnight is the end of the day before.

    In its own zone: that of the meeting, as programmes have it.
    """
    if closes_at and (closes_at.hour, closes_at.minute) == (0, 0):
        return closes_at - timedelta(minutes=1)
    return closes_at


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
