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

from .base import Column, Dataset, choice, delegation, instant, joined

NEEDS = "registrations.view_needs"


def _registrations(meeting: Meeting, _user: User) -> QuerySet[Any]:
    rows = Registration.objects.for_meeting(meeting)
    return rows.order_by("delegation", "position", "pk")


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
        Column("receipt_number", _("Receipt number"), "receipt_number"),
        Column("delegation", _("Delegation"), "delegation_id", delegation),
        Column(
            "category",
            _("Category"),
            "delegation__category",
            choice(Delegation, "category"),
        ),
        Column("honorific", _("Honorific"), "honorific"),
        Column("given_names", _("Given name(s)"), "given_names"),
        Column("family_name", _("Family name"), "family_name"),
        Column("function", _("Function"), "function"),
        Column("department", _("Ministry or department"), "department"),
        Column("role", _("Role"), "role", choice(Registration, "role")),
        Column(
            "participation",
            _("Participation"),
            "participation",
            choice(Registration, "participation"),
        ),
        Column("email", _("E-mail address"), "email"),
        Column("phone", _("Telephone"), "phone"),
        Column("languages", _("Languages"), joined("languages")),
        Column(
            "days",
            _("Days present"),
            joined("days"),
        ),
        Column("state", _("State of the registration"), "state", choice(Registration, "state")),
        Column("received_at", _("Received at"), "received_at", instant),
        Column("confirmed_at", _("Confirmed at"), "confirmed_at", instant),
        Column("is_late", _("Late"), "is_late", is_extra=True),
        Column("late_reason", _("Reason"), "late_reason", is_extra=True),
        Column(
            "wants_visa_letter",
            _("Needs a letter for a visa"),
            "wants_visa_letter",
            is_extra=True,
        ),
        Column(
            "accessibility",
            _("Accessibility needs"),
            "needs__accessibility",
            permission=NEEDS,
            is_extra=True,
        ),
        Column("diet", _("Dietary needs"), "needs__diet", permission=NEEDS, is_extra=True),
    ],
)


def _delegations(meeting: Meeting, _user: User) -> QuerySet[Any]:
    rows = Delegation.objects.for_meeting(meeting)
    return rows.order_by("category", "entity__code")


def _more_of_delegations(meeting: Meeting) -> Mapping[str, Any]:
    """Count people by delegation, and gather focal points; two queries."""
    people = Registration.objects.for_meeting(meeting).filter(state__in=ACTIVE)
    pairs = list(people.values_list("delegation", "state"))
    points: dict[int, list[str]] = {}
    found = FocalPoint.objects.acting().filter(delegation__meeting=meeting).order_by("pk")
    for key, email in found.values_list("delegation", "email"):
        points.setdefault(key, []).append(email)
    return {
        "active": Counter(key for key, _state in pairs),
        "confirmed": Counter(key for key, state in pairs if state == State.CONFIRMED),
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
        Column("code", _("Code"), "entity__code"),
        Column("name", _("Delegation"), "pk", delegation),
        Column("category", _("Category"), "category", choice(Delegation, "category")),
        Column("registered", _("Registered"), "pk", lambda known: known.more["active"].__getitem__),
        Column(
            "confirmed", _("Confirmed"), "pk", lambda known: known.more["confirmed"].__getitem__
        ),
        Column(
            "focal_points",
            _("Focal points"),
            "pk",
            lambda known: lambda key: ", ".join(known.more["points"].get(key, ())),
        ),
        Column("email", _("Address of the entity"), "entity__email"),
    ],
)
