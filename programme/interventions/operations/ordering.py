"""What the staff do to a list: open and close it, draw lots, move somebody, limit the time."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.outbox.operations import take_back
from programme.agenda.models import OrderRule

from .. import policies
from ..lists import letter_of, lots_of
from ..models import Intervention
from ..policies import Refused
from ..queries import ListedSegment
from .holding import Holding, tell

SEED_BYTES = 16
# How long the mail of a move waits for another one.
STILL = timedelta(minutes=1)
_MOVED = "intervention_moved"


class ReasonMissing(Refused):
    """A move by hand says why."""


class NothingToDraw(Refused):
    """The rule of the segment knows no lots, or they are drawn."""


def open_list(segment: ListedSegment, *, version: int, by: User, at: datetime) -> None:
    """Take requests from now on, whatever the programme says; until its closing, or until closed.

    :raises ChangedMeanwhile: the list is not the one that was seen
    """
    _turn("open", segment, version=version, by=by, at=at)


def close_list(segment: ListedSegment, *, version: int, by: User, at: datetime) -> None:
    """Take no more requests from now on; where the rule knows lots, draw them.

    :raises ChangedMeanwhile: the list is not the one that was seen
    """
    _turn("close", segment, version=version, by=by, at=at)


def _turn(verb: str, segment: ListedSegment, *, version: int, by: User, at: datetime) -> None:
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        holding.check_seen(version)
        is_open = policies.is_open(segment.segment, holding.speakers, holding.at)
        if is_open == (verb == "open"):
            return
        holding.write(verb)
        if verb == "close" and _is_due(holding):
            _draw(holding)


def draw_lots(segment: ListedSegment, *, by: User | None, at: datetime) -> bool:
    """Draw the lots of a list that has closed, once; say whether they were drawn now.

    The seed is kept with the result, so that anybody can draw again (`lists.ordering`). Everybody on
    the list is told the new place.
    """
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        return _is_due(holding) and _draw(holding)


def _is_due(holding: Holding) -> bool:
    segment = holding.segment.segment
    is_closed = policies.is_closed_for_good(segment, holding.speakers, holding.at)
    return is_closed and segment.order_rule != OrderRule.ARRIVAL


def _draw(holding: Holding) -> bool:
    if holding.speakers.valid_draw or not holding.speakers.order:
        return False
    seed = secrets.token_hex(SEED_BYTES)
    data: dict[str, Any] = {"seed": seed}
    if holding.segment.segment.order_rule == OrderRule.DRAW:
        coming = [one.standing for one in holding.speakers.coming if one.standing]
        data["lots"] = list(lots_of(seed, [one.arrival for one in coming]))
    else:
        data["letter"] = letter_of(seed)
    event = holding.write("draw", data=data)
    for one in Intervention.objects.filter(pk__in=holding.speakers.order).order_by("pk"):
        tell("intervention_drawn", one, number=event.number)
    return True


def move(
    intervention: Intervention,
    *,
    to: int,
    segment: ListedSegment,
    version: int,
    reason: str,
    by: User,
    at: datetime,
) -> int | None:
    """Put a request at the place `to`, counted from 1 among those still to speak; tell its delegation.

    Returns the place it has now, the last one where there are not so many; None, and nothing is written,
    where it stood there already.

    :raises ReasonMissing: a move says why
    :raises ChangedMeanwhile: the list is not the one that was seen
    :raises ActRefused: the request is not on the list
    """
    if not reason.strip():
        raise ReasonMissing(_("Say why: the reason stands beside the new place."))
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        holding.check_seen(version)
        place = min(max(to, 1), max(len(holding.speakers.order), 1))
        if holding.speakers.place_of(intervention.pk) == place:
            return None
        event = holding.write("move", intervention, data={"to": place}, reason=reason.strip())
        _tell_moved(intervention, number=event.number)
        return place


def _tell_moved(intervention: Intervention, *, number: int) -> None:
    """Promise the mail of a move, in place of one that still waits: step by step tells once."""
    take_back(_MOVED, intervention, note=_("It was moved again; the next message says where to."))
    tell(_MOVED, intervention, number=number, waits=STILL)


def limit_time(
    segment: ListedSegment, *, seconds: int | None, version: int, by: User, at: datetime
) -> None:
    """Limit each statement to so many seconds from now on; None ends the limit.

    :raises ChangedMeanwhile: the list is not the one that was seen
    """
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        holding.check_seen(version)
        if holding.speakers.most_seconds != seconds:
            holding.write("limit", data={"seconds": seconds})
