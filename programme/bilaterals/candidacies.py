"""What the pages of candidates say: the lists of the hosts, one list, one candidate."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from registration.delegations.models import Entity
from registration.meetings.models import Meeting

from .models import Bilateral, Candidate, Excusal, Host
from .quorum import day_of, members_of_hosts


@dataclass(frozen=True)
class HostLine:
    """A host with the number of its candidates."""

    host: Host
    candidates: int
    standing: int


def lines_of_hosts(meeting: Meeting, user: User) -> list[HostLine]:
    """Return the hosts for which a user plans; two queries."""
    stands = Bilateral.objects.active().filter(candidate=OuterRef("candidates"))
    hosts = (
        Host.objects.planned_by(user)
        .for_meeting(meeting)
        .annotate(
            count=Count("candidates", distinct=True),
            placed=Count("candidates", filter=Q(Exists(stands)), distinct=True),
        )
    )
    return [HostLine(host, host.count, host.placed) for host in hosts]


@dataclass(frozen=True)
class Line:
    """A candidate in the list of a host."""

    candidate: Candidate
    # False for a joint meeting with a host for which the reader does not plan.
    is_open: bool
    is_recusal: bool
    other_hosts: str
    standing: Bilateral | None

    @property
    def name(self) -> str:
        """The delegation."""
        return self.candidate.delegation.name

    @property
    def excused(self) -> str:
        """Who need not come."""
        return ", ".join(one.entity.name for one in self.candidate.excusals.all())

    @property
    def needs_word(self) -> bool:
        """Say whether the confirming word for a recusal is missing."""
        return self.is_recusal and not self.candidate.recusal_reason


def lines_of(host: Host, user: User) -> list[Line]:
    """Return the candidates of a host, ranked; as many queries for many as for one."""
    rows = list(
        Candidate.objects.filter(hosts=host)
        .with_names()
        .prefetch_related(
            Prefetch("bilaterals", Bilateral.objects.active(), to_attr="standing_now")
        )
    )
    hosts = {one.pk: one for row in rows for one in row.hosts.all()}
    sitting = members_of_hosts(list(hosts.values()), day_of(host.meeting))
    plans = set(Host.objects.planned_by(user).values_list("pk", flat=True))
    return [_line(one, host, sitting, plans) for one in rows]


def _line(
    candidate: Candidate, host: Host, sitting: dict[int, list[Entity]], plans: set[int]
) -> Line:
    hosts = list(candidate.hosts.all())
    sits = {entity.pk for one in hosts for entity in sitting[one.pk]}
    standing = getattr(candidate, "standing_now", [])
    return Line(
        candidate=candidate,
        is_open=all(one.pk in plans for one in hosts),
        is_recusal=candidate.delegation.entity_id in sits,
        other_hosts=", ".join(one.name for one in hosts if one.pk != host.pk),
        standing=next(iter(standing), None),
    )


@dataclass(frozen=True)
class MemberLine:
    """A member of a hosting Committee: whether it comes, and if not, why."""

    entity: Entity
    is_guest: bool
    excusal: Excusal | None


@dataclass(frozen=True)
class Sitting:
    """A hosting Committee with its members and what its quorum leaves."""

    host: Host
    members: list[MemberLine]

    @property
    def present(self) -> list[MemberLine]:
        """Those who come."""
        return [one for one in self.members if not one.is_guest and one.excusal is None]

    @property
    def words(self) -> str:
        """How many come, and how many must."""
        given = {"n": len(self.present), "quorum": self.host.quorum}
        if len(self.present) < self.host.quorum:
            return _("%(n)d come; the quorum is %(quorum)d. They are too few.") % given
        return _("%(n)d come; the quorum is %(quorum)d.") % given


def sittings_of(candidate: Candidate) -> list[Sitting]:
    """Return the hosting Committees of a candidate with their members; three queries."""
    excusals = {one.entity_id: one for one in candidate.excusals.all()}
    hosts = [one for one in candidate.hosts.all() if one.committee_id]
    members = members_of_hosts(hosts, day_of(candidate.meeting))
    guest = candidate.delegation.entity_id
    return [
        Sitting(
            host,
            [MemberLine(one, one.pk == guest, excusals.get(one.pk)) for one in members[host.pk]],
        )
        for host in hosts
    ]


def can_be_excused(sittings: Iterable[Sitting]) -> list[tuple[str, Any]]:
    """Return code and name of each member that comes."""
    found = {line.entity.code: line.entity.name for sitting in sittings for line in sitting.present}
    return sorted(found.items(), key=lambda pair: pair[1])
