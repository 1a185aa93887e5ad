"""A meeting that was held: who asked, who spoke and for how long, through the acts of the floor."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from intersessional import codes
from intersessional.accounts.models import User
from programme.interventions import operations, queries
from programme.interventions.lists import Standing
from programme.interventions.models import FloorEvent, Intervention
from programme.interventions.queries import ListedSegment
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from tests.people import PAOLA, receive
from tests.programme.interventions.floors import IN_THE_ROOM, UPDATE, delegation, speakers


@dataclass
class Floor:
    """A list that is run act by act, by a clock of its own."""

    segment: ListedSegment
    by: User
    at: datetime = IN_THE_ROOM

    def do(self, verb: str, seconds: float = 0) -> None:
        """Let some time pass, and do one act to whoever has the floor."""
        self.at += timedelta(seconds=seconds)
        operations.act(verb, self.segment, **self._seen())

    def call(self, found: Intervention | None = None) -> None:
        """Call somebody, or the next."""
        operations.call_next(self.segment, pk=found.pk if found else None, **self._seen())

    def speak(self, found: Intervention | None = None, seconds: float = 60) -> None:
        """Call somebody who then speaks for some time."""
        self.call(found)
        self.do("start")
        self.do("deliver", seconds)

    def add(self, code: str, kind: str) -> Intervention:
        """Put a delegation on the list that asked in the room."""
        return operations.add_from_the_floor(
            delegation(code), kind, segment=self.segment, **self._seen()
        )

    def _seen(self) -> dict[str, Any]:
        return {"version": speakers(self.segment).version, "by": self.by, "at": self.at}


def person(code: str, *, gender: str = "", name: str = "Given", **changes: Any) -> Registration:
    """Somebody of a delegation."""
    found: Registration = receive(
        replace(
            PAOLA,
            entity_code=code,
            given_names=name,
            family_name=f"Family-{code}-{Registration.objects.count()}",
            email=f"{codes.address_token()[:10].lower()}@mission.example",
        )
    )
    Registration.objects.filter(pk=found.pk).update(gender=gender, **changes)
    found.refresh_from_db()
    return found


def segments() -> Sequence[ListedSegment]:
    """All segments of 2018 in which one asks for the floor."""
    return queries.segments_of(Meeting.objects.get(slug="2018"))


def asked(
    segment: ListedSegment, code: str, *, by: User, at: datetime, **changes: Any
) -> Intervention:
    """A request of a delegation."""
    return operations.ask(
        replace(UPDATE, **changes),
        segment=segment,
        delegation=delegation(code),
        token=codes.address_token(),
        language="en",
        by=by,
        at=at,
    )


@dataclass(frozen=True)
class Heard:
    """A statement that is to have been delivered: of whom, by whom, for how long."""

    code: str
    speaker: Registration | None = None
    seconds: int = 60
    kind: str = "update"
    level: int = 9


def hold(segment: ListedSegment, heard: Sequence[Heard], *, by: User) -> None:
    """Let statements have been delivered one after the other: the same rows as the acts would leave."""
    first = FloorEvent.objects.filter(segment=segment.pk).count()
    base, at = Intervention.objects.filter(segment=segment.pk).count(), segment.segment.begins_at
    rows = Intervention.objects.bulk_create(
        Intervention(
            segment_id=segment.pk,
            delegation=delegation(one.code),
            arrival=base + n,
            received_at=at,
            asked_by=by,
            token=codes.address_token(),
            digest="0" * 64,
            kind=one.kind,
            speaker=one.speaker,
            protocol_level=one.level,
            language="en",
        )
        for n, one in enumerate(heard, 1)
    )
    events = []
    for row, one in zip(rows, heard, strict=True):
        level = 0 if one.kind == "point_of_order" else one.level
        standing = Standing(level, False, 0, row.arrival, one.code)
        ends = at + timedelta(seconds=one.seconds)
        for verb, when in (("list", at), ("call", at), ("start", at), ("deliver", ends)):
            data = standing.as_data() if verb == "list" else {}
            events.append(_event(row, first + len(events) + 1, verb, when, data))
        at = ends
    FloorEvent.objects.bulk_create(events)


def _event(
    row: Intervention, number: int, verb: str, at: datetime, data: dict[str, Any]
) -> FloorEvent:
    return FloorEvent(
        segment_id=row.segment_id,
        number=number,
        verb=verb,
        intervention=row,
        data=data,
        at=at,
        by=row.asked_by,
    )
