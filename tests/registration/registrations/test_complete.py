"""What the state machine found: where nothing more is wanted, nobody waits for nobody."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from registration.registrations import operations
from registration.registrations.models import LikelyDuplicate, Quota, Registration
from registration.registrations.transitions import TransitionRefused
from tests.people import OLENA, ON_14_MAY, PAOLA, focal_point, isu_staff, receive

pytestmark = pytest.mark.django_db

LATER = ON_14_MAY + timedelta(hours=1)
JEAN = replace(PAOLA, given_names="Jean", family_name="Dupont", email="jean@mission.example")
ROSA = replace(PAOLA, given_names="Rosa", family_name="Luna", email="rosa@mission.example")
PAOLA_AGAIN = replace(PAOLA, family_name="Chavez", email="paola@elsewhere.example")


@pytest.fixture
def felix() -> User:
    return focal_point()


@pytest.fixture
def staff() -> User:
    return isu_staff()


def fresh(registration: Registration) -> Registration:
    return Registration.objects.for_change().get(pk=registration.pk)


def told(registration: Registration) -> list[str]:
    about = Message.objects.filter(about_type="registrations.registration")
    found = about.filter(about_id=registration.pk).order_by("pk")
    return list(found.values_list("kind", flat=True))


def limit(registration: Registration, places: int) -> None:
    meeting = registration.meeting
    Quota.objects.create(meeting=meeting, category="state_party", places=places)


def withdraw(registration: Registration, by: User) -> None:
    found = fresh(registration)
    operations.withdraw(found, version=found.version, by=by, at=LATER)


def test_who_waited_for_a_place_only_is_confirmed_with_it(felix: User) -> None:
    first = receive(by=felix)
    limit(first, 1)
    second = receive(JEAN, by=felix)

    withdraw(first, felix)

    assert fresh(second).state == "confirmed"
    assert told(second) == ["registration_received", "registration_confirmed"]


def pair_of(felix: User) -> tuple[Registration, Registration, LikelyDuplicate]:
    first, second = receive(), receive(PAOLA_AGAIN, by=felix)
    assert second.state == "received"
    return first, second, LikelyDuplicate.objects.get()


def test_who_waited_for_the_decision_on_a_pair_is_confirmed_by_it(felix: User, staff: User) -> None:
    _first, second, pair = pair_of(felix)

    operations.keep_both(pair, by=staff, at=LATER)

    assert fresh(second).state == "confirmed"
    assert told(second) == ["registration_received", "registration_confirmed"]


@pytest.mark.parametrize("act", ["withdraw", "decline_one", "merge"])
def test_the_other_one_of_a_pair_is_confirmed_when_one_has_ended(
    felix: User, staff: User, act: str
) -> None:
    first, second, pair = pair_of(felix)

    if act == "withdraw":
        withdraw(first, staff)
    elif act == "merge":
        operations.merge(second, first, by=staff, at=LATER)
    else:
        operations.decline_one(pair, first, reason="Twice.", by=staff, at=LATER)

    assert fresh(second).state == "confirmed"
    assert told(second) == ["registration_received", "registration_confirmed"]


def test_a_pair_is_decided_once(felix: User, staff: User) -> None:
    first, _second, pair = pair_of(felix)
    operations.keep_both(pair, by=staff, at=LATER)

    with pytest.raises(operations.DecidedBefore):
        operations.decline_one(pair, first, reason="Twice.", by=staff, at=LATER)

    assert fresh(first).state == "received"


def test_a_rejection_takes_the_delegations_word_back(felix: User, staff: User) -> None:
    limit(receive(OLENA), 1)
    registration = receive(by=felix)
    assert registration.state == "waiting"

    operations.reject(registration, reason="Not ours.", version=1, by=felix, at=LATER)
    operations.reopen(registration, by=staff, at=LATER)

    assert fresh(registration).endorsed_at is None
    assert fresh(registration).state == "waiting"


def test_what_was_declined_is_not_taken_up_beside_a_newer_one(felix: User, staff: User) -> None:
    registration = receive()
    operations.decline(registration, reason="No.", by=staff, at=LATER)
    operations.receive_several(
        [operations.Newcomer(PAOLA, codes.address_token(), registration.person)],
        delegation=registration.delegation,
        language="en",
        by=felix,
        at=LATER,
    )

    with pytest.raises(TransitionRefused, match="another registration"):
        operations.reopen(registration, by=staff, at=LATER)

    assert fresh(registration).state == "declined"
    assert told(registration) == ["registration_received", "registration_declined"]


def test_who_stands_in_has_the_turn_of_the_first_one(felix: User) -> None:
    first = receive(by=felix)
    limit(first, 1)
    second, third = receive(JEAN, by=felix), receive(OLENA)

    new = operations.replace(
        second,
        ROSA,
        version=second.version,
        token=codes.address_token(),
        language="en",
        by=felix,
        at=LATER,
    )
    withdraw(first, felix)

    assert (fresh(new).state, fresh(third).state) == ("confirmed", "waiting")


def several(felix: User, delegation: Any, *newcomers: operations.Newcomer) -> list[Registration]:
    return operations.receive_several(
        newcomers, delegation=delegation, language="en", by=felix, at=LATER
    )


def test_somebody_who_is_twice_in_one_list_is_received_once(felix: User) -> None:
    registration = receive(JEAN)
    withdraw(registration, felix)
    again = operations.Newcomer(JEAN, codes.address_token(), registration.person)
    too = operations.Newcomer(JEAN, codes.address_token(), registration.person)
    same = operations.Newcomer(ROSA, "A" * 22)

    found = several(felix, registration.delegation, again, too, same, same)

    assert [one.family_name for one in found] == ["Dupont", "Luna"]


def test_who_comes_after_somebody_was_moved_stands_behind_them(felix: User, staff: User) -> None:
    member, olena, abroad = receive(by=felix), receive(OLENA), receive(replace(OLENA, phone="1"))
    last = receive(JEAN, by=felix)
    for registration in (olena, abroad):
        operations.move(registration, "ec", version=1, by=staff, at=LATER)

    newest = receive(ROSA, by=felix)

    here = Registration.objects.filter(delegation=member.delegation).order_by("position")
    assert list(here) == [member, last, olena, abroad, newest]


def test_who_comes_back_finds_another_place_where_the_old_one_is_taken(
    felix: User, staff: User
) -> None:
    first, second, third = receive(), receive(JEAN, by=felix), receive(ROSA, by=felix)
    operations.decline(first, reason="No.", by=staff, at=LATER)
    operations.set_positions(first.delegation, [third.pk, second.pk], by=felix, at=LATER)

    operations.reopen(first, by=staff, at=LATER)

    here = Registration.objects.active().filter(delegation=first.delegation).order_by("position")
    assert list(here) == [third, second, first]
