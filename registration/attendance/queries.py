"""Who came, and who is in the house: questions that other parts ask, too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from registration.meetings.models import Meeting
from registration.registrations.models import Registration

from .models import GOING, Act, Passage


def checked_in(meeting: Meeting, *, on: date | None = None) -> "QuerySet[Registration]":
    """Return the registrations that came to a meeting, each once; or those who came on a day.

    They were checked in on one of its days (that of the bilaterals too); what a desk practised before
    the first of them does not count. Whoever withdrew afterwards has come all the same.
    """
    entries = Passage.objects.for_meeting(meeting).standing().filter(act=Act.CHECK_IN)
    days = [on] if on else meeting.days_to_attend
    found: QuerySet[Registration] = Registration.objects.filter(
        pk__in=entries.filter(day__in=days).values("registration")
    )
    return found


@dataclass(frozen=True)
class Today:
    """What the door saw of somebody on a day."""

    checked_in: Passage | None
    last: Passage | None

    @property
    def is_inside(self) -> bool:
        """Whether the person came, and was not seen leaving after that."""
        return self.checked_in is not None and (self.last is None or self.last.act not in GOING)


NOBODY = Today(None, None)


def today_of(
    registrations: Iterable[Registration], meeting: Meeting, day: date
) -> dict[int, Today]:
    """Return what the door saw of some people on a day, by their keys; one query."""
    return _by_person(
        Passage.objects.standing().on(day).filter(registration__in=list(registrations))
    )


def inside(meeting: Meeting, day: date) -> dict[int, Today]:
    """Return who came on a day and has not left, by their keys; one query."""
    seen = _by_person(Passage.objects.for_meeting(meeting).standing().on(day))
    return {pk: today for pk, today in seen.items() if today.is_inside}


def _by_person(passages: "QuerySet[Passage]") -> dict[int, Today]:
    found: dict[int, Today] = {}
    for one in passages.select_related("by", "meeting").order_by("happened_at", "pk"):
        before = found.get(one.registration_id, NOBODY)
        first = one if one.act == Act.CHECK_IN else before.checked_in
        found[one.registration_id] = Today(first, one)
    return found
