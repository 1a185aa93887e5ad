"""Marks on the day: who has come, what has started and ended; each can be taken back.

Each mark states the `version` of the bilateral that was seen, so that two clerks who press at once do
not do it twice. A `Mark` keeps what was before it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record, record_many

from ..models import Act, Bilateral, Mark
from ..policies import NotInThisState, Refused, TooEarly, check_mark, check_minutes
from ..transitions import ACTIVE, State
from . import holding
from .engaging import engaged_anew, may_take
from .held_together import TO_STAND, check_against, held_one
from .shifting import check_free, check_movable, settle, shift
from .told_moves import tell_moved

# What takes whom it needs at any time; of one that is over, those who were there stay.
_AS_NEEDED = ACTIVE - {State.HELD}


class NothingToTakeBack(Refused):
    """There is no mark, or something else has happened to the bilateral since."""


def arrive(bilateral: Bilateral, *, version: int, by: User, at: datetime) -> Bilateral:
    """Mark that the delegation is there.

    :raises holding.ChangedMeanwhile: it is not the version that was seen
    :raises Refused: it cannot be true now (`policies.check_mark`)
    """
    return _mark(Act.ARRIVE, bilateral, {"arrived_at": at}, version=version, by=by, at=at)


def start(bilateral: Bilateral, *, version: int, by: User, at: datetime) -> Bilateral:
    """Mark that it has started.

    :raises holding.ChangedMeanwhile, Refused: as for `arrive`
    """
    return _mark(Act.START, bilateral, {"started_at": at}, version=version, by=by, at=at)


def late(
    bilateral: Bilateral, minutes: int | None, *, version: int, by: User, at: datetime
) -> Bilateral:
    """Mark that the delegation comes some minutes late; none at all takes that away.

    :raises holding.ChangedMeanwhile, Refused: as for `arrive`, and for too many minutes
    """
    changes = {"late_minutes": check_minutes(minutes, least=0)}
    return _mark(Act.LATE, bilateral, changes, version=version, by=by, at=at)


def hold(bilateral: Bilateral, *, version: int, by: User, at: datetime) -> Bilateral:
    """Mark that it has ended.

    :raises holding.ChangedMeanwhile, Refused: as for `arrive`
    """
    changes = {"state": State.HELD, "ended_at": at}
    return _mark(Act.HOLD, bilateral, changes, version=version, by=by, at=at)


def no_show(bilateral: Bilateral, *, version: int, by: User, at: datetime) -> Bilateral:
    """Mark that nobody came; its room, its hosts and the delegation are free again.

    :raises holding.ChangedMeanwhile, Refused: as for `arrive`
    """
    changes = {"state": State.NO_SHOW}
    return _mark(Act.NO_SHOW, bilateral, changes, version=version, by=by, at=at)


def take_back(bilateral: Bilateral, *, version: int, by: User, at: datetime) -> Bilateral:
    """Take the last mark back: all is as it was before it.

    :raises holding.ChangedMeanwhile: it is not the version that was seen
    :raises NothingToTakeBack: there is none, or something else has happened since
    :raises shifting.Unsettled: somebody is in another place by now; the text says who
    :raises Clashing: a recusal is not confirmed any more, or a Committee has no quorum
    """
    with transaction.atomic(durable=True):
        also = () if bilateral.state in _AS_NEEDED else may_take(bilateral)
        current = held_one(bilateral, version, also=also)
        mark = Mark.objects.standing().filter(bilateral=current).order_by("pk").last()
        if mark is None:
            raise NothingToTakeBack(_("Nothing is marked that could be taken back."))
        _take_back(current, mark, by=by, at=at)
        return current


def _mark(
    act: Act,
    bilateral: Bilateral,
    changes: dict[str, Any],
    *,
    version: int,
    by: User,
    at: datetime,
) -> Bilateral:
    with transaction.atomic(durable=True):
        current = holding.held(bilateral, version)
        check_mark(act, current, at)
        before = _write(current, changes)
        note(act, [(current, before)], by=by, at=at)
        return current


def note(
    act: Act, changed: Sequence[tuple[Bilateral, dict[str, Any]]], *, by: User, at: datetime
) -> None:
    """Keep what a mark changed of some bilaterals (each with what was before), and record it."""
    acts = [(one, before, {name: getattr(one, name) for name in before}) for one, before in changed]
    Mark.objects.bulk_create(
        Mark(bilateral=one, act=act, before=before, after=after, made_at=at, made_by=by)
        for one, before, after in acts
    )
    record_many(f"mark_{act}", acts, by=by, at=at)


def _write(bilateral: Bilateral, changes: dict[str, Any]) -> dict[str, Any]:
    """Change some fields of a held bilateral; return what they were."""
    before = {name: getattr(bilateral, name) for name in changes}
    for name, value in changes.items():
        setattr(bilateral, name, value)
    holding.save(bilateral, *changes)
    return before


def _take_back(bilateral: Bilateral, mark: Mark, *, by: User, at: datetime) -> None:
    _check_follows(bilateral, mark)
    changes = _as_values(mark.before)
    if mark.act == Act.MOVE:
        _check_is_there(bilateral, mark)
        check_movable([bilateral], by, at)
        earlier = bilateral.begins_at
        _check_is_to_come(changes["begins_at"], at)
        shift([bilateral], changes["begins_at"] - earlier)
        tell_moved([(bilateral, earlier)], by=by, at=at)
    else:
        _check_place(bilateral, changes)
        _write(bilateral, changes)
        settle()
    mark.taken_back_at, mark.taken_back_by = at, by
    mark.save(update_fields=["taken_back_at", "taken_back_by"])
    record("take_back_mark", bilateral, by=by, at=at, after={"act": mark.act} | mark.before)


def _check_follows(bilateral: Bilateral, mark: Mark) -> None:
    """Refuse to take back what somebody has since changed in another way."""
    is_ended = bilateral.state not in ACTIVE or bilateral.state == State.HELD
    made = {Act.HOLD: State.HELD, Act.NO_SHOW: State.NO_SHOW}.get(Act(mark.act))
    if (made is not None and bilateral.state != made) or (made is None and is_ended):
        raise NotInThisState(
            _("This bilateral is %(state)s by now: the mark stays.")
            % {"state": bilateral.get_state_display()}
        )


def _check_is_there(bilateral: Bilateral, mark: Mark) -> None:
    """Refuse to take back a move after which somebody has moved it in another way."""
    if mark.after and _as_values(mark.after)["begins_at"] != bilateral.begins_at:
        raise NothingToTakeBack(
            _("Somebody has put this bilateral at another time since: the mark stays.")
        )


def _check_is_to_come(begins_at: datetime, at: datetime) -> None:
    """Refuse to send somebody back to a time that is over."""
    if begins_at < at:
        raise TooEarly(_("The time before the move is over: the mark stays."))


def _check_place(bilateral: Bilateral, changes: dict[str, Any]) -> None:
    """Refuse to bring back one whose place, or whose candidate, was given to another.

    It takes whom it needs by now: while it was over, members were excused, or let come after all.
    """
    if changes.get("state") not in ACTIVE or bilateral.state in _AS_NEEDED:
        return
    others = Bilateral.objects.active().filter(candidate=bilateral.candidate_id)
    if others.exclude(pk=bilateral.pk).exists():
        raise NothingToTakeBack(_("Another time was found for this delegation: the mark stays."))
    frame = engaged_anew(bilateral)
    check_free([bilateral], timedelta(0))
    check_against(frame, [bilateral], TO_STAND)


def _as_values(before: dict[str, Any]) -> dict[str, Any]:
    """Return fields as they were, from how JSON keeps them."""
    return {
        name: datetime.fromisoformat(value) if name.endswith("_at") and value else value
        for name, value in before.items()
    }
