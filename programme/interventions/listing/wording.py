"""What pages say of a list: its time, its order, whether it takes requests."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programme.agenda.models import OrderRule

from .. import policies
from ..explaining import instant, last_minute
from ..lists import SpeakersList
from ..lists.budget import Budget
from ..queries import ListedSegment


def minutes(seconds: int) -> str:
    """Return a speaking time in words: 4 minutes, 1:30 minutes."""
    if seconds % 60:
        of = {"minutes": seconds // 60, "seconds": seconds % 60}
        return _("%(minutes)d:%(seconds)02d minutes") % of
    return ngettext("%d minute", "%d minutes", seconds // 60) % (seconds // 60)


def budget_words(budget: Budget, *, each: int | None) -> str:
    """Say whether all fit, and at which limit they would; `each` is the time of all, if it is one."""
    if not budget.speakers:
        return _("Nobody has asked yet.")
    given = {
        "count": budget.speakers,
        "needed": budget.needed_minutes,
        "available": budget.available_minutes,
        "each": minutes(each) if each else "",
        "limit": minutes(budget.fitting_seconds) if budget.fitting_seconds else "",
    }
    if budget.fits:
        return (
            ngettext(
                "%(count)s speaker needs %(needed)s of %(available)s minutes.",
                "%(count)s speakers need %(needed)s of %(available)s minutes.",
                budget.speakers,
            )
            % given
        )
    return f"{_too_many(budget, each) % given} {_what_would_fit(budget) % given}"


def _too_many(budget: Budget, each: int | None) -> str:
    if each:
        return ngettext(
            "%(count)s speaker at %(each)s does not fit %(available)s: %(needed)s are needed.",
            "%(count)s speakers at %(each)s do not fit %(available)s: with the changes between them"
            " they need %(needed)s.",
            budget.speakers,
        )
    return ngettext(
        "%(count)s speaker does not fit %(available)s minutes: %(needed)s are needed.",
        "%(count)s speakers do not fit %(available)s minutes: with the changes between them they"
        " need %(needed)s.",
        budget.speakers,
    )


def _what_would_fit(budget: Budget) -> str:
    if budget.fitting_seconds:
        return _("At %(limit)s each, they would.")
    return _("They would not even at one minute each.")


def order_words(speakers: SpeakersList) -> str:
    """Say by which rule the list is put in order, and whether lots are drawn."""
    if speakers.rule == OrderRule.ARRIVAL:
        return _("By arrival")
    if speakers.rule == OrderRule.DRAW:
        return (
            _("By lot; drawn") if speakers.valid_draw else _("By lot; drawn when the list closes")
        )
    if draw := speakers.valid_draw:
        return _("Alphabetical, from %(letter)s") % {"letter": draw.letter}
    return _("Alphabetical; the letter is drawn when the list closes")


def moved_words(delegation: str, *, asked: int, reached: int | None) -> str:
    """Say where a move by hand has led; `reached` is None where nothing moved."""
    given = {"delegation": delegation, "asked": asked, "place": reached}
    if reached is None:
        return _("Nothing moved: %(delegation)s stands at that place already.") % given
    if reached < asked:
        return (
            _("%(delegation)s was moved to place %(place)s, the last: there is no place %(asked)s.")
            % given
        )
    return _("%(delegation)s was moved to place %(place)s.") % given


def opening_words(segment: ListedSegment, speakers: SpeakersList, at: datetime) -> str:
    """Say whether the list takes requests, and since or until when."""
    meeting = segment.meeting
    opens = segment.segment.requests_open_at
    closing = policies.closing_of(segment.segment, speakers, at)
    if policies.is_open(segment.segment, speakers, at):
        if closing:
            last = last_minute(closing.at.astimezone(meeting.zone)) or closing.at
            return _("Open until %(when)s") % {"when": instant(last, meeting)}
        return _("Open")
    if opens and opens > at:
        return _("Opens on %(when)s") % {"when": instant(opens, meeting)}
    if closing is None:
        return _("Closed")
    text = (
        _("Closed by the secretariat since %(when)s")
        if closing.by_hand
        else _("Closed since %(when)s")
    )
    return text % {"when": instant(closing.at, meeting)}
