"""Moving bilaterals to another time of the day, with a word about whoever would be in two places."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intersessional.accounts.models import User

from ..models import Bilateral, Engagement
from ..policies import Refused
from . import holding


class Unsettled(Refused):
    """Somebody would be in two places; the text says who, where and when."""


class NotMovable(Refused):
    """One of them is pinned, of another day, or also of a host for which somebody else plans."""


def check_movable(bilaterals: Sequence[Bilateral], by: User, at: datetime) -> None:
    """Refuse to move on the day what is of another day, or is not for this planner to move.

    :raises NotMovable: the text says which, and why
    """
    planned = Bilateral.objects.planned_by(by).filter(pk__in=[one.pk for one in bilaterals])
    allowed = set(planned.values_list("pk", flat=True))
    for one in bilaterals:
        if words := _in_the_way_of_moving(one, at, is_planned=one.pk in allowed):
            names = {"delegation": one.delegation.name, "hosts": one.candidate.host_names}
            raise NotMovable(words % names)


def _in_the_way_of_moving(bilateral: Bilateral, at: datetime, *, is_planned: bool) -> str:
    zone = bilateral.meeting.zone
    if bilateral.begins_at.astimezone(zone).date() != at.astimezone(zone).date():
        return _("The bilateral with %(delegation)s is not of today.")
    if bilateral.is_pinned:
        return _("The bilateral with %(delegation)s is pinned.")
    if not is_planned:
        return _(
            "The bilateral with %(delegation)s is of several hosts (%(hosts)s): the"
            " President’s office moves it."
        )
    return ""


def shift(bilaterals: Sequence[Bilateral], by: timedelta) -> None:
    """Move held bilaterals, all by the same time; what they take moves with them.

    :raises Unsettled: somebody would be in two places
    """
    check_free(bilaterals, by)
    Bilateral.objects.filter(pk__in=[one.pk for one in bilaterals]).update(
        begins_at=F("begins_at") + by, ends_at=F("ends_at") + by, version=F("version") + 1
    )
    for one in bilaterals:
        one.begins_at += by
        one.ends_at += by
        one.version += 1
    settle()


def check_free(bilaterals: Sequence[Bilateral], by: timedelta) -> None:
    """Refuse to move bilaterals by a time, if something that they take is elsewhere then.

    :raises Unsettled: the text says who, where and when
    """
    said = [
        _words(engagement)
        for engagement, bilateral in _also_taken(bilaterals)
        if engagement.bilateral.begins_at < bilateral.ends_at + by
        and bilateral.begins_at + by < engagement.bilateral.ends_at
    ]
    if said:
        raise Unsettled(" ".join(dict.fromkeys(said)))


def settle() -> None:
    """Let the database have the last word now.

    :raises Unsettled:
    """
    try:
        holding.settle()
    except holding.TwoPlaces as error:
        raise Unsettled(_("Somebody would be in two places at that time.")) from error


def _also_taken(bilaterals: Sequence[Bilateral]) -> list[tuple[Engagement, Bilateral]]:
    """Return what others take of the same, each with the bilateral that takes it as well."""
    by_key = {one.pk: one for one in bilaterals}
    takers: dict[int, list[Bilateral]] = {}
    mine = Engagement.objects.filter(bilateral__in=by_key)
    for resource, pk in mine.values_list("resource", "bilateral"):
        takers.setdefault(resource, []).append(by_key[pk])
    others = (
        Engagement.objects.filter(resource__in=takers, is_active=True)
        .exclude(bilateral__in=by_key)
        .select_related(
            "bilateral__candidate",
            "bilateral__delegation__entity",
            "bilateral__delegation__meeting",
            "resource__entity",
            "resource__room",
            "resource__host__committee",
            "resource__president_of",
            "resource__person",
        )
        .prefetch_related(
            "resource__entity__names",
            "bilateral__delegation__entity__names",
            "bilateral__candidate__hosts__committee",
        )
    )
    return [
        (one, taker)
        for one in others.order_by("bilateral__begins_at", "pk")
        for taker in takers[one.resource_id]
    ]


def _words(engagement: Engagement) -> str:
    other = engagement.bilateral
    zone = other.delegation.meeting.zone
    return _("%(who)s: with %(hosts)s and %(delegation)s at %(time)s.") % {
        "who": engagement.resource.name,
        "hosts": other.candidate.host_names,
        "delegation": other.delegation.name,
        "time": date_format(other.begins_at.astimezone(zone), "TIME_FORMAT"),
    }
