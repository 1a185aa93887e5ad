"""Questions that other parts ask about registrations."""

from django.db.models import Q

from intersessional.localised import sort_key
from registration.delegations.models import Delegation

from .models import LikelyDuplicate, PairState, Registration


def has_registration(email: str) -> bool:
    """Say whether somebody is registered with this address, whatever the case.

    Sign-in asks (settings.SIGN_IN_SOURCES), since it knows no registrations itself.
    """
    return Registration.objects.at_address(email).exists()


def has_open_pair(registration: Registration) -> bool:
    """Say whether the staff still have to decide if the person is registered twice."""
    return bool(in_open_pairs([registration.pk]))


def in_open_pairs(pks: list[int]) -> set[int]:
    """Return which of these registrations are in a pair that is not decided; one query."""
    pairs = LikelyDuplicate.objects.filter(
        Q(first__in=pks) | Q(second__in=pks), state=PairState.OPEN
    ).values_list("first", "second")
    return {pk for pair in pairs for pk in pair} & set(pks)


def place_on_waiting_list(registration: Registration) -> int:
    """Return which place somebody has among those who wait for the same places, from 1."""
    delegation: Delegation = registration.delegation
    ahead = Registration.objects.waiting().filter(
        meeting=registration.meeting_id,
        delegation__category=delegation.category,
        pk__lt=registration.pk,
    )
    return ahead.count() + 1


def people_of_earlier_meetings(delegation: Delegation) -> list[Registration]:
    """Return the last registration of each person who came for the entity before; one query.

    Not those who are registered at the delegation's meeting already, for whichever entity.
    """
    meeting = delegation.meeting
    here = Registration.objects.active().for_meeting(meeting).values("person")
    before = Registration.objects.placed().filter(
        delegation__entity=delegation.entity, meeting__begins_on__lt=meeting.begins_on
    )
    last = before.exclude(person__in=here).order_by("person", "-meeting__begins_on", "-pk")
    found = list(last.distinct("person").select_related("person", "meeting"))
    return sorted(found, key=lambda one: sort_key(f"{one.family_name} {one.given_names}"))
