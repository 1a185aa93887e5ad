"""The sources of readers: those of registrations and delegations, and those of the parts above."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registration.delegations.models import Delegation, FocalPoint
from registration.meetings.models import Meeting
from registration.registrations.models import Registration, RegistrationQuerySet, Role
from registration.registrations.transitions import ACTIVE

from .audiences import ROW, Addressee, Filters, Source, of_focal_point, of_row

# Filter → field of a registration.
_FIELDS = {
    "states": "state",
    "categories": "delegation__category",
    "roles": "role",
    "participations": "participation",
    "languages": "correspondence_language",
}


def registrations(meeting: Meeting, filters: Filters) -> Iterator[Addressee]:
    """Return those registered whom all filters leave; without a state, those who still count."""
    found: RegistrationQuerySet = Registration.objects.for_meeting(meeting)
    wanted = {name: filters[name] for name in _FIELDS if filters.get(name)}
    wanted.setdefault("states", sorted(ACTIVE))
    for name, values in wanted.items():
        found = found.filter(**{f"{_FIELDS[name]}__in": values})
    if filters.get("delegation"):
        found = found.filter(delegation__entity__code=filters["delegation"])
    if filters.get("received_from"):
        found = found.filter(received_at__gte=_midnight(filters["received_from"], meeting))
    if filters.get("received_to"):
        # The day itself counts.
        end = _midnight(filters["received_to"], meeting, days=1)
        found = found.filter(received_at__lt=end)
    return map(of_row, _in_order(found))


def heads(meeting: Meeting, filters: Filters) -> Iterator[Addressee]:
    """Return the heads of delegations who still count."""
    found = Registration.objects.for_meeting(meeting).active().filter(role=Role.HEAD)
    return map(of_row, _in_order(found))


def focal_points(meeting: Meeting, filters: Filters) -> Iterator[Addressee]:
    """Return the focal points of all delegations, of those without a head, or without anybody."""
    registered = Registration.objects.active().filter(delegation=OuterRef("pk"))
    delegations = Delegation.objects.for_meeting(meeting)
    if filters.get("which") == "no_head":
        delegations = delegations.exclude(Exists(registered.filter(role=Role.HEAD)))
    if filters.get("which") == "nobody":
        delegations = delegations.exclude(Exists(registered))
    points = FocalPoint.objects.acting().filter(delegation__in=delegations)
    return map(of_focal_point, points.order_by("delegation__entity__code", "pk"))


def _in_order(found: RegistrationQuerySet) -> Iterable[tuple[Any, ...]]:
    """Return them as they stand on lists, in the columns of which a reader is made."""
    ordered = found.order_by("delegation__entity__code", "position", "pk")
    return ordered.values_list(*ROW).iterator()


def _midnight(day: str, meeting: Meeting, *, days: int = 0) -> datetime:
    begins = date.fromisoformat(day) + timedelta(days=days)
    return datetime.combine(begins, time(), meeting.zone)


def _which(meeting: Meeting) -> list[tuple[str, str]]:
    return [
        ("all", _("all delegations that are opened")),
        ("no_head", _("delegations without a head")),
        ("nobody", _("delegations of which nobody is registered")),
    ]


OWN = {
    "registrations": Source(gettext_lazy("People who are registered"), registrations),
    "heads": Source(gettext_lazy("Heads of delegation"), heads),
    "focal_points": Source(
        gettext_lazy("Focal points"), focal_points, _which, gettext_lazy("Of which delegations")
    ),
}


def sources() -> dict[str, Source]:
    """Return all sources by their keys, in the order of the page."""
    above = {key: import_string(path) for key, path in settings.MAILING_AUDIENCES.items()}
    return OWN | above


def find(key: str, meeting: Meeting, filters: Filters) -> list[Addressee]:
    """Return the readers whom a source finds, each once, without those who have no address."""
    source = sources().get(key)
    found: dict[str, Addressee] = {}
    for one in source.find(meeting, filters) if source else ():
        if one.email:
            found.setdefault(one.key, one)
    return list(found.values())
