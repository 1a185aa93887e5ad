"""Quotas and the waiting list: never more than there are places, in order, also all at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from registration.meetings.models import Meeting
from registration.registrations import operations
from registration.registrations.models import Quota, Registration
from registration.registrations.operations import receiving
from registration.registrations.operations.arriving import Arrival
from tests.own_database import (
    at_once,
    transactional_db,  # noqa: F401 - a fixture
)
from tests.people import ON_14_MAY, PAOLA, isu_staff, receive

LATER = ON_14_MAY + timedelta(hours=1)
PLACES, PEOPLE = 10, 64


def limit(places: int, **whose: Any) -> Quota:
    given = whose or {"category": "state_party"}
    return Quota.objects.create(meeting=Meeting.objects.get(slug="2018"), places=places, **given)


def somebody(number: int) -> Registration:
    name = f"{chr(65 + number % 26)}{number}quist"
    details = replace(PAOLA, family_name=name * 2, email=f"p{number}@mission.example")
    return receive(details)


def states() -> list[str]:
    return list(Registration.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db
def test_who_comes_too_late_for_a_place_waits_and_moves_up() -> None:
    limit(1)
    first, second, third = (somebody(number) for number in range(3))
    assert states() == ["received", "waiting", "waiting"]

    operations.withdraw(first, version=1, by=isu_staff(), at=LATER)

    assert states() == ["withdrawn", "received", "waiting"]
    moved = Message.objects.get(kind="registration_moved_up")
    assert moved.about_id == second.pk
    assert third.state == "waiting"


@pytest.mark.django_db
def test_declining_frees_a_place_and_accepting_takes_one() -> None:
    staff = isu_staff()
    limit(1)
    first, _second = somebody(0), somebody(1)
    request = receive(replace(PAOLA, late_reason="A delay.", email="x@y.example"), at=LATER)
    Registration.objects.filter(pk=request.pk).update(
        state="requested", is_late=True, late_reason="A delay."
    )

    operations.decline(first, reason="No.", by=staff, at=LATER)
    operations.accept(request, by=staff, at=LATER)

    assert states() == ["declined", "received", "waiting"]
    Registration.objects.filter(pk=request.pk).update(state="requested")
    with pytest.raises(operations.NoPlace):
        operations.confirm(request, by=staff, at=LATER)


@pytest.mark.django_db
def test_raising_the_quota_moves_up_as_many() -> None:
    quota = limit(1)
    for number in range(4):
        somebody(number)

    quota.places = 3
    operations.set_setting(quota, by=isu_staff(), at=LATER)
    raised = states()
    operations.remove_setting(quota, by=isu_staff_again(), at=LATER)

    assert raised == ["received"] * 3 + ["waiting"]
    assert states() == ["received"] * 4


def isu_staff_again() -> User:
    return User.objects.get(email="ines@isu.example")


@pytest.mark.django_db
def test_a_delegation_can_have_its_own_quota() -> None:
    first = somebody(0)
    limit(1, delegation=first.delegation)

    assert somebody(1).state == "waiting"
    assert receive(replace(PAOLA, entity_code="ua")).state == "received"


def test_sixty_four_at_once_get_ten_places_in_order(transactional_db: None) -> None:  # noqa: F811
    limit(PLACES)

    at_once(PEOPLE, _one_of_many())

    assert states() == ["received"] * PLACES + ["waiting"] * (PEOPLE - PLACES)
    numbers = Registration.objects.order_by("pk").values_list("receipt_number", flat=True)
    assert list(numbers) == sorted(numbers)


def test_without_the_line_there_are_too_many(
    transactional_db: None,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limit(PLACES)
    numbers = count(1)

    def arrive_without_a_line(meeting: Meeting, **_: Any) -> Arrival:
        return Arrival(meeting, next(numbers), {}, {}, None, True, {})

    monkeypatch.setattr(receiving, "arrive", arrive_without_a_line)

    at_once(PEOPLE, _one_of_many())

    assert states().count("received") > PLACES


def _one_of_many() -> Any:
    numbers: Iterator[int] = count()
    return lambda: somebody(next(numbers)).pk
