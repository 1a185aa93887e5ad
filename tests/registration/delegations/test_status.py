"""Who is a State Party on which day, and what a delegation is counted as."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from registration.delegations.models import Entity, EntityKind, PartyStatus
from registration.delegations.queries import listed_entity
from tests.people import FRIDAY, GENEVA, PAOLA, THURSDAY, receive

pytestmark = pytest.mark.django_db

IN_MAY = date(2018, 5, 31)


def test_there_are_197_states_and_54_organisations() -> None:
    assert Entity.objects.states().count() == 197
    assert Entity.objects.exclude(kind=EntityKind.STATE).count() == 54
    assert Entity.objects.listed().count() == 251


def test_193_states_are_members_of_the_united_nations() -> None:
    outside = Entity.objects.states().filter(is_un_member=False)

    assert sorted(entity.name for entity in outside.prefetch_related("names")) == [
        "Cook Islands",
        "Holy See",
        "Niue",
        "State of Palestine",
    ]


def test_two_states_are_observers_of_the_united_nations() -> None:
    observers = Entity.objects.filter(is_observer=True)

    assert sorted(observers.values_list("code", flat=True)) == ["ps", "va"]


@pytest.mark.parametrize(
    ("day", "parties", "others"),
    [(THURSDAY, 164, 33), (IN_MAY, 162, 35), (date(2018, 6, 1), 164, 33)],
)
def test_states_parties_and_states_not_party(day: date, parties: int, others: int) -> None:
    assert Entity.objects.parties_on(day).count() == parties
    assert Entity.objects.not_parties_on(day).count() == others


def test_sri_lanka_and_palestine_joined_during_registration() -> None:
    joined = Entity.objects.parties_on(THURSDAY).difference(Entity.objects.parties_on(IN_MAY))

    assert sorted(entity.code for entity in joined) == ["lk", "ps"]


def test_a_state_that_leaves_is_no_party_from_that_day_on() -> None:
    PartyStatus.objects.filter(entity__code="ec").update(valid_until=FRIDAY)

    assert Entity.objects.parties_on(THURSDAY).filter(code="ec").exists()
    assert Entity.objects.not_parties_on(FRIDAY).filter(code="ec").exists()


def test_a_category_is_taken_as_of_the_first_day() -> None:
    on_20_may = datetime(2018, 5, 20, 12, tzinfo=GENEVA)

    registration = receive(replace(PAOLA, entity_code="lk"), at=on_20_may)

    assert registration.delegation.category == "state_party"


@pytest.mark.parametrize(
    ("code", "category"),
    [
        ("ec", "state_party"),
        ("us", "state_not_party"),
        ("org-unmas", "un"),
        ("org-icrc", "red_cross"),
        ("org-gichd", "international"),
        ("org-icbl-cmc", "ngo"),
    ],
)
def test_each_kind_has_its_category(code: str, category: str) -> None:
    found = listed_entity(code, THURSDAY)

    assert found is not None
    assert found[1] == category


@pytest.mark.parametrize("code", ["", "xx", "EC", "unlisted", "ec "])
def test_a_code_that_is_not_listed_finds_nothing(code: str) -> None:
    assert listed_entity(code, THURSDAY) is None
