"""Whom a plan plans: candidates that nobody has met, and that have not said no."""

from datetime import datetime

from ..reading import CandidateFacts, Frame, Stand
from ..transitions import State

# A delegation that was told, and is not coming: it is not planned again by itself.
_NO = frozenset({State.DECLINED, State.EXPIRED, State.CANCELLED, State.NO_SHOW})


def is_settled(stand: Stand, at: datetime | None = None) -> bool:
    """Say whether a bilateral was held, or has begun (by then): no plan touches it."""
    if not stand.is_active:
        return False
    is_past = at is not None and stand.begins_at <= at
    return stand.state == State.HELD or stand.started_at is not None or is_past


def refusal_of(frame: Frame, candidate: int) -> Stand | None:
    """Return the bilateral that a told delegation declined, did not answer, or that was cancelled.

    None where one stands, or the delegation was never told.
    """
    if frame.active_of(candidate):
        return None
    own = [one for one in frame.stands.values() if one.candidate == candidate and one.was_told]
    last = max(own, key=lambda one: one.pk, default=None)
    return last if last and last.state in _NO else None


def is_planned(frame: Frame, candidate: CandidateFacts, at: datetime | None = None) -> bool:
    """Say whether plans look for a place for a candidate.

    What is set aside stays where somebody has put it by hand, if it was; no new place is looked for.
    """
    if not candidate.hosts:
        return False
    stand = frame.active_of(candidate.pk)
    if stand:
        return not is_settled(stand, at)
    return not candidate.is_set_aside and refusal_of(frame, candidate.pk) is None
