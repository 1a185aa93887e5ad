"""Places under a quota, and the waiting list, which moves up by itself.

Whoever calls holds the line of the meeting (`acts.hold_places`, or the number of a receipt).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from registration.delegations.models import Delegation
from registration.meetings.models import Meeting

from ..models import Quota, Registration
from ..transitions import State
from .acts import move_state, tell


class NoPlace(Exception):
    """All places of the category or the delegation are taken; the text can be shown."""

    def __str__(self) -> str:
        return _("All places are taken. Raise the quota, or let the person wait for a place.")


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


def assign(meeting: Meeting, delegations: Iterable[Delegation]) -> list[bool]:
    """Say for each of several newcomers, in order, whether there is a place, by their delegations.

    Those who wait already come first: where somebody waits, a newcomer waits, too.
    """
    room = room_at(meeting)
    return [room.take(delegation.category, delegation.pk) for delegation in delegations]


def has_place(registration: Registration) -> bool:
    """Say whether there is a place in its delegation for a registration, itself not counted."""
    room = room_at(registration.meeting, apart_from=registration.pk)
    return room.take(registration.delegation.category, registration.delegation_id)


def move_up(meeting: Meeting, *, by: User | None, at: datetime) -> list[Registration]:
    """Give free places to those who wait, in order of arrival, and tell each; return who moved."""
    waiting = Registration.objects.waiting().for_meeting(meeting).select_related("delegation")
    if not waiting.exists():
        return []
    room = room_at(meeting)
    moved = []
    for registration in waiting.select_for_update(of=("self",)):
        if room.take(registration.delegation.category, registration.delegation_id):
            move_state(registration, "accept", by=by, at=at)
            tell("registration_moved_up", registration)
            moved.append(registration)
    return moved


def state_on_arrival(*, is_request: bool, has_place: bool) -> State:
    """Return where a new registration stands."""
    if is_request:
        return State.REQUESTED
    return State.RECEIVED if has_place else State.WAITING
