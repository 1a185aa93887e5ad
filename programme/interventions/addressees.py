"""To whom one writes about a request: to whoever asked, as long as they act for the delegation."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from intersessional.accounts import addresses
from registration.delegations.models import FocalPoint
from registration.registrations.transitions import ACTIVE

from .models import FloorRight, Intervention


@dataclass(frozen=True)
class Addressee:
    """A reader of mails, and the language of them."""

    email: str
    name: str
    language: str


def addressees(interventions: Iterable[Intervention]) -> dict[int, Addressee]:
    """Return to whom one writes about each request; two queries for all of them.

    Whoever asked and still may; else, as when the secretariat asked or a right has ended, the
    delegation's first focal point; and where it has none, whoever asked. Needs `asked_by`.
    """
    found = list(interventions)
    points = _points({one.delegation_id for one in found})
    rights = _rights({one.delegation_id for one in found})
    return {one.pk: _addressee(one, points, rights) for one in found}


def addressee(intervention: Intervention) -> Addressee:
    """Return to whom one writes about a request; two queries."""
    return addressees([intervention])[intervention.pk]


def _addressee(
    one: Intervention, points: dict[int, list[FocalPoint]], rights: dict[int, set[str]]
) -> Addressee:
    asker, here = one.asked_by, points[one.delegation_id]
    acting = {_plain(point.email) for point in here} | rights[one.delegation_id]
    may_ask = asker.is_active and not asker.is_staff and _plain(asker.email) in acting
    if may_ask or not here:
        return Addressee(asker.email, asker.name, one.correspondence_language)
    return Addressee(here[0].email, here[0].name, here[0].language)


def _points(delegations: set[int]) -> dict[int, list[FocalPoint]]:
    found: dict[int, list[FocalPoint]] = defaultdict(list)
    for point in FocalPoint.objects.acting().filter(delegation__in=delegations).order_by("pk"):
        found[point.delegation_id].append(point)
    return found


def _rights(delegations: set[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rights = FloorRight.objects.filter(
        registration__delegation__in=delegations, registration__state__in=ACTIVE
    )
    for delegation, email in rights.values_list("registration__delegation", "registration__email"):
        found[delegation].add(_plain(email))
    return found


def _plain(email: str) -> str:
    return addresses.plain(email) or email.strip().lower()
