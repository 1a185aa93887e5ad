"""What follows when a registration ends, however it ends."""

from datetime import datetime

from django.db.models import Q

from intersessional.accounts.models import User

from ..models import LikelyDuplicate, PairState, Registration
from .acts import locked
from .confirming import confirm_if_due
from .places import move_up
from .travelling import end_document


def follow_up(registration: Registration, *, by: User, at: datetime) -> None:
    """Close what waited for a decision about a registration that has ended; give its place on."""
    end_pairs(registration, by=by, at=at)
    end_document(registration, by=by, at=at)
    move_up(registration.meeting, by=by, at=at)


def end_pairs(registration: Registration, *, by: User, at: datetime) -> None:
    """Close the open pairs of a registration that has ended; nothing holds up the others any more."""
    pairs = LikelyDuplicate.objects.filter(
        Q(first=registration) | Q(second=registration), state=PairState.OPEN
    )
    others = {pk for pair in pairs.values_list("first", "second") for pk in pair}
    if not others:
        return
    pairs.update(state=PairState.GONE)
    settle(others - {registration.pk}, by=by, at=at)


def settle(pks: set[int], *, by: User, at: datetime) -> None:
    """Confirm those for whom a decision was the last thing wanted; the caller holds the places."""
    for pk in sorted(pks):
        confirm_if_due(locked(pk), by=by, at=at)
