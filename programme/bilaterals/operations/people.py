"""The participants of a bilateral: who they may be, and that they are nowhere else."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from registration.registrations.models import Registration

from ..models import Bilateral, Engagement, Part, Participant, Resource
from ..policies import Refused
from ..queries import busy


class NotOfTheDelegation(Refused):
    """Somebody is not registered in the delegation (any more)."""


class NobodyComes(Refused):
    """At least one participant is needed."""


class BusyElsewhere(Refused):
    """Somebody, or a room, is in another bilateral meanwhile; the text says who, with whom and when."""


def candidates_for(bilateral: Bilateral) -> list[Registration]:
    """Return whom a delegation can name: its active registrations at this meeting, in its order."""
    found = Registration.objects.active().filter(
        delegation=bilateral.delegation_id, meeting=bilateral.meeting_id
    )
    return list(found.in_order())


def hold_people(bilateral: Bilateral, participants: Iterable[int]) -> list[Registration]:
    """Return the registrations with these keys, held until the transaction ends.

    Before anything else is held, as when one of them is withdrawn: so neither waits for the other.

    :raises NotOfTheDelegation: one of them is not active in the delegation
    """
    asked = set(participants)
    found = list(
        Registration.objects.active()
        .filter(pk__in=asked, delegation=bilateral.delegation_id, meeting=bilateral.meeting_id)
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if len(found) != len(asked):
        raise NotOfTheDelegation(
            _("One of these people is not registered in the delegation any more. Choose again.")
        )
    return found


def resources_of(people: Iterable[Registration]) -> dict[int, int]:
    """Return the resource of each registration's person, by the person's key; made where missing."""
    persons = {one.person_id for one in people}
    if not persons:
        return {}
    found = _resources(persons)
    if missing := persons - set(found):
        Resource.objects.bulk_create(
            (Resource(person_id=pk) for pk in sorted(missing)), ignore_conflicts=True
        )
        found = _resources(persons)
    return found


def put(bilateral: Bilateral, people: list[Registration]) -> None:
    """Let these people, and no others, come to a bilateral; everything is held.

    :raises BusyElsewhere: one of them is in another bilateral at that time
    """
    resources = resources_of(people)
    if clashes := busy.elsewhere(bilateral, resources.values()):
        raise BusyElsewhere(in_the_way(clashes))
    remove_all(bilateral)
    Participant.objects.bulk_create(
        Participant(bilateral=bilateral, registration=one) for one in people
    )
    Engagement.objects.bulk_create(
        Engagement(bilateral=bilateral, resource_id=pk, part=Part.PARTICIPANT)
        for pk in sorted(resources.values())
    )


def remove_all(bilateral: Bilateral) -> None:
    """Let nobody come to it, for the time being."""
    Engagement.objects.filter(bilateral=bilateral, part=Part.PARTICIPANT).delete()
    Participant.objects.filter(bilateral=bilateral).delete()


def in_the_way(clashes: list[str]) -> str:
    """Return the words for who is somewhere else at that time."""
    return " ".join([_("This is not possible: somebody is elsewhere at that time."), *clashes])


def _resources(persons: set[int]) -> dict[int, int]:
    found = Resource.objects.filter(person__in=persons).values_list("person", "pk")
    return {person: pk for person, pk in found if person}
