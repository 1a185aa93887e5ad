"""Registrations and delegations. Passports and gender are no columns, of nobody."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from intersessional.accounts import roles
from intersessional.accounts.models import User
from registration.delegations.models import Delegation, FocalPoint
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from registration.registrations.transitions import ACTIVE, State

from .base import Column, Dataset, Known

NEEDS = "registrations.view_needs"


def _registrations(meeting: Meeting, _user: User) -> QuerySet[Any]:
    rows = Registration.objects.for_meeting(meeting).select_related("delegation", "needs")
    return rows.order_by("delegation", "position", "pk")


def _needs(name: str) -> Any:
    def value(row: Any, _known: Known) -> str:
        needs = getattr(row, "needs", None)
        return getattr(needs, name) if needs else ""

    return value


def _name(row: Any, known: Known) -> str:
    return known.delegations.get(row.delegation_id, "")


REGISTRATIONS = Dataset(
    key="registrations",
    title=_("Registrations"),
    about=_("One row a person: names, function, contact, state. No gender, and no passport."),
    roles=frozenset({roles.ISU_STAFF}),
    read=_registrations,
    filters={
        "state": "state",
        "category": "delegation__category",
        "delegation": "delegation__entity__code",
    },
    states=State.choices,
    columns=[
        Column("receipt_number", _("Receipt number"), lambda row, _known: row.receipt_number),
        Column("delegation", _("Delegation"), _name),
        Column(
            "category", _("Category"), lambda row, known: known.label(row.delegation, "category")
        ),
        Column("honorific", _("Honorific"), lambda row, _known: row.honorific),
        Column("given_names", _("Given name(s)"), lambda row, _known: row.given_names),
        Column("family_name", _("Family name"), lambda row, _known: row.family_name),
        Column("function", _("Function"), lambda row, _known: row.function),
        Column("department", _("Ministry or department"), lambda row, _known: row.department),
        Column("role", _("Role"), lambda row, known: known.label(row, "role")),
        Column(
            "participation",
            _("Participation"),
            lambda row, known: known.label(row, "participation"),
        ),
        Column("email", _("E-mail address"), lambda row, _known: row.email),
        Column("phone", _("Telephone"), lambda row, _known: row.phone),
        Column("languages", _("Languages"), lambda row, _known: ", ".join(row.languages)),
        Column(
            "days",
            _("Days present"),
            lambda row, _k: ", ".join(day.isoformat() for day in row.days),
        ),
        Column(
            "state", _("State of the registration"), lambda row, known: known.label(row, "state")
        ),
        Column("received_at", _("Received at"), lambda row, known: known.local(row.received_at)),
        Column("confirmed_at", _("Confirmed at"), lambda row, known: known.local(row.confirmed_at)),
        Column("is_late", _("Late"), lambda row, _known: row.is_late, is_extra=True),
        Column("late_reason", _("Reason"), lambda row, _known: row.late_reason, is_extra=True),
        Column(
            "wants_visa_letter",
            _("Needs a letter for a visa"),
            lambda row, _known: row.wants_visa_letter,
            is_extra=True,
        ),
        Column(
            "accessibility",
            _("Accessibility needs"),
            _needs("accessibility"),
            permission=NEEDS,
            is_extra=True,
        ),
        Column("diet", _("Dietary needs"), _needs("diet"), permission=NEEDS, is_extra=True),
    ],
)


def _delegations(meeting: Meeting, _user: User) -> QuerySet[Any]:
    rows = Delegation.objects.for_meeting(meeting).select_related("entity")
    return rows.order_by("category", "entity__code")


def _more_of_delegations(meeting: Meeting) -> Mapping[str, Any]:
    """Count people by delegation, and gather focal points; two queries."""
    people = Registration.objects.for_meeting(meeting).filter(state__in=ACTIVE)
    pairs = list(people.values_list("delegation", "state"))
    points: dict[int, list[str]] = {}
    found = FocalPoint.objects.acting().filter(delegation__meeting=meeting).order_by("pk")
    for delegation, email in found.values_list("delegation", "email"):
        points.setdefault(delegation, []).append(email)
    return {
        "active": Counter(delegation for delegation, _state in pairs),
        "confirmed": Counter(one for one, state in pairs if state == State.CONFIRMED),
        "points": points,
    }


DELEGATIONS = Dataset(
    key="delegations",
    title=_("Delegations"),
    about=_("One row a delegation: category, focal points, how many are registered."),
    roles=frozenset({roles.ISU_STAFF}),
    read=_delegations,
    more=_more_of_delegations,
    filters={"category": "category", "delegation": "entity__code"},
    columns=[
        Column("code", _("Code"), lambda row, _known: row.entity.code),
        Column("name", _("Delegation"), lambda row, known: known.delegations.get(row.pk, "")),
        Column("category", _("Category"), lambda row, known: known.label(row, "category")),
        Column("registered", _("Registered"), lambda row, known: known.more["active"][row.pk]),
        Column("confirmed", _("Confirmed"), lambda row, known: known.more["confirmed"][row.pk]),
        Column(
            "focal_points",
            _("Focal points"),
            lambda row, known: ", ".join(known.more["points"].get(row.pk, ())),
        ),
        Column("email", _("Address of the entity"), lambda row, _known: row.entity.email),
    ],
)
