"""The day of the bilaterals of 2018 as it was loaded, and what tests put into it.

Hosts: `president`, `article-5`, `victim-assistance`, `cooperation`, `compliance` (`host_of(slug)`), in
“Room A” to “Room E”, of which E has steps; 25 minutes each, 5 between; windows 9:30–12:30 and
14:00–17:00; lunch is a break of all.
"""

from datetime import datetime
from itertools import chain
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from intersessional.accounts import roles
from intersessional.accounts.models import User
from programme.agenda.models import Room
from programme.bilaterals.models import (
    Bilateral,
    Candidate,
    Engagement,
    Host,
    Officer,
    Resource,
)
from programme.bilaterals.quorum import members_present
from registration.delegations.models import CommitteeMembership, Entity
from registration.meetings.models import Meeting
from tests.people import GENEVA, ON_14_MAY
from tests.programme.interventions.floors import delegation

__all__ = [
    "at",
    "delegation",
    "host_of",
    "joins",
    "make_candidate",
    "meeting",
    "members",
    "officer",
    "placed",
    "planner",
    "room_named",
]


def meeting() -> Meeting:
    """The meeting of 2018."""
    return Meeting.objects.get(slug="2018")


def at(hour: int, minute: int = 0) -> datetime:
    """An instant of 6 June 2018, by the clocks of Geneva."""
    return datetime(2018, 6, 6, hour, minute, tzinfo=GENEVA)


def host_of(slug: str) -> Host:
    """A host of 2018."""
    return Host.objects.select_related("committee", "room", "meeting").get(
        meeting__slug="2018", slug=slug
    )


def room_named(name: str) -> Room:
    """A room of 2018."""
    return Room.objects.get(meeting__slug="2018", name_en=name)


def make_candidate(*hosts: Host, entity_code: str, rank: int = 1, **fields: Any) -> Candidate:
    """A candidate of one host, or of several together, as if by hand; its delegation is opened."""
    guest = delegation(entity_code)
    Resource.objects.of(entity=guest.entity)
    found = Candidate.objects.create(
        meeting_id=hosts[0].meeting_id, delegation=guest, rank=rank, **fields
    )
    found.hosts.set(hosts)
    return found


def placed(candidate: Candidate, begins_at: datetime, **fields: Any) -> Bilateral:
    """A bilateral of a candidate as rows alone, without any operation; proposed, in its host's room."""
    hosts = list(candidate.hosts.all())
    room = fields.pop("room", None) or hosts[0].room
    of = Resource.objects.of
    parts = [(of(host=host), "host") for host in hosts]
    parts += [(of(room=room), "room"), (of(entity=candidate.delegation.entity), "guest")]
    if any(host.president_chairs for host in hosts):
        parts.append((of(president_of=candidate.meeting), "president"))
    members = {one.pk: one for one in chain.from_iterable(members_present(candidate).values())}
    parts += [(of(entity=one), "member") for one in members.values()]
    with transaction.atomic():
        found = Bilateral.objects.create(
            meeting=candidate.meeting,
            candidate=candidate,
            delegation=candidate.delegation,
            room=room,
            begins_at=begins_at,
            ends_at=begins_at + hosts[0].length,
            created_at=ON_14_MAY,
            **fields,
        )
        period = (found.begins_at, found.ends_at)
        for resource, part in parts:
            Engagement.objects.create(bilateral=found, resource=resource, part=part, period=period)
    return found


def joins(code: str, slug: str = "article-5") -> CommitteeMembership:
    """A State becomes a member of a host's Committee."""
    entity = Entity.objects.get(code=code)
    return CommitteeMembership.objects.create(committee=host_of(slug).committee, entity=entity)


def members(bilateral: Bilateral) -> set[str]:
    """Who is engaged as a member, by code."""
    found = Engagement.objects.filter(bilateral=bilateral, part="member")
    return set(found.values_list("resource__entity__code", flat=True))


def planner(email: str = "paul@office.example") -> User:
    """Somebody of the President's office, who plans for all hosts."""
    return staff(email, roles.PRESIDENT_OFFICE)


def officer(host: Host, email: str = "carla@committee.example") -> User:
    """An officer of a host, with the role of Committees: plans for it, and reads its notes."""
    user = staff(email, roles.COMMITTEE)
    Officer.objects.get_or_create(host=host, user=user)
    return user


def staff(email: str, role: str) -> User:
    """A member of the staff with a role, made if there is none at this address."""
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, "a long enough password", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user
