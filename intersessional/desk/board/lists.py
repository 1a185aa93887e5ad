"""Lists of what waits and has no list of its own elsewhere: one row for each that the desk counts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intersessional.accounts.models import User
from programme.interventions.models import Intervention
from programme.interventions.queries import ListedSegment
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting

from . import queries
from .floors import floors_of

VIEW_PASSPORTS = "registrations.view_traveldocument"


@dataclass(frozen=True)
class Row:
    """One that waits: who, where it is decided, what it is about, and since when."""

    name: str
    url: str
    about: str
    since: datetime


@dataclass(frozen=True)
class Listing:
    """A kind of what waits."""

    title: Any
    rows: Callable[[Meeting, User, datetime], list[Row]]


def _notes(meeting: Meeting, user: User, at: datetime) -> list[Row]:
    return [
        Row(
            one.delegation.name,
            meeting_path(meeting, "delegation:show", one.delegation.entity.code) + "#note",
            _differences(one),
            one.since,
        )
        for one in queries.differing_notes(meeting, named=True)
    ]


def _differences(one: queries.Differing) -> str:
    named = ", ".join(one.named_only)
    registered = ", ".join(person.printed_name for person in one.registered_only)
    parts = [
        _("Named, not registered: %(names)s.") % {"names": named} if named else "",
        _("Registered, not named: %(names)s.") % {"names": registered} if registered else "",
    ]
    return " ".join(filter(None, parts))


def _visas(meeting: Meeting, user: User, at: datetime) -> list[Row]:
    # Whoever issues letters goes to the form that does; the others see the registration.
    model = "traveldocument" if user.has_perm(VIEW_PASSPORTS) else "registration"
    return [
        Row(
            line.registration.printed_name,
            reverse(f"admin:registrations_{model}_change", args=[line.registration.pk]),
            f"{line.registration.delegation.name}; {line.standing}",
            line.registration.received_at,
        )
        for line in queries.visa_letters_to_issue(meeting, at=at, named=True)
    ]


def _floor(meeting: Meeting, user: User, at: datetime) -> list[Row]:
    return [
        _asked(meeting, floor.segment, one, one.late_reason)
        for floor in floors_of(meeting, at=at, named=True)
        for one in floor.late
    ]


def _speakers(meeting: Meeting, user: User, at: datetime) -> list[Row]:
    return [
        _asked(meeting, floor.segment, one, "")
        for floor in floors_of(meeting, at=at, named=True)
        for one in floor.unnamed
    ]


def _asked(meeting: Meeting, segment: ListedSegment, one: Intervention, reason: str) -> Row:
    return Row(
        one.delegation.name,
        meeting_path(meeting, "speakers:one", segment.uid, one.pk),
        f"{segment.full_title}. {reason}" if reason else segment.full_title,
        one.received_at,
    )


def _bilaterals(meeting: Meeting, user: User, at: datetime) -> list[Row]:
    return [
        Row(
            one.delegation.name,
            meeting_path(meeting, "bilaterals:request", one.pk),
            f"{one.host.name}. {one.reason}",
            one.asked_at,
        )
        for one in queries.asks_of(meeting)
    ]


# As the addresses name them.
LISTS: dict[str, Listing] = {
    "notes": Listing(gettext_lazy("Notes and letters that differ from the forms"), _notes),
    "visas": Listing(gettext_lazy("Letters for a visa to issue"), _visas),
    "floor": Listing(gettext_lazy("Late requests for the floor to accept"), _floor),
    "speakers": Listing(gettext_lazy("Speakers to be named"), _speakers),
    "bilaterals": Listing(gettext_lazy("Requests for bilaterals to decide"), _bilaterals),
}
