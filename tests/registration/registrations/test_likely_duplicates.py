"""Whoever seems to be registered twice is shown to the staff; the form answers as ever."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from registration.registrations import operations
from registration.registrations.models import LikelyDuplicate, Person, Registration
from registration.registrations.transitions import TransitionRefused
from tests.people import ON_14_MAY, PAOLA, focal_point, isu_staff, receive

pytestmark = pytest.mark.django_db

LATER = ON_14_MAY + timedelta(hours=1)


def named(given: str, family: str, email: str = "other@mission.example") -> Registration:
    return receive(replace(PAOLA, given_names=given, family_name=family, email=email))


@pytest.mark.parametrize(
    ("given", "family", "email", "found"),
    [
        ("Paola Fernanda", "Chavez", "other@mission.example", 1),
        ("Chávez", "Paola Fernanda", "other@mission.example", 1),
        ("PAOLA", "CHÁVEZ", "P.Chavez@mission.example", 1),
        ("Esteban", "Pazmiño", "p.chavez@mission.example", 0),
        ("Paula", "Chaves", "other@mission.example", 0),
        ("Esteban", "Pazmiño", "other@mission.example", 0),
    ],
)
def test_what_counts_as_likely(given: str, family: str, email: str, found: int) -> None:
    receive()

    second = named(given, family, email)

    assert LikelyDuplicate.objects.count() == found
    assert second.state == "received"


@pytest.mark.parametrize(
    ("one", "other"), [(("አበበ", "ቢቂላ"), ("አበበ", "ቢቂላ")), (("Олена", "Ковальчук"),) * 2]
)
def test_names_of_other_scripts_are_compared_too(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    named(*one)
    named(*other)

    assert LikelyDuplicate.objects.count() == 1


def test_the_same_person_in_another_delegation_is_found() -> None:
    receive()
    receive(replace(PAOLA, entity_code="ua", email="p@home.example"))

    assert LikelyDuplicate.objects.get().likeness == "name"


def test_an_open_pair_holds_back_the_missions_word_until_it_is_decided() -> None:
    felix, staff = focal_point(), isu_staff()
    receive()

    second = receive(replace(PAOLA, email="p@home.example"), by=felix)
    waiting = second.state
    operations.keep_both(LikelyDuplicate.objects.get(), by=staff, at=LATER)
    operations.confirm(second, by=staff, at=LATER)

    assert waiting == "received"
    assert Registration.objects.get(pk=second.pk).state == "confirmed"


def test_merging_leaves_one_person_and_tells_the_one_that_ends() -> None:
    first, second = receive(), receive(replace(PAOLA, email="p@home.example"))

    operations.merge(second, first, by=isu_staff(), at=LATER)

    first.refresh_from_db()
    assert (first.state, first.merged_into) == ("merged", second)
    assert Person.objects.count() == 1
    assert Message.objects.get(kind="registration_merged").about_id == first.pk
    assert LikelyDuplicate.objects.get().state == "merged"
    with pytest.raises(TransitionRefused):
        operations.merge(first, second, by=isu_staff_again(), at=LATER)


def isu_staff_again() -> User:
    return User.objects.get(email="ines@isu.example")


def test_withdrawing_one_closes_the_pair() -> None:
    first = receive()
    receive(replace(PAOLA, email="p@home.example"))

    operations.withdraw(first, version=1, by=isu_staff(), at=LATER)

    assert LikelyDuplicate.objects.get().state == "gone"


@pytest.fixture
def office(settings) -> Client:  # type: ignore[no-untyped-def]
    settings.STAFF_SECOND_FACTOR = False
    client = Client()
    client.force_login(isu_staff(), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(
    ("answer", "states"),
    [
        ({"keep_both": "1"}, ["received", "received"]),
        ({"merge": "IM18-0001"}, ["received", "merged"]),
        ({"merge": "IM18-0002"}, ["merged", "received"]),
        ({"decline": "IM18-0002", "reason": "Twice."}, ["received", "declined"]),
        ({"decline": "IM18-0002", "reason": ""}, ["received", "received"]),
    ],
)
def test_the_staff_decide_side_by_side(
    office: Client, answer: dict[str, str], states: list[str]
) -> None:
    receive()
    receive(replace(PAOLA, email="p@home.example", function="Minister"))
    address = f"/admin/registrations/likelyduplicate/{LikelyDuplicate.objects.get().pk}/change/"
    shown = office.get(address).content.decode()

    office.post(address, answer)

    found = Registration.objects.order_by("pk").values_list("state", flat=True)
    assert list(found) == states
    assert "<strong><bdi>Minister</bdi></strong>" in shown
