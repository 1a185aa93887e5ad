"""What a registration that stays inherits from the one of the same person that ends in it."""

from datetime import datetime
from typing import Any

from intersessional.accounts.models import User
from intersessional.audit.operations import record

from .. import policies
from ..models import Registration
from ..transitions import PLACED, State
from .acts import move_state, tell, write
from .confirming import confirm_if_due, confirm_now
from .places import has_place


def inherit(keep: Registration, drop: Registration, *, stood: str, by: User, at: datetime) -> None:
    """Let `keep` stand as well as `drop` did, which has just ended and `stood` in this state.

    It takes over the earlier turn and the place. The delegation's word and the confirmation it takes
    over within one delegation only: what one has said does not count for another. A request to attend
    of another organisation is still to be decided. One mail tells of a better state. The caller
    holds the places, and has not yet given on what became free.
    """
    _take_word_and_turn(keep, drop, stood=stood, by=by, at=at)
    kind = _rise(keep, drop, stood=stood, by=by, at=at)
    if keep.state == State.RECEIVED and stood == State.CONFIRMED and _are_together(keep, drop):
        confirm_now(keep, by=by, at=at)
    elif kind and not confirm_if_due(keep, by=by, at=at):
        tell(kind, keep)


def _take_word_and_turn(
    keep: Registration, drop: Registration, *, stood: str, by: User, at: datetime
) -> None:
    taken: dict[str, Any] = {}
    turn = drop.turn or drop.pk
    # A request stands in no line.
    if stood != State.REQUESTED and turn < (keep.turn or keep.pk):
        taken["turn"] = turn
    if _are_together(keep, drop) and drop.endorsed_at and not keep.endorsed_at:
        taken |= {"endorsed_at": drop.endorsed_at, "endorsed_by": drop.endorsed_by}
    if taken:
        write(keep, **taken)
        record("inherit", keep, by=by, at=at, after={"from": drop.pk, "what": sorted(taken)})


def _rise(keep: Registration, drop: Registration, *, stood: str, by: User, at: datetime) -> str:
    """Take over place or turn where `keep` has none; return the kind of mail that tells so."""
    was = keep.state
    if was in PLACED or stood == State.REQUESTED:
        return ""
    if was == State.REQUESTED and keep.is_to_attend and not _are_together(keep, drop):
        return ""
    gives_place = stood in PLACED and drop.participation in policies.COUNTED
    if has_place(keep, given_up=drop if gives_place else None):
        move_state(keep, "accept", by=by, at=at)
    elif was == State.REQUESTED:
        move_state(keep, "queue", by=by, at=at)
    else:
        return ""
    return "registration_accepted" if was == State.REQUESTED else "registration_moved_up"


def _are_together(one: Registration, other: Registration) -> bool:
    return bool(one.delegation_id == other.delegation_id)
