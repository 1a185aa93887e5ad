"""Holding bilaterals with everything that they take, and more, in one order for all."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ..models import Bilateral, Engagement
from ..policies import Refused
from ..queries import busy
from .holding import ChangedMeanwhile, TwoPlaces, hold, settle
from .people import BusyElsewhere, in_the_way


class AnotherStands(Refused):
    """There is another bilateral for the same candidate by now."""


def held_all(bilaterals: Iterable[Bilateral], *, also: Iterable[int] = ()) -> list[Bilateral]:
    """Return bilaterals as they stand, held until the transaction ends, in the order of time.

    `also` are further resources, such as those of people who are to come.
    """
    pks = {one.pk for one in bilaterals}
    taken = Engagement.objects.filter(bilateral__in=pks).values_list("resource", flat=True)
    hold({*taken, *also})
    # One row after the other, in one order.
    locked = Bilateral.objects.filter(pk__in=pks).select_for_update().order_by("pk")
    list(locked.values_list("pk", flat=True))
    return list(Bilateral.objects.filter(pk__in=pks).with_names())


def held_one(bilateral: Bilateral, version: int | None, *, also: Iterable[int] = ()) -> Bilateral:
    """Return one bilateral, held.

    :raises ChangedMeanwhile: it is not the `version` that was seen (None: whatever)
    """
    [current] = held_all([bilateral], also=also)
    if version is not None and current.version != version:
        raise ChangedMeanwhile(current)
    return current


def check_can_stand(bilateral: Bilateral) -> None:
    """Refuse to take up again what has freed its people, its room and its time, where they are taken.

    :raises AnotherStands:
    :raises BusyElsewhere: somebody or the room is in another bilateral; the text says who
    """
    others = Bilateral.objects.active().filter(candidate=bilateral.candidate_id)
    if others.exclude(pk=bilateral.pk).exists():
        raise AnotherStands(_another_stands(bilateral))
    resources = bilateral.engagements.values_list("resource", flat=True)
    if clashes := busy.elsewhere(bilateral, resources):
        raise BusyElsewhere(in_the_way(clashes))


def settled() -> None:
    """Let the database have the last word.

    :raises BusyElsewhere: it says no; the transaction can only be rolled back
    """
    try:
        settle()
    except TwoPlaces as error:
        raise BusyElsewhere(in_the_way([])) from error


def _another_stands(bilateral: Bilateral) -> str:
    return _("Another bilateral with %(delegation)s stands by now.") % {
        "delegation": bilateral.delegation.name
    }
