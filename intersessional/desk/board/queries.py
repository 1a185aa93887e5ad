"""What the desk counts: as few questions to the database as the page needs, whatever there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Func, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncWeek

from intersessional.outbox.models import Message
from intersessional.outbox.models import State as Sending
from programme.bilaterals.models import Ask, AskState, Bilateral
from registration.delegations.models import Delegation, FocalPoint, Note
from registration.letters.admin.visa_lines import Line as VisaLine
from registration.letters.admin.visa_lines import stand
from registration.meetings.models import Meeting
from registration.registrations import naming
from registration.registrations.models import (
    LikelyDuplicate,
    PairState,
    Registration,
)
from registration.registrations.queries import COUNTED, with_people
from registration.registrations.transitions import State

from ..missing.groups import tagged

ARTICLE_5 = "article-5"


@dataclass(frozen=True)
class Group:
    """So many registrations that are alike in what the desk asks; the week begins on a Monday."""

    category: str
    state: str
    participation: str
    is_late: bool
    is_to_attend: bool
    week: datetime
    number: int
    oldest: datetime

    @property
    def is_counted(self) -> bool:
        """Whether they take part, and do not work there."""
        return self.participation in COUNTED


def groups_of(meeting: Meeting) -> list[Group]:
    """Return all registrations of a meeting in groups; one query."""
    found = Registration.objects.for_meeting(meeting).order_by()
    rows = (
        found.annotate(week=TruncWeek("received_at", tzinfo=meeting.zone))
        .values_list(
            *("delegation__category", "state", "participation", "is_late", "is_to_attend"), "week"
        )
        .annotate(number=Count("pk"), oldest=Min("received_at"))
    )
    return [Group(*row) for row in rows]


def delegations_of(meeting: Meeting) -> dict[tuple[str, bool], int]:
    """Return how many delegations have people, by category and by whether one is the head; one query."""
    found = with_people(Delegation.objects.for_meeting(meeting)).order_by()
    rows = found.values_list("category", "is_headed").annotate(number=Count("pk"))
    return {(category, is_headed): number for category, is_headed, number in rows}


def others_of(meeting: Meeting) -> Any:
    """Return the meeting with what else is counted, each as `number_of_…` and `oldest_…`; one query."""
    asking = FocalPoint.objects.asking().filter(delegation__meeting=meeting)
    pairs = LikelyDuplicate.objects.filter(first__meeting=meeting, state=PairState.OPEN)
    failed = Message.objects.filter(state=Sending.FAILED)
    asks = Ask.objects.filter(host__meeting=meeting, state=AskState.OPEN)
    expected = tagged(ARTICLE_5).entities
    registered = Registration.objects.active().filter(
        meeting=meeting, delegation__entity=OuterRef("pk")
    )
    found = Meeting.objects.filter(pk=meeting.pk).annotate(
        number_of_asking=_count(asking, "delegation"),
        oldest_asking=_least(asking, "added_at"),
        number_of_pairs=_count(pairs),
        oldest_pairs=_least(pairs, "found_at"),
        number_of_failed=_count(failed),
        oldest_failed=_least(failed, "created_at"),
        number_of_asks=_count(asks),
        oldest_asks=_least(asks, "asked_at"),
        number_of_expected=_count(expected),
        number_of_missing=_count(expected.filter(~Exists(registered))),
    )
    return found.get()


def _count(rows: QuerySet[Any], what: str = "pk") -> Subquery:
    # As a function and not as an aggregate: there is nothing to group by.
    counting = Func(F(what), function="COUNT", template="%(function)s(DISTINCT %(expressions)s)")
    return Subquery(rows.order_by().annotate(n=counting).values("n"))


def _least(rows: QuerySet[Any], moment: str) -> Subquery:
    return Subquery(rows.order_by().annotate(n=Func(F(moment), function="MIN")).values("n"))


def bilaterals_of(meeting: Meeting) -> dict[str, int]:
    """Return how many bilaterals stand in which state; one query."""
    found = Bilateral.objects.for_meeting(meeting).order_by()
    return dict(found.values_list("state").annotate(number=Count("pk")))


@dataclass(frozen=True)
class Differing:
    """A delegation whose notes and registrations do not say the same."""

    delegation: Delegation
    named_only: list[str]
    registered_only: list[Registration]
    since: datetime


def differing_notes(meeting: Meeting, *, named: bool = False) -> list[Differing]:
    """Return the delegations whose notes differ from the forms, the oldest note first; two queries.

    With `named`, the delegations have their names, by one query more.
    """
    notes = Note.objects.current().filter(delegation__meeting=meeting).exclude(names=[])
    notes = notes.select_related("delegation__entity", "delegation__meeting")
    if named:
        notes = notes.prefetch_related("delegation__entity__names")
    by_delegation: dict[int, list[Note]] = {}
    for note in notes.order_by("received_at", "pk"):
        by_delegation.setdefault(note.delegation_id, []).append(note)
    members: dict[int, list[Registration]] = {pk: [] for pk in by_delegation}
    for one in Registration.objects.active().filter(delegation__in=by_delegation):
        members[one.delegation_id].append(one)
    found = [_compared(notes, members[pk]) for pk, notes in by_delegation.items()]
    return [one for one in found if one.named_only or one.registered_only]


def _compared(notes: list[Note], members: list[Registration]) -> Differing:
    found = naming.compare([name for note in notes for name in note.names], members)
    first = notes[0]
    return Differing(first.delegation, found.named_only, found.registered_only, first.received_at)


def visa_letters_to_issue(meeting: Meeting, *, at: datetime, named: bool = False) -> list[VisaLine]:
    """Return whose letter for a visa can be issued now, in order of arrival; four queries."""
    wanting = Registration.objects.wanting_visa_letter().for_meeting(meeting)
    confirmed = wanting.filter(state=State.CONFIRMED).select_related("meeting").with_travel()
    if named:
        confirmed = confirmed.with_delegation()
    people = list(confirmed.order_by("received_at", "pk"))
    given = {one.pk for one in people if one.has_document}  # type: ignore[attr-defined]
    return [line for line in stand(people, given, at=at) if line.can_order]


def asks_of(meeting: Meeting) -> Sequence[Ask]:
    """Return the requests for bilaterals that nobody has decided, the oldest first; two queries."""
    found = Ask.objects.filter(host__meeting=meeting, state=AskState.OPEN)
    named = found.select_related("host__committee", "delegation__entity", "delegation__meeting")
    return list(named.prefetch_related("delegation__entity__names").order_by("asked_at", "pk"))
