"""When two registrations were one person: who came, came, under whichever of the two."""

from datetime import datetime
from typing import Any

from registration.registrations.models import Registration

from ..models import Act, Passage


def move_passages(registration: Registration, at: datetime, **_: Any) -> None:
    """Give what the door saw of a merged registration to the one that stays, in the same transaction.

    Whoever was checked in under both on a day was so with the earlier one; the later one stays in the
    log as somebody seen coming in. The caller has locked both registrations, as a scan does.
    """
    if registration.merged_into_id is None:
        return
    both = [registration.pk, registration.merged_into_id]
    entries = Passage.objects.standing().filter(registration__in=both, act=Act.CHECK_IN)
    days, later = set(), []
    for pk, day in entries.order_by("happened_at", "pk").values_list("pk", "day"):
        if day in days:
            later.append(pk)
        days.add(day)
    Passage.objects.filter(pk__in=later).update(act=Act.SEEN_IN)
    mine = Passage.objects.filter(registration=registration)
    mine.update(registration=registration.merged_into_id)
