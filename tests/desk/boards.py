"""A meeting on whose desk something of each kind waits, so many times over."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from programme.bilaterals.models import Ask, Plan
from programme.interventions import operations as floor
from programme.interventions.details import InterventionDetails
from programme.interventions.models import FloorRight
from registration.delegations.operations import ask_to_be_focal_point
from registration.delegations.queries import delegation_of
from registration.letters import operations as letters
from registration.letters.models import Batch
from registration.registrations import operations
from registration.registrations.models import LikelyDuplicate, Registration
from tests import people
from tests.people import CLOSING, ON_14_MAY, PAOLA, receive
from tests.programme.bilaterals import days
from tests.programme.interventions import floors

# States Parties, as the cast of the tests: each kind has its own for every time over.
CODES = ["ec", "ua", "ch", "fr", "de", "it", "be", "se", "no", "zw", "mz", "hr"]


def named(number: int, what: str, **changes: Any) -> Any:
    """Answers of somebody nobody else is like."""
    letter = "abcdefghij"[number]
    return replace(
        PAOLA,
        entity_code=CODES[number],
        given_names=f"{what}{letter * 3}",
        family_name=f"{letter * 4}{what[::-1]}",
        email=f"{what.lower()}{number}@mission.example",
        **changes,
    )


def fill(times: int, *, by: User) -> None:
    """Let something of each kind wait, `times` times over; each is in another delegation."""
    for number in range(times):
        _registrations(number, by)
        _delegations(number, by)
        _letters(number, by)
        _programme(number, by)
    # Last: what others leave goes to those who wait.
    waiting = Registration.objects.filter(email__startswith="waiting")
    waiting.update(state="waiting", confirmed_at=None, confirmed_by=None)
    _batches(times, by)
    Plan.objects.create(meeting=days.meeting(), kind="propose", asked_by=by, asked_at=ON_14_MAY)


def _registrations(number: int, by: User) -> None:
    first = receive(named(number, "Received"), at=ON_14_MAY - timedelta(days=9))
    second = receive(named(number, "Another"))
    receive(named(number, "Late", late_reason="The note came late."), at=CLOSING)
    receive(replace(named(number, "Asking"), entity_code="", unlisted_name=f"Friends {number}"))
    receive(named(number, "Waiting"))
    worker = receive(named(number, "Working"))
    Registration.objects.filter(pk=worker.pk).update(participation="interpreter")
    head = receive(named(number, "Heading", role="head"))
    if number % 2:
        operations.withdraw(head, version=head.version, by=by, at=ON_14_MAY)
    LikelyDuplicate.objects.create(
        first=first, second=second, likeness="name", similarity=0.9, found_at=ON_14_MAY
    )


def _delegations(number: int, by: User) -> None:
    delegation = floors.delegation(CODES[number])
    people.note(delegation, by, names=["Mr. Somebody ELSE"], reference=f"N-{number}")
    asked = delegation_of(CODES[number], days.meeting())
    assert asked is not None
    for who in ("rosa", "rita"):
        given = {"name": who, "function": "Counsellor", "language": "en"}
        ask_to_be_focal_point(asked, email=f"{who}{number}@mission.example", **given, at=ON_14_MAY)


def _letters(number: int, by: User) -> None:
    traveller = people.traveller(named(number, "Travelling", wants_visa_letter=True))
    operations.confirm(traveller, heeding_doubts=False, by=by, at=ON_14_MAY)
    failed = Message.objects.filter(state="queued").first()
    assert failed
    Message.objects.filter(pk=failed.pk).update(
        state="failed", created_at=timezone.now() - timedelta(hours=3)
    )


def _programme(number: int, by: User) -> None:
    segment = floors.states_speak()
    floors.ask(segment, CODES[number], by=by)
    late = InterventionDetails(kind="update", language="en", late_reason="We were asked today.")
    floor.ask(
        late,
        segment=segment,
        delegation=floors.delegation(CODES[number + 6]),
        token=codes.address_token(),
        language="en",
        # The staff are never late.
        by=User.objects.get_or_create(email="asks@mission.example")[0],
        at=floors.CLOSED,
    )
    registration = Registration.objects.filter(delegation__entity__code=CODES[number]).first()
    FloorRight.objects.get_or_create(
        registration=registration, defaults={"given_by": by, "given_at": ON_14_MAY}
    )
    candidate = days.make_candidate(
        days.host_of("victim-assistance"), entity_code=CODES[number + 3], rank=number + 1
    )
    days.placed(candidate, days.at(9 + number, 30))
    Ask.objects.create(
        delegation=floors.delegation(CODES[number]),
        host=days.host_of("cooperation"),
        asked_by=by,
        asked_at=ON_14_MAY,
        reason="Mines",
        language="en",
        token=codes.address_token(),
    )


def _batches(times: int, by: User) -> None:
    meeting = days.meeting()
    for number in range(times):
        entity = floors.delegation(CODES[number + 8 - times]).entity
        batch = letters.prepare(
            meeting, [entity.pk], choice=f"entity={entity.code}", by=by, at=ON_14_MAY
        )
        other = User.objects.filter(is_superuser=True).first() or people.administrator()
        letters.approve(Batch.objects.get(pk=batch.pk), by=other, at=ON_14_MAY)
