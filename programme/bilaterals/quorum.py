"""Policies: who sits for a hosting Committee, who is there, and how many have to be."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registration.delegations.models import CommitteeMembership, Entity, holds_on
from registration.meetings.models import Meeting

from .models import Candidate, Host
from .policies import Refused


class BelowQuorum(Refused):
    """Too few members of a hosting Committee would be there."""


class NotAMember(Refused):
    """The State does not sit on a hosting Committee on the day."""


def day_of(meeting: Meeting) -> date:
    """Return the day of a meeting's bilaterals."""
    return meeting.bilaterals_on or meeting.begins_on


def members_of(host: Host, day: date) -> list[Entity]:
    """Return the members of a host's Committee on a day, by code; none for the President."""
    return members_of_hosts([host], day)[host.pk]


def members_of_hosts(hosts: Collection[Host], day: date) -> dict[int, list[Entity]]:
    """Return the members of the Committees of several hosts by the host's key; two queries."""
    found: dict[int, list[Entity]] = {host.pk: [] for host in hosts}
    memberships = (
        CommitteeMembership.objects.filter(
            holds_on(day), committee__in=[host.committee_id for host in hosts if host.committee_id]
        )
        .select_related("entity")
        .prefetch_related("entity__names")
        .order_by("entity__code")
    )
    for one in memberships:
        for host in hosts:
            if host.committee_id == one.committee_id:
                found[host.pk].append(one.entity)
    return found


def members_present(
    candidate: Candidate, *, excused: Collection[int] | None = None
) -> dict[Host, list[Entity]]:
    """Return who would be there for each hosting Committee.

    Without those excused (keys of entities; those of the candidate, where not given), and without the
    delegation itself, which cannot receive itself.
    """
    hosts = list(candidate.hosts.all())
    members = members_of_hosts(hosts, day_of(candidate.meeting))
    if excused is None:
        excused = [one.entity_id for one in candidate.excusals.all()]
    away = {*excused, candidate.delegation.entity_id}
    return {host: [one for one in members[host.pk] if one.pk not in away] for host in hosts}


def check_quorum(candidate: Candidate, *, excused: Collection[int] | None = None) -> None:
    """Refuse a bilateral for which too few members of a Committee would be there.

    :raises BelowQuorum: the text says which Committee, and how many
    """
    for host, present in members_present(candidate, excused=excused).items():
        if len(present) < host.quorum:
            raise BelowQuorum(below_words(host, len(present)))


def below_words(host: Host, count: int) -> str:
    """Say that too few would be there."""
    left = ngettext("%(n)d member would be left", "%(n)d members would be left", count)
    return _("%(host)s has a quorum of %(quorum)d: %(left)s.") % {
        "host": host.name,
        "quorum": host.quorum,
        "left": left % {"n": count},
    }


def is_recusal(candidate: Candidate) -> bool:
    """Say whether the delegation sits on a Committee that it is to meet."""
    members = members_of_hosts(list(candidate.hosts.all()), day_of(candidate.meeting))
    return candidate.delegation.entity_id in {one.pk for of in members.values() for one in of}
