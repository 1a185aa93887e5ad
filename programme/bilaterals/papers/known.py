"""What papers say besides the day itself: who comes, of which category, and when they answered."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from registration.delegations.models import Category, Delegation
from registration.meetings.models import Meeting
from registration.registrations.models import Registration, Role

from ..models import Bilateral, Participant


@dataclass(frozen=True)
class Known:
    """`participants`: bilateral → names; `heads`, `categories`: delegation → name, category."""

    participants: Mapping[int, list[str]]
    heads: Mapping[int, str]
    categories: Mapping[int, str]


def known_of(meeting: Meeting) -> Known:
    """Read it for a meeting; three queries."""
    return Known(
        participants=_participants(meeting),
        heads=_heads(meeting),
        categories=_categories(meeting),
    )


def answered_of(meeting: Meeting) -> dict[int, datetime]:
    """Return when each bilateral was answered that was; one query."""
    answered = Bilateral.objects.for_meeting(meeting).filter(answered_at__isnull=False)
    return {pk: at for pk, at in answered.values_list("pk", "answered_at") if at}


def _participants(meeting: Meeting) -> dict[int, list[str]]:
    """Return the named participants of each bilateral whose registration still counts."""
    found: dict[int, list[str]] = defaultdict(list)
    active = Registration.objects.active().for_meeting(meeting).values("pk")
    rows = Participant.objects.filter(bilateral__meeting=meeting, registration__in=active)
    for one in rows.select_related("registration").order_by("registration__position", "pk"):
        found[one.bilateral_id].append(one.registration.printed_name)
    return dict(found)


def _heads(meeting: Meeting) -> dict[int, str]:
    """Return the head of each delegation that has a candidacy."""
    invited = Delegation.objects.filter(candidacies__meeting=meeting).values("pk")
    heads = Registration.objects.active().filter(delegation__in=invited, role=Role.HEAD)
    return {one.delegation_id: one.printed_name for one in heads.order_by("-position", "-pk")}


def _categories(meeting: Meeting) -> dict[int, str]:
    invited = Delegation.objects.filter(candidacies__meeting=meeting).distinct()
    return {
        pk: str(Category(category).label) for pk, category in invited.values_list("pk", "category")
    }
