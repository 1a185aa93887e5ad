"""What follows when a registration ends, however it ends."""

from datetime import datetime

from django.db.models import Q

from intersessional.accounts.models import User

from ..models import LikelyDuplicate, PairState, Registration
from .places import move_up


def follow_up(registration: Registration, *, by: User | None, at: datetime) -> None:
    """Close what waited for a decision about a registration that has ended; give its place on."""
    end_pairs(registration)
    move_up(registration.meeting, by=by, at=at)


def end_pairs(registration: Registration) -> None:
    """Close the open pairs of a registration that has ended."""
    LikelyDuplicate.objects.filter(
        Q(first=registration) | Q(second=registration), state=PairState.OPEN
    ).update(state=PairState.GONE)
