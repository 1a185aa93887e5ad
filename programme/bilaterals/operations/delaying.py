"""When a host’s day slips, or one delegation comes later: other times on the same day."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intersessional.accounts.models import User

from ..models import Act, Bilateral, Engagement, Host
from ..policies import NotInThisOrder, Refused, TooEarly, check_mark, check_minutes
from ..today.days import bounds, day_shown, of_host, version_of
from . import holding
from .day import note
from .shifting import check_movable, shift
from .told_moves import tell_moved


class DayChanged(Exception):
    """Somebody has changed the host’s day since it was seen."""


class NothingToMove(Refused):
    """Nothing of the host is still to start today."""


def delay(
    host: Host, minutes: int | None, *, version: int, by: User, at: datetime
) -> list[Bilateral]:
    """Begin all that has not started of a host today some minutes later; return those moved.

    `version` is that of the host’s day (`today.days.version_of`). Delegations that know their time are
    told.

    :raises DayChanged: it is not the version that was seen
    :raises Refused: nothing is left, one is pinned, or somebody would be in two places; the text says
        who
    """
    minutes = check_minutes(minutes, least=1)
    with transaction.atomic(durable=True):
        moved = _held(host, at, version)
        check_movable(moved, by, at)
        _shift(moved, timedelta(minutes=minutes), by=by, at=at)
        return moved


def move_today(
    bilateral: Bilateral, begins_at: datetime, *, version: int, by: User, at: datetime
) -> Bilateral:
    """Begin one that has not started at another time of today, in its room.

    :raises holding.ChangedMeanwhile: it is not the version that was seen
    :raises Refused: that time is over, is of another day, or somebody would be in two places
    """
    with transaction.atomic(durable=True):
        current = holding.held(bilateral, version)
        check_movable([current], by, at)
        _check_time(current, begins_at, at)
        _shift([current], begins_at - current.begins_at, by=by, at=at)
        return current


def _held(host: Host, at: datetime, version: int) -> list[Bilateral]:
    """Return what has not started today, held; in the order of the day."""
    day = day_shown(host.meeting, at)
    if day != at.astimezone(host.meeting.zone).date():
        raise NothingToMove(_("Nothing is still to start today."))
    seen = of_host(host, day)
    holding.hold(
        Engagement.objects.filter(bilateral__in=seen.values("pk")).values_list(
            "resource", flat=True
        )
    )
    found = list(of_host(host, day).with_names().select_for_update(of=("self",)))
    if version_of(found) != version:
        raise DayChanged
    left = [one for one in found if _is_to_come(one, at)]
    if not left:
        raise NothingToMove(_("Nothing is still to start today."))
    return left


def _is_to_come(bilateral: Bilateral, at: datetime) -> bool:
    try:
        check_mark(Act.START, bilateral, at)
    except Refused:
        return False
    return True


def _check_time(bilateral: Bilateral, begins_at: datetime, at: datetime) -> None:
    check_mark(Act.START, bilateral, at)
    # Not by the date of what was sent: some instants have none in the zone of the meeting.
    first, after = bounds(bilateral.meeting, at.astimezone(bilateral.meeting.zone).date())
    if not first <= begins_at < after:
        raise NotInThisOrder(_("Choose a time of today."))
    if begins_at < at:
        raise TooEarly(_("%(time)s is over.") % {"time": _clock(begins_at, bilateral)})


def _clock(moment: datetime, bilateral: Bilateral) -> str:
    return date_format(moment.astimezone(bilateral.meeting.zone), "TIME_FORMAT")


def _shift(moved: list[Bilateral], by_time: timedelta, *, by: User, at: datetime) -> None:
    before = [{"begins_at": one.begins_at, "ends_at": one.ends_at} for one in moved]
    shift(moved, by_time)
    note(Act.MOVE, list(zip(moved, before, strict=True)), by=by, at=at)
    earlier = [was["begins_at"] for was in before]
    tell_moved(zip(moved, earlier, strict=True), by=by, at=at)
