"""The rows that stand for what can be in one place only: made before anybody needs them.

`Resource.objects.of(…)` makes a missing one at need; here they are made for a whole meeting, in a few
statements, so that a plan and a board find all of them.
"""

from collections.abc import Iterable

from registration.delegations.models import CommitteeMembership, Entity, holds_on
from registration.meetings.models import Meeting

from .models import Candidate, Host, Resource
from .quorum import day_of


def make_missing(meeting: Meeting) -> None:
    """Make the resources of a meeting's hosts, rooms, President, members and candidates."""
    hosts = list(Host.objects.filter(meeting=meeting))
    entities = set(
        CommitteeMembership.objects.filter(
            holds_on(day_of(meeting)), committee__in=[host.committee_id for host in hosts]
        ).values_list("entity", flat=True)
    ) | set(Candidate.objects.for_meeting(meeting).values_list("delegation__entity", flat=True))
    _make(Resource(host=host) for host in hosts)
    _make(Resource(room=room) for room in meeting.rooms.all())
    _make([Resource(president_of=meeting)])
    _make(Resource(entity_id=pk) for pk in sorted(entities))


def of_entities(entities: Iterable[Entity]) -> None:
    """Make the resources that some entities lack."""
    _make(Resource(entity=entity) for entity in entities)


def _make(resources: Iterable[Resource]) -> None:
    Resource.objects.bulk_create(resources, ignore_conflicts=True)
