"""How many places the quotas of a meeting have left."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from registration.meetings.models import Meeting

from .models import Quota, Registration


@dataclass
class Room:
    """How many places are left, by category and by delegation; what has no quota has room."""

    categories: dict[str, int] = field(default_factory=dict)
    delegations: dict[int, int] = field(default_factory=dict)

    def take(self, category: str, delegation_id: int) -> bool:
        """Take one place if there is one, of both quotas; say whether there was."""
        left = [
            self.categories.get(category, 1),
            self.delegations.get(delegation_id, 1),
        ]
        if min(left) < 1:
            return False
        if category in self.categories:
            self.categories[category] -= 1
        if delegation_id in self.delegations:
            self.delegations[delegation_id] -= 1
        return True


def room_at(meeting: Meeting, *, apart_from: int | None = None) -> Room:
    """Return what is left of each quota of a meeting; two queries, one where there is no quota.

    `apart_from` is a registration that is counted as if it were gone.
    """
    quotas = list(Quota.objects.filter(meeting=meeting))
    if not quotas:
        return Room()
    taken_by_category: Counter[str] = Counter()
    taken_by_delegation: Counter[int] = Counter()
    placed = Registration.objects.placed().for_meeting(meeting)
    if apart_from:
        placed = placed.exclude(pk=apart_from)
    rows = placed.values_list("delegation", "delegation__category").annotate(n=Count("pk"))
    for delegation_id, category, count in rows.order_by():
        taken_by_category[category] += count
        taken_by_delegation[delegation_id] += count
    return Room(
        {q.category: q.places - taken_by_category[q.category] for q in quotas if q.category},
        {
            q.delegation_id: q.places - taken_by_delegation[q.delegation_id]
            for q in quotas
            if q.delegation_id
        },
    )
