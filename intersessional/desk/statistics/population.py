"""Of whom the statistics speak: confirmed, without staff, interpreters and media, each person once."""

from dataclasses import dataclass

from django.db.models import QuerySet

from registration.attendance.queries import checked_in
from registration.meetings.models import Meeting
from registration.registrations.answers import NOT_COUNTED, UNSAID
from registration.registrations.models import Registration
from registration.registrations.transitions import State


@dataclass(frozen=True)
class Counted:
    """A person who is counted; `is_in` says whether they have checked in."""

    pk: int
    delegation: int
    category: str
    role: str
    gender: str
    is_in: bool = False


def checked_in_ids(meeting: Meeting) -> QuerySet[Registration]:
    """Return the registrations of those who have checked in, as a query.

    The one place that knows of the check-in. While nobody is in it, pages say that it has not begun.
    """
    return checked_in(meeting)


def counted(meeting: Meeting) -> list[Counted]:
    """Return everybody who counts at a meeting; two queries at most."""
    inside = set(checked_in_ids(meeting).values_list("pk", flat=True))
    rows = (
        Registration.objects.for_meeting(meeting)
        .filter(state=State.CONFIRMED)
        .exclude(participation__in=NOT_COUNTED)
        # The first one, should a person be confirmed twice.
        .order_by("person_id", "pk")
        .distinct("person_id")
        .values_list("pk", "delegation_id", "delegation__category", "role", "gender")
    )
    return [
        Counted(pk, delegation, category, role, gender or UNSAID, pk in inside)
        for pk, delegation, category, role, gender in rows
    ]
