"""Inviting delegations to bilaterals, and taking invitations back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record, record_many

from .. import addressees, inviting
from ..inviting import NobodyToTell, NotOpen
from ..models import Bilateral, Told
from ..policies import check_becomes, needed
from ..transitions import OPEN, State
from .engaging import engaged_anew, may_take
from .held_together import (
    TO_INVITE,
    TO_STAND,
    check_can_be_sent,
    check_can_stand,
    held_all,
    held_one,
    settled,
)
from .holding import save
from .people import remove_all
from .telling import Telling, participants_of, tell, tell_delegation

_INVITATION = (
    *("state", "offered_at", "expires_at", "reminded_at", "sequence"),
    *("answered_at", "answered_by", "answer", "wanted_at"),
)


def offer(
    bilaterals: Iterable[Bilateral],
    *,
    expires_at: datetime | None = None,
    note: str = "",
    by: User,
    at: datetime,
) -> list[Bilateral]:
    """Invite the delegations of proposed bilaterals, all or none, and promise each its mails.

    To be answered before `expires_at`, or before each begins. Those that were sent meanwhile are left
    alone; those that were sent now are returned.

    :raises NobodyToTell: a delegation has no focal point, and its entity no address
    :raises BadDeadline: see `inviting.deadline`
    :raises NotOpen: one of them was answered, or called off
    :raises Clashing: a recusal is not confirmed, a Committee has no quorum, or somebody is away
    """
    with transaction.atomic(durable=True):
        found = [one for one in held_all(bilaterals) if one.state != State.OFFERED]
        readers = addressees.of_delegations(one.delegation for one in found)
        _check_all_are_told(found, readers)
        for one in found:
            if one.state != State.PROPOSED:
                raise NotOpen(inviting.not_open(one))
            _let_invite(one, inviting.deadline(one, expires_at, at=at), at=at)
            one.version += 1
        check_can_be_sent(found)
        Bilateral.objects.bulk_update(found, [*_INVITATION, "version"])
        tell(
            Told.INVITED,
            [Telling(one, readers[one.delegation_id], note.strip()) for one in found],
            at=at,
        )
        record_many("offer", [(one, None, _until(one)) for one in found], by=by, at=at)
        return found


def offer_again(
    bilateral: Bilateral,
    *,
    expires_at: datetime | None = None,
    note: str = "",
    version: int | None = None,
    by: User,
    at: datetime,
) -> Bilateral:
    """Invite anew, at the same time and place, after a no, no answer, or a cancellation.

    Whoever sits on the Committees by now is to come.

    :raises BusyElsewhere: somebody, or the room, has been taken meanwhile
    :raises Clashing: as for `offer`
    :raises AnotherStands: the candidate has another bilateral by now
    :raises NobodyToTell:
    :raises BadDeadline:
    :raises NotInThisState:
    :raises ChangedMeanwhile:
    """
    with transaction.atomic(durable=True):
        current = held_one(bilateral, version, also=may_take(bilateral))
        check_becomes(current, State.OFFERED)
        if current.state in OPEN | {State.PROPOSED, State.ACCEPTED}:
            raise NotOpen(inviting.not_open(current))
        readers = addressees.of_delegations([current.delegation])
        _check_all_are_told([current], readers)
        remove_all(current)
        check_can_stand(engaged_anew(current), current, TO_STAND | TO_INVITE)
        _let_invite(current, inviting.deadline(current, expires_at, at=at), at=at)
        save(current, *_INVITATION)
        settled()
        telling = Telling(current, readers[current.delegation_id], note.strip())
        tell(Told.INVITED, [telling], at=at)
        record("offer_again", current, by=by, at=at, after=_until(current))
        return current


def extend(
    bilateral: Bilateral,
    *,
    expires_at: datetime | None,
    version: int | None = None,
    by: User,
    at: datetime,
) -> Bilateral:
    """Give a delegation longer to answer, and tell it; the same deadline again changes nothing.

    :raises NotOpen: there is nothing to answer
    :raises BadDeadline:
    :raises ChangedMeanwhile:
    """
    with transaction.atomic(durable=True):
        current = held_one(bilateral, version)
        if current.state not in OPEN:
            raise NotOpen(inviting.not_open(current))
        before = _until(current)
        until = inviting.deadline(current, expires_at, at=at)
        if until == current.expires_at:
            return current
        current.expires_at, current.reminded_at = until, None
        current.sequence += 1
        save(current, "expires_at", "reminded_at", "sequence")
        tell_delegation(Told.EXTENDED, current, at=at)
        record("extend", current, by=by, at=at, before=before, after=_until(current))
        return current


def keep_the_time(
    bilateral: Bilateral,
    *,
    reason: str,
    expires_at: datetime | None = None,
    version: int | None = None,
    by: User,
    at: datetime,
) -> Bilateral:
    """Refuse the wish for another time: invite to the same time and place still, and tell why.

    :raises ReasonNeeded: the delegation reads why
    :raises NotOpen: nobody asks for another time (any more)
    :raises BadDeadline:
    :raises ChangedMeanwhile:
    """
    reason = needed(reason)
    with transaction.atomic(durable=True):
        current = held_one(bilateral, version)
        if current.state != State.ANOTHER_TIME:
            raise NotOpen(
                _("This bilateral is %(state)s. Nobody waits for another time.")
                % {"state": current.get_state_display()}
            )
        before = {"wanted_at": current.wanted_at, "answer": current.answer}
        _let_invite(current, inviting.deadline(current, expires_at, at=at), at=at)
        save(current, *_INVITATION)
        tell_delegation(Told.TIME_KEPT, current, at=at, note=reason)
        after = _until(current) | {"reason": reason}
        record("keep_bilateral_time", current, by=by, at=at, before=before, after=after)
        return current


def cancel(
    bilateral: Bilateral,
    *,
    reason: str,
    version: int | None = None,
    by: User,
    at: datetime,
) -> Bilateral:
    """Call a bilateral off, and free what it takes. Who knew of it is told why; else nobody is.

    :raises ReasonNeeded: the delegation knows of it, and would read why
    :raises NotInThisState:
    :raises ChangedMeanwhile:
    """
    with transaction.atomic(durable=True):
        current = held_one(bilateral, version)
        check_becomes(current, State.CANCELLED)
        was_told, before = inviting.is_told(current), current.state
        reason = needed(reason) if was_told else reason.strip()
        current.state, current.sequence = State.CANCELLED, current.sequence + was_told
        save(current, "state", "sequence")
        if was_told:
            tell_delegation(
                Told.CANCELLED, current, at=at, note=reason, also=participants_of(current)
            )
        record("cancel", current, by=by, at=at, before={"state": before}, after={"reason": reason})
        return current


def _let_invite(bilateral: Bilateral, until: datetime, *, at: datetime) -> None:
    """Let a bilateral stand as it does once its delegation is invited; the caller saves it."""
    bilateral.state, bilateral.offered_at, bilateral.expires_at = State.OFFERED, at, until
    bilateral.reminded_at = bilateral.answered_at = bilateral.wanted_at = None
    bilateral.answered_by, bilateral.answer = None, ""
    bilateral.sequence += 1


def _check_all_are_told(bilaterals: list[Bilateral], readers: dict[int, Any]) -> None:
    missing = [one.delegation.name for one in bilaterals if not readers[one.delegation_id]]
    if missing:
        raise NobodyToTell(
            _(
                "There is nobody to tell for %(delegations)s: no focal point, and no e-mail address."
                " Enter an address in the admin site, or leave it out. Nothing was sent."
            )
            % {"delegations": ", ".join(sorted(set(missing)))}
        )


def _until(bilateral: Bilateral) -> dict[str, Any]:
    return {"expires_at": bilateral.expires_at}
