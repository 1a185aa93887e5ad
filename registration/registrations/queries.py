"""Questions that other parts ask about registrations."""

from collections import defaultdict
from typing import Any

from django.db.models import Exists, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from intersessional.localised import sort_key
from registration.delegations.models import Delegation
from registration.meetings.models import Meeting

from . import policies
from .models import LikelyDuplicate, PairState, Participation, Registration, Role
from .naming import compare
from .room import room_at

# Those who take part are counted; these work there.
NOT_COUNTED = frozenset({Participation.STAFF, Participation.INTERPRETER, Participation.MEDIA})
COUNTED = [one for one in Participation if one not in NOT_COUNTED]


def with_people(delegations: QuerySet[Delegation]) -> QuerySet[Any]:
    """Return the delegations in which somebody takes part, each with `is_headed`."""
    people = Registration.objects.active().filter(delegation=OuterRef("pk"))
    counted = Exists(people.filter(participation__in=COUNTED))
    return delegations.filter(counted).annotate(is_headed=Exists(people.filter(role=Role.HEAD)))


def number_of_people() -> Subquery:
    """Return, for a query of delegations, how many take part in each."""
    people = Registration.objects.active().filter(
        delegation=OuterRef("pk"), participation__in=COUNTED
    )
    # As a function and not as an aggregate: there is nothing to group by.
    return Subquery(people.order_by().annotate(n=Func("pk", function="COUNT")).values("n"))


def has_registration(email: str) -> bool:
    """Say whether somebody is registered with this address, whatever the case.

    Sign-in asks (settings.SIGN_IN_SOURCES), since it knows no registrations itself.
    """
    return Registration.objects.at_address(email).exists()


def has_open_pair(registration: Registration) -> bool:
    """Say whether the staff still have to decide if the person is registered twice."""
    return bool(in_open_pairs([registration.pk]))


def open_pairs_of(registration: Registration) -> list[LikelyDuplicate]:
    """Return the pairs in which a registration is and on which nobody has decided, both rows along."""
    pairs = LikelyDuplicate.objects.filter(
        Q(first=registration) | Q(second=registration), state=PairState.OPEN
    )
    return list(pairs.select_related("first", "second").order_by("pk"))


def doubts_about(registration: Registration) -> list[str]:
    """Return what speaks against confirming, in words; two queries."""
    needs = policies.needs_for(registration.meeting, registration.delegation.category)
    return policies.doubts(registration, needs, has_open_pair=has_open_pair(registration))


def in_open_pairs(pks: list[int]) -> set[int]:
    """Return which of these registrations are in a pair that is not decided; one query."""
    pairs = LikelyDuplicate.objects.filter(
        Q(first__in=pks) | Q(second__in=pks), state=PairState.OPEN
    ).values_list("first", "second")
    return {pk for pair in pairs for pk in pair} & set(pks)


def place_on_waiting_list(registration: Registration) -> int:
    """Return which place somebody has among those who wait for the same places, from 1.

    Those are the places of the delegation's own quota, where that is full; of the category's, where
    that is, and there whoever waits for a place in their own delegation is not in the way. Who waits
    for both has the later of the two places.
    """
    delegation: Delegation = registration.delegation
    room = room_at(registration.meeting)
    full = {pk for pk, left in room.delegations.items() if left < 1}
    turn = registration.turn or registration.pk
    earlier = Q(turn__lt=turn) | Q(turn=None, pk__lt=turn)
    ahead = Registration.objects.waiting().filter(earlier, meeting=registration.meeting_id)
    lines = []
    if delegation.pk in full:
        lines.append(ahead.filter(delegation=delegation))
    if room.categories.get(delegation.category, 1) < 1:
        same = ahead.filter(delegation__category=delegation.category)
        lines.append(same.exclude(delegation__in=full - {delegation.pk}))
    return max((line.count() for line in lines), default=0) + 1


def people_of_earlier_meetings(delegation: Delegation) -> list[Registration]:
    """Return the last registration of each person who came for the entity before; two queries.

    Not those who are registered at the delegation's meeting already, for whichever entity: neither
    those who are known as the same person, nor those with the same address and the same name, be
    it shorter or longer. (A mission's people may share a mailbox.)
    """
    meeting = delegation.meeting
    here = Registration.objects.active().for_meeting(meeting).values("person")
    before = Registration.objects.placed().filter(
        delegation__entity=delegation.entity, meeting__begins_on__lt=meeting.begins_on
    )
    last = before.exclude(person__in=here).order_by("person", "-meeting__begins_on", "-pk")
    found = list(last.distinct("person").select_related("person", "meeting"))
    here_by_address = _by_address(found, meeting)
    found = [
        one
        for one in found
        if not compare([one.printed_name], here_by_address[one.email.lower()]).matched
    ]
    return sorted(found, key=lambda one: sort_key(f"{one.family_name} {one.given_names}"))


def _by_address(people: list[Registration], meeting: Meeting) -> dict[str, list[Registration]]:
    """Return the active registrations at a meeting with the addresses of people, by address."""
    found: dict[str, list[Registration]] = defaultdict(list)
    addresses = {one.email.lower() for one in people}
    active = Registration.objects.active().for_meeting(meeting).alias(address=Lower("email"))
    for one in active.filter(address__in=addresses):
        found[one.email.lower()].append(one)
    return found
