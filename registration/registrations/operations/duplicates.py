"""Deciding on the pairs of registrations that are likely of the same person."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record

from ..models import LikelyDuplicate, PairState, Person, Registration
from ..signals import people_joined, registration_withdrawn
from ..transitions import ACTIVE, TransitionRefused, refusal
from .acts import hold_places, locked, move_state, tell
from .deciding import decline_inside
from .ending import end_pairs, settle
from .inheriting import inherit
from .places import move_up
from .travelling import end_document


class DecidedBefore(TransitionRefused):
    """Somebody has decided on the pair meanwhile; the text can be shown."""

    def __str__(self) -> str:
        return _("This pair has been decided already.")


def keep_both(pair: LikelyDuplicate, *, by: User, at: datetime) -> bool:
    """Decide that a pair is of two people; return False if it was decided before.

    Who waited for nothing but this decision is confirmed by it.
    """
    with transaction.atomic(durable=True):
        hold_places(pair.first.meeting_id)
        if not _decide(pair, PairState.KEPT, by=by, at=at):
            return False
        settle({pair.first_id, pair.second_id}, by=by, at=at)
        return True


def decline_one(
    pair: LikelyDuplicate, registration: Registration, *, reason: str, by: User, at: datetime
) -> None:
    """Decline one of a pair for a reason, which the mail quotes.

    :raises DecidedBefore: the pair is not open any more
    :raises TransitionRefused: it is confirmed or has ended
    """
    with transaction.atomic(durable=True):
        hold_places(registration.meeting_id)
        if not _decide(pair, PairState.DECLINED, by=by, at=at):
            raise DecidedBefore
        decline_inside(registration.pk, reason=reason, by=by, at=at)
        settle({pair.first_id, pair.second_id} - {registration.pk}, by=by, at=at)


def merge(keep: Registration, drop: Registration, *, by: User, at: datetime) -> Registration:
    """Merge two registrations of one person at one meeting: `keep` counts on, `drop` ends.

    The two people become one, across meetings; `drop`'s letters are withdrawn, and one mail tells its
    address what happened. `keep` stands as well as the better of the two did (see `inherit`); only
    what it does not need is given on.

    :raises ValueError: they are the same, or of different meetings
    :raises TransitionRefused: one of them has ended
    """
    if keep.pk == drop.pk or keep.meeting_id != drop.meeting_id:
        raise ValueError("Two registrations at one meeting can be merged, and only those.")
    with transaction.atomic(durable=True):
        hold_places(keep.meeting_id)
        rows = {pk: locked(pk) for pk in sorted((keep.pk, drop.pk))}
        keep, drop = rows[keep.pk], rows[drop.pk]
        _merge(keep, drop, by=by, at=at)
        move_up(keep.meeting, by=by, at=at)
        settle({keep.pk}, by=by, at=at)
        return keep


def _merge(keep: Registration, drop: Registration, *, by: User, at: datetime) -> None:
    if keep.state not in ACTIVE:
        # Nothing would be left of the person.
        raise refusal(keep.state)
    stood = move_state(drop, "merge", by=by, at=at, merged_into=keep)
    pairs = LikelyDuplicate.objects.filter(
        Q(first=keep, second=drop) | Q(first=drop, second=keep), state=PairState.OPEN
    )
    pairs.update(state=PairState.MERGED, decided_at=at, decided_by=by)
    end_pairs(drop, by=by, at=at)
    # Not carried over: should the two be two people after all, one would hold the other's passport.
    end_document(drop, by=by, at=at)
    _join_people(keep, drop, at=at)
    tell("registration_merged", drop)
    registration_withdrawn.send(Registration, registration=drop, at=at)
    inherit(keep, drop, stood=stood, by=by, at=at)


def _join_people(keep: Registration, drop: Registration, *, at: datetime) -> None:
    """Let one human be one person, unless both are registered at another meeting, too."""
    if keep.person_id == drop.person_id:
        return
    mine = set(keep.person.registrations.values_list("meeting", flat=True))
    theirs = set(drop.person.registrations.exclude(pk=drop.pk).values_list("meeting", flat=True))
    if mine & theirs:
        return
    gone = drop.person
    people_joined.send(Person, kept=keep.person, gone=gone, at=at)
    Registration.objects.filter(person=gone).update(person=keep.person)
    drop.person = keep.person
    gone.delete()


def _decide(pair: LikelyDuplicate, state: PairState, *, by: User, at: datetime) -> bool:
    open_pair = LikelyDuplicate.objects.filter(pk=pair.pk, state=PairState.OPEN)
    decided = open_pair.update(state=state, decided_at=at, decided_by=by)
    if decided:
        record("decide_pair", pair, by=by, at=at, after={"state": state})
    return bool(decided)
