"""What is kept of people before their names go: totals, and who spoke."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from intersessional.locks import lock
from programme.interventions.models import FloorEvent, Intervention
from registration.attendance.queries import checked_in
from registration.meetings.models import Meeting
from registration.registrations.answers import NOT_COUNTED
from registration.registrations.models import Registration
from registration.registrations.transitions import State

from ..fields.kinds import ERASED
from ..models import Total

_ANSWERS = ("meeting", "category", "participation", "role", "state", "gender")


def keep(registrations: list[int], *, is_single: bool) -> None:
    """Count registrations that are about to be erased, and let the record say who spoke; once each.

    Runs in the transaction of the erasure.
    """
    going = Registration.objects.filter(pk__in=registrations).exclude(family_name=ERASED)
    _count(going, is_single=is_single)
    _name_speakers(going)


def _count(going: QuerySet[Registration], *, is_single: bool) -> None:
    lock("totals of erased people")
    for (*answers, attended, statements), people in _cells(going, is_single).items():
        cell = dict(zip(_ANSWERS, answers, strict=True))
        cell["meeting_id"] = cell.pop("meeting")
        total, _new = Total.objects.get_or_create(**cell, attended=attended)
        Total.objects.filter(pk=total.pk).update(
            people=F("people") + people, statements=F("statements") + statements * people
        )


def _cells(going: QuerySet[Registration], is_single: bool) -> dict[tuple[Any, ...], int]:
    spoken = Q(interventions__in=_delivered().values("pk"))
    delivered = Count("interventions", filter=spoken, distinct=True)
    rows = going.order_by().annotate(category=F("delegation__category"), statements=delivered)
    came, again = _came(going), set(_again(going).values_list("pk", flat=True))
    cells: dict[tuple[Any, ...], int] = {}
    for pk, *answers, statements in rows.values_list("pk", *_ANSWERS, "statements"):
        meeting, category, participation, role, state, gender = answers
        if is_single:
            role, state = "", state if state == State.CONFIRMED else ""
        if pk in again:
            state = ""
        answers = [meeting, category, participation, role, state, gender]
        attended = pk in came[meeting] if meeting in came else None
        key = (*answers, attended, statements)
        cells[key] = cells.get(key, 0) + 1
    return cells


def _again(going: QuerySet[Registration]) -> QuerySet[Registration]:
    """Return those of a person whom statistics count by an earlier registration for the meeting."""
    of_those = Registration.objects.filter(state=State.CONFIRMED)
    of_those = of_those.exclude(participation__in=NOT_COUNTED)
    same = {"person": OuterRef("person"), "meeting": OuterRef("meeting"), "pk__lt": OuterRef("pk")}
    return going.order_by().filter(Exists(of_those.filter(**same)))


def _came(going: QuerySet[Registration]) -> dict[int, set[int]]:
    """Return, by the meetings at which it was recorded who came, those who did."""
    meetings = Meeting.objects.filter(pk__in=going.order_by().values("meeting"))
    found = {}
    for meeting in meetings:
        everybody = checked_in(meeting)
        if everybody.exists():
            theirs = everybody.filter(pk__in=going.order_by().values("pk"))
            found[meeting.pk] = set(theirs.values_list("pk", flat=True))
    return found


def _name_speakers(going: QuerySet[Registration]) -> None:
    """Write the words of the record where the speaker's name stood: who spoke is public."""
    found = list(_delivered().filter(speaker__in=going).select_related("speaker"))
    longest = Intervention._meta.get_field("name_in_the_room").max_length
    for one in found:
        one.name_in_the_room = one.speaker_words_when("delivered")[:longest]
        one.speaker = None
    Intervention.objects.bulk_update(found, ["name_in_the_room", "speaker"])


def _delivered() -> QuerySet[Intervention]:
    """Return the requests of which the last thing that happened is that they were delivered."""
    events = FloorEvent.objects.filter(intervention=OuterRef("pk")).order_by("-number")
    last = Subquery(events.values("verb")[:1])
    found: QuerySet[Intervention] = Intervention.objects.annotate(last=last).filter(last="deliver")
    return found
