"""What the database refuses: two names, two status, two seats at one time."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from registration.delegations.models import (
    CommitteeMembership,
    Delegation,
    Entity,
    EntityName,
    PartyStatus,
)
from registration.meetings.models import Committee, Meeting

pytestmark = pytest.mark.django_db

FROM, UNTIL = date(2018, 1, 1), date(2019, 1, 1)
PERIODS = [
    ("within", date(2018, 3, 1), date(2018, 4, 1)),
    ("around", date(2017, 1, 1), date(2020, 1, 1)),
    ("the last day", date(2018, 12, 31), None),
    ("the first day", None, date(2018, 1, 2)),
    ("for ever", None, None),
]
OVERLAPPING = [pytest.param(begin, end, id=name) for name, begin, end in PERIODS]


def name(entity: Entity, begin: date | None, end: date | None, **changes: str) -> EntityName:
    fields = {"language": "en", "name": "A name"} | changes
    return EntityName(entity=entity, valid_from=begin, valid_until=end, **fields)


def status(entity: Entity, begin: date | None, end: date | None) -> PartyStatus:
    return PartyStatus(entity=entity, valid_from=begin, valid_until=end)


def seat(entity: Entity, begin: date | None, end: date | None) -> CommitteeMembership:
    committee = Committee.objects.get(slug="article-5")
    return CommitteeMembership(
        committee=committee, entity=entity, valid_from=begin, valid_until=end
    )


def refused(row: models.Model, constraint: str) -> None:
    before = type(row)._default_manager.count()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save()

    assert type(row)._default_manager.count() == before


@pytest.fixture
def entity(db: None) -> Entity:
    """A State without names, status or seats."""
    return Entity.objects.create(code="zz", kind="state")


@pytest.mark.parametrize(("begin", "end"), OVERLAPPING)
def test_two_names_in_one_language_at_a_time_are_refused(
    entity: Entity, begin: date | None, end: date | None
) -> None:
    name(entity, FROM, UNTIL).save()

    refused(name(entity, begin, end, name="Another"), "entity_has_one_name_at_a_time")


@pytest.mark.parametrize(("begin", "end"), OVERLAPPING)
def test_two_status_at_a_time_are_refused(
    entity: Entity, begin: date | None, end: date | None
) -> None:
    status(entity, FROM, UNTIL).save()

    refused(status(entity, begin, end), "party_status_does_not_overlap")


@pytest.mark.parametrize(("begin", "end"), OVERLAPPING)
def test_two_seats_on_one_committee_at_a_time_are_refused(
    entity: Entity, begin: date | None, end: date | None
) -> None:
    seat(entity, FROM, UNTIL).save()

    refused(seat(entity, begin, end), "committee_has_a_member_once")


@pytest.mark.parametrize("make", [name, status, seat])
def test_what_follows_on_the_day_after_is_kept(entity: Entity, make) -> None:  # type: ignore[no-untyped-def]
    make(entity, FROM, UNTIL).save()
    make(entity, UNTIL, None).save()
    make(entity, None, FROM).save()

    assert type(make(entity, None, None)).objects.filter(entity=entity).count() == 3


def test_names_in_two_languages_stand_side_by_side(entity: Entity) -> None:
    name(entity, FROM, UNTIL).save()
    name(entity, FROM, UNTIL, language="fr").save()

    assert entity.names.count() == 2


def test_the_form_says_it_in_words(entity: Entity) -> None:
    status(entity, FROM, None).save()

    with pytest.raises(ValidationError) as refusal:
        status(entity, FROM, None).full_clean()

    assert refusal.value.messages == ["Two periods of the same State overlap."]


def test_an_entity_has_one_delegation_per_meeting(entity: Entity, meeting: Meeting) -> None:
    fields = {"meeting": meeting, "entity": entity, "category": "state_party"}
    Delegation.objects.create(**fields)

    refused(Delegation(**fields), "delegation_once_per_meeting")
