"""To whom one writes about a bilateral: those who act for the delegation, participants, officers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from intersessional.accounts import addresses, roles
from intersessional.accounts.models import User
from registration.delegations.models import Delegation, FocalPoint
from registration.registrations.models import Registration

from .models import Audience, Bilateral, Host, Notice, Officer

OFFICE_LANGUAGE = "en"


@dataclass(frozen=True)
class Reader:
    """A reader of mails and the language of them; the keys say who it is, as in `Notice`."""

    audience: str
    email: str
    name: str
    language: str
    focal_point_id: int | None = None
    registration_id: int | None = None
    officer_id: int | None = None

    def keys(self) -> dict[str, int | str | None]:
        """Return what a notice keeps of the reader."""
        return {
            "audience": self.audience,
            "focal_point_id": self.focal_point_id,
            "registration_id": self.registration_id,
            "officer_id": self.officer_id,
        }


def of_delegations(delegations: Iterable[Delegation]) -> dict[int, list[Reader]]:
    """Return who acts for each delegation, by its key; one query, for any number of them.

    Its focal points; where it has none, the address of the entity; where that is missing, nobody.
    """
    asked = {one.pk: one for one in delegations}
    found: dict[int, list[Reader]] = {pk: [] for pk in asked}
    for point in FocalPoint.objects.acting().filter(delegation__in=asked).order_by("pk"):
        found[point.delegation_id].append(of_focal_point(point))
    for pk, readers in found.items():
        if not readers and asked[pk].entity.email:
            readers.append(of_entity(asked[pk]))
    return {pk: without_doubles(readers) for pk, readers in found.items()}


def of_officers(bilaterals: Iterable[Bilateral]) -> dict[int, list[Reader]]:
    """Return the officers of the hosts of each, by its key; who is no longer of the staff is left out.

    For a host without any it is the President's office. Two queries at most, for any number; the
    candidate and its hosts are there (`with_names`).
    """
    hosts = {one.pk: {host.pk for host in one.hosts} for one in bilaterals}
    by_host = _acting_for({pk for found in hosts.values() for pk in found})
    return {
        pk: without_doubles(reader for host in sorted(found) for reader in by_host[host])
        for pk, found in hosts.items()
    }


def of_host(host: Host) -> list[Reader]:
    """Return the officers of one host, or the President's office; two queries at most."""
    return without_doubles(_acting_for({host.pk})[host.pk])


def acting_for(user: int, hosts: Collection[int]) -> Reader | None:
    """Return a user as a reader on the side of these hosts; None: they no longer act for any. One query.

    The President's office acts for all of them.
    """
    is_officer = Q(host_offices__host__in=hosts)
    found = _staff().filter(is_officer | Q(groups__name=roles.PRESIDENT_OFFICE), pk=user).first()
    return of_staff(found) if found else None


def of_participants(registrations: Iterable[Registration]) -> list[Reader]:
    """Return the participants themselves, each in the language of their registration."""
    return [of_registration(one) for one in registrations if one.email]


def _acting_for(hosts: Collection[int]) -> dict[int, list[Reader]]:
    """Return who acts for each host; where a host has no officer, the President's office does."""
    found: dict[int, list[Reader]] = {pk: [] for pk in hosts}
    officers = Officer.objects.filter(host__in=hosts, user__in=_staff())
    for one in officers.select_related("user").order_by("pk"):
        found[one.host_id].append(of_staff(one.user))
    if all(found.values()):
        return found
    office = [of_staff(one) for one in _staff().filter(groups__name=roles.PRESIDENT_OFFICE)]
    return {pk: readers or office for pk, readers in found.items()}


def _staff() -> QuerySet[User]:
    return User.objects.filter(is_active=True, is_staff=True).order_by("pk")


def without_doubles(readers: Iterable[Reader]) -> list[Reader]:
    """Return one reader for each address, the first."""
    found: dict[str, Reader] = {}
    for one in readers:
        found.setdefault(_address(one), one)
    return list(found.values())


def other_than(told: Iterable[Reader], readers: Iterable[Reader]) -> list[Reader]:
    """Return the readers whose address is none of those that were told: one may serve several people."""
    known = {_address(one) for one in told}
    return [one for one in readers if _address(one) not in known]


def _address(reader: Reader) -> str:
    return addresses.plain(reader.email) or reader.email.strip().lower()


def reader_of(notice: Notice) -> Reader:
    """Return who is told by a notice, as they are now."""
    if notice.registration:
        return of_registration(notice.registration)
    if notice.focal_point:
        return of_focal_point(notice.focal_point)
    if notice.officer:
        return of_staff(notice.officer)
    return of_entity(notice.bilateral.delegation)


def of_focal_point(point: FocalPoint) -> Reader:
    """Return a focal point, in their own language."""
    return Reader(
        Audience.DELEGATION, point.email, point.name, point.language, focal_point_id=point.pk
    )


def of_entity(delegation: Delegation) -> Reader:
    """Return the address of the entity, in the language of its correspondence."""
    entity = delegation.entity
    return Reader(Audience.DELEGATION, entity.email, "", entity.correspondence_language)


def of_registration(one: Registration) -> Reader:
    """Return a participant."""
    return Reader(
        Audience.PARTICIPANT,
        one.email,
        one.printed_name,
        one.correspondence_language,
        registration_id=one.pk,
    )


def of_staff(user: User) -> Reader:
    """Return an officer of a host, or somebody of the office in their place."""
    return Reader(Audience.OFFICER, user.email, user.name, OFFICE_LANGUAGE, officer_id=user.pk)
