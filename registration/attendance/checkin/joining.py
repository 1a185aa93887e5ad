"""When two registrations were one person: who came, came, under whichever of the two."""

from datetime import datetime
from typing import Any

from registration.registrations.models import Registration

from ..models import Act, Passage


def move_passages(registration: Registration, at: datetime, **_: Any) -> None:
    """Give what the door saw of a merged registration to the one that stays, in the same transaction.

    A second check-in of a day stays where it is: the day is counted once.
    """
    if registration.merged_into_id is None:
        return
    mine = Passage.objects.filter(registration=registration)
    days = Passage.objects.standing().filter(
        registration=registration.merged_into_id, act=Act.CHECK_IN
    )
    mine.exclude(day__in=list(days.values_list("day", flat=True))).update(
        registration=registration.merged_into_id
    )
