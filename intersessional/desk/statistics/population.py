"""Of whom the statistics speak: confirmed, without staff, interpreters and media, each person once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from intersessional.privacy.fields.kinds import ERASED
from intersessional.privacy.queries.totals import confirmed_totals
from registration.attendance.queries import checked_in
from registration.meetings.models import Meeting
from registration.registrations.answers import NOT_COUNTED, UNSAID
from registration.registrations.models import Registration
from registration.registrations.transitions import State


class Known(StrEnum):
    """As what the answer of somebody is known: of whoever was erased it is one of a sum alone."""

    BY_PERSON = "person"
    BY_ROLE = "role"
    BY_CATEGORY = "category"


@dataclass(frozen=True)
class Counted:
    """A person who is counted; `is_in` says whether they have checked in.

    Of whoever was erased, `gender` and `is_in` are right in sums of what they are `known` by, and in
    no smaller ones: which of the sum it was is not kept.
    """

    pk: int
    delegation: int
    category: str
    role: str
    gender: str
    is_in: bool = False
    known: Known = Known.BY_PERSON


def checked_in_ids(meeting: Meeting) -> QuerySet[Registration]:
    """Return the registrations of those who have checked in, as a query.

    The one place that knows of the check-in. While nobody is in it, pages say that it has not begun.
    """
    return checked_in(meeting)


def counted(meeting: Meeting) -> list[Counted]:
    """Return everybody who counts at a meeting; two queries at most, or three once names have gone."""
    inside = set(checked_in_ids(meeting).values_list("pk", flat=True))
    rows = list(
        Registration.objects.for_meeting(meeting)
        .filter(state=State.CONFIRMED)
        .exclude(participation__in=NOT_COUNTED)
        # The first one, should a person be confirmed twice.
        .order_by("person_id", "pk")
        .distinct("person_id")
        .values_list(
            *("pk", "delegation_id", "delegation__category", "role", "gender"),
            *("participation", "family_name"),
        )
    )
    there = [
        Counted(pk, delegation, category, role, gender or UNSAID, pk in inside)
        for pk, delegation, category, role, gender, _participation, name in rows
        if name != ERASED
    ]
    gone = [row for row in rows if row[-1] == ERASED]
    return [*there, *_restored(meeting, gone)] if gone else there


def inside_of(people: Iterable[Counted]) -> list[Counted]:
    """Return those who have checked in; whose role that is, is not known of all who were erased."""
    return [
        replace(one, role="") if one.known is Known.BY_CATEGORY else one
        for one in people
        if one.is_in
    ]


def _restored(meeting: Meeting, gone: Sequence[tuple[Any, ...]]) -> Iterator[Counted]:
    """Give the answers that the totals keep to rows of whoever was erased, as sums of these rows."""
    answers: dict[tuple[str, ...], list[tuple[str, bool]]] = defaultdict(list)
    for one in confirmed_totals(meeting):
        same = (one.gender or UNSAID, bool(one.attended))
        answers[one.category, one.participation, one.role] += [same] * one.people
    for pk, delegation, category, role, _gender, participation, _name in sorted(gone):
        known, kept = Known.BY_ROLE, answers[category, participation, role]
        if not kept:
            known, kept = Known.BY_CATEGORY, answers[category, participation, ""]
        gender, is_in = kept.pop(0) if kept else (UNSAID, False)
        yield Counted(pk, delegation, category, role, gender, is_in, known)
