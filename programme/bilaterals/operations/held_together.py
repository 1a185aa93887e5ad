"""Holding bilaterals with everything that they take, and more, in one order for all."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ..conflicts import Rule, clashes_of, say
from ..models import Bilateral, Engagement
from ..policies import Refused
from ..queries import busy
from ..reading import Frame, frame_around
from .changes import Clashing
from .holding import ChangedMeanwhile, TwoPlaces, hold, settle
from .people import BusyElsewhere, in_the_way

# What may have changed since it was placed, and cannot be whoever says yes.
TO_STAND = frozenset({Rule.TAKEN, Rule.RECUSAL, Rule.QUORUM})
# And what nobody is invited to.
TO_INVITE = frozenset({Rule.RECUSAL, Rule.QUORUM, Rule.AWAY})


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


def check_can_stand(frame: Frame, bilateral: Bilateral, rules: frozenset[Rule] = TO_STAND) -> None:
    """Refuse to take up again what has freed its people, its room and its time, where they are taken.

    It is engaged for what it needs now (`engaging.engaged_anew`, whose day is `frame`).

    :raises AnotherStands:
    :raises BusyElsewhere: somebody or the room is in another bilateral; the text says who
    :raises Clashing: see `check_against`
    """
    others = Bilateral.objects.active().filter(candidate=bilateral.candidate_id)
    if others.exclude(pk=bilateral.pk).exists():
        raise AnotherStands(_another_stands(bilateral))
    resources = bilateral.engagements.values_list("resource", flat=True)
    if clashes := busy.elsewhere(bilateral, resources):
        raise BusyElsewhere(in_the_way(clashes))
    check_against(frame, [bilateral], rules)


def check_can_be_sent(bilaterals: Iterable[Bilateral]) -> None:
    """Refuse to invite to what was placed, and cannot be any more; one query for each meeting.

    :raises Clashing: see `check_against`
    """
    by_meeting: dict[int, list[Bilateral]] = {}
    for one in bilaterals:
        by_meeting.setdefault(one.meeting_id, []).append(one)
    for several in by_meeting.values():
        frame = frame_around(several[0].meeting, [one.candidate_id for one in several])
        check_against(frame, several, TO_INVITE)


def check_against(frame: Frame, bilaterals: Iterable[Bilateral], rules: frozenset[Rule]) -> None:
    """Refuse where some rules stand against bilaterals, all of it at once, in the board’s sentences.

    :raises Clashing:
    """
    found = {
        one: tuple(clash for clash in clashes_of(frame, one) if clash.rule in rules)
        for one in bilaterals
    }
    sentences = [
        say(clash, frame, frame.candidates[one.candidate_id], one.meeting.zone)
        for one, several in found.items()
        for clash in several
    ]
    if sentences:
        clashing = {one.candidate_id: several for one, several in found.items() if several}
        raise Clashing(" ".join(dict.fromkeys(sentences)), clashing)


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
