"""What a delegation answers to an invitation; the staff write down what came by telephone.

`on_behalf` says who told the staff, and how; with it an answer counts also after the deadline.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record

from .. import addressees, inviting
from ..inviting import NotOpen
from ..models import Bilateral, Told
from ..policies import Refused, check_becomes, needed
from ..queries.free_times import free_times
from ..transitions import OPEN, State
from . import people
from .engaging import engaged_anew, may_take
from .held_together import check_can_stand, held_one, settled
from .holding import ChangedMeanwhile, save
from .telling import participants_of, tell_delegation, tell_officers, tell_released

_ANSWER = ("state", "answered_at", "answered_by", "answer", "wanted_at", "sequence")


class NotFree(Refused):
    """The time that somebody asks for is taken."""


def accept(
    bilateral: Bilateral,
    participants: Iterable[int] = (),
    *,
    version: int | None = None,
    by: User,
    at: datetime,
    on_behalf: str = "",
) -> Bilateral:
    """Accept for the delegation, with the registrations of those who come; the same twice is once.

    The staff may write down an acceptance without names, and one that comes after the end.

    :raises NotOpen: there is nothing to answer
    :raises TooLate: the time to answer has passed
    :raises NobodyComes: nobody is named, though people are registered
    :raises NotOfTheDelegation:
    :raises BusyElsewhere: one of them, or what was freed meanwhile, is in another bilateral
    :raises AnotherStands:
    :raises Clashing: a recusal is not confirmed any more, or a Committee has no quorum
    :raises ChangedMeanwhile:
    """
    chosen = set(participants)
    with transaction.atomic(durable=True):
        coming = people.hold_people(bilateral, chosen)
        needed = may_take(bilateral) if on_behalf else ()
        theirs = people.resources_of(coming).values()
        current = held_one(bilateral, None, also=[*theirs, *needed])
        if current.state == State.ACCEPTED and _names(current) == chosen:
            return current
        _check_seen(current, version)
        if on_behalf:
            check_becomes(current, State.ACCEPTED)
        else:
            inviting.check_can_answer(current, at=at)
            _check_somebody_comes(current, coming)
        if current.state not in OPEN:
            # Who was to come before the no does not count any more.
            people.remove_all(current)
            check_can_stand(engaged_anew(current), current)
        before = current.state
        _answered(current, State.ACCEPTED, by=by, at=at)
        people.put(current, coming)
        settled()
        tell_delegation(Told.ACCEPTED, current, at=at, also=addressees.of_participants(coming))
        tell_officers(Told.ACCEPTED, current, at=at)
        _record("accept", current, before, on_behalf, by=by, at=at)
        return current


def decline(
    bilateral: Bilateral,
    reason: str,
    *,
    version: int | None = None,
    by: User,
    at: datetime,
    on_behalf: str = "",
) -> Bilateral:
    """Say no for the delegation, also to what it had accepted, until it begins; frees the place.

    :raises ReasonNeeded:
    :raises NotOpen:
    :raises TooLate:
    :raises ChangedMeanwhile:
    """
    reason = needed(reason)
    with transaction.atomic(durable=True):
        current = held_one(bilateral, None)
        if current.state == State.DECLINED and current.answer == reason:
            return current
        _check_seen(current, version)
        _check_can_decline(current, on_behalf, at=at)
        before, coming = current.state, participants_of(current)
        _answered(current, State.DECLINED, by=by, at=at, answer=reason)
        tell_delegation(Told.DECLINED, current, at=at, note=reason, also=coming)
        tell_officers(Told.DECLINED, current, at=at, note=reason)
        _record("decline", current, before, on_behalf, by=by, at=at)
        return current


def ask_another_time(
    bilateral: Bilateral,
    wanted_at: datetime,
    reason: str,
    *,
    version: int | None = None,
    by: User,
    at: datetime,
    on_behalf: str = "",
) -> Bilateral:
    """Ask for one of the free times instead; the place is kept until the office has decided.

    :raises ReasonNeeded:
    :raises NotFree: hosts, a room or the delegation are not free then (any more)
    :raises NotOpen:
    :raises TooLate:
    :raises ChangedMeanwhile:
    """
    reason = needed(reason)
    with transaction.atomic(durable=True):
        current = held_one(bilateral, None)
        asked = (State.ANOTHER_TIME, wanted_at, reason)
        if (current.state, current.wanted_at, current.answer) == asked:
            return current
        _check_seen(current, version)
        if current.state not in OPEN or not on_behalf:
            inviting.check_can_answer(current, at=at)
        if wanted_at not in {one.begins_at for one in free_times(current, at=at)}:
            raise NotFree(_("This time is no longer free. Choose another one."))
        before = current.state
        _answered(current, State.ANOTHER_TIME, by=by, at=at, answer=reason, wanted_at=wanted_at)
        tell_delegation(Told.ANOTHER_TIME, current, at=at, note=reason)
        tell_officers(Told.ANOTHER_TIME, current, at=at, note=reason)
        _record("ask_another_time", current, before, on_behalf, by=by, at=at)
        return current


def change_participants(
    bilateral: Bilateral,
    participants: Iterable[int],
    *,
    version: int | None = None,
    by: User,
    at: datetime,
    on_behalf: str = "",
) -> Bilateral:
    """Say who comes instead, until it begins; the same people again change nothing.

    :raises NotOpen: it was not accepted
    :raises TooLate: it has begun
    :raises NobodyComes:
    :raises NotOfTheDelegation:
    :raises BusyElsewhere:
    :raises ChangedMeanwhile:
    """
    chosen = set(participants)
    with transaction.atomic(durable=True):
        coming = people.hold_people(bilateral, chosen)
        current = held_one(bilateral, None, also=people.resources_of(coming).values())
        if current.state == State.ACCEPTED and _names(current) == chosen:
            return current
        _check_seen(current, version)
        if current.state != State.ACCEPTED:
            raise NotOpen(inviting.not_open(current))
        inviting.check_not_begun(current, at=at)
        if not on_behalf:
            _check_somebody_comes(current, coming)
        before = [one for one in participants_of(current) if one.registration_id not in chosen]
        current.sequence += 1
        save(current, "sequence")
        people.put(current, coming)
        settled()
        also = addressees.of_participants(coming)
        told = tell_delegation(Told.PARTICIPANTS, current, at=at, also=also)
        tell_released(current, before, told, at=at)
        tell_officers(Told.PARTICIPANTS, current, at=at)
        _record("change_participants", current, current.state, on_behalf, by=by, at=at)
        return current


def _check_seen(current: Bilateral, version: int | None) -> None:
    if version is not None and current.version != version:
        raise ChangedMeanwhile(current)


def _check_can_decline(current: Bilateral, on_behalf: str, *, at: datetime) -> None:
    if current.state == State.ACCEPTED:
        inviting.check_not_begun(current, at=at)
    elif current.state not in OPEN or not on_behalf:
        inviting.check_can_answer(current, at=at)


def _check_somebody_comes(current: Bilateral, coming: list[Any]) -> None:
    if not coming and people.candidates_for(current):
        raise people.NobodyComes(_("Choose at least one person who comes."))


def _answered(
    current: Bilateral,
    state: State,
    *,
    by: User,
    at: datetime,
    answer: str = "",
    wanted_at: datetime | None = None,
) -> None:
    current.state, current.answer, current.wanted_at = state, answer, wanted_at
    current.answered_at, current.answered_by = at, by
    current.sequence += 1
    fields = [*_ANSWER]
    if current.offered_at is None:
        # Told by telephone alone, and answered.
        current.offered_at = at
        fields.append("offered_at")
    save(current, *fields)


def _names(bilateral: Bilateral) -> set[int]:
    return set(bilateral.participants.values_list("registration", flat=True))


def _record(
    verb: str, current: Bilateral, before: str, on_behalf: str, *, by: User, at: datetime
) -> None:
    after: dict[str, Any] = {"state": current.state}
    if on_behalf:
        after["on_behalf"] = on_behalf
    record(verb, current, by=by, at=at, before={"state": before}, after=after)
