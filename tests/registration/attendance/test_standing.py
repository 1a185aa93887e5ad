"""The desk’s page of the list: it says what the whole list says, and reads only whom it speaks of."""

import re
from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.text import capitals
from registration.attendance.models import ListVersion
from registration.attendance.participants.content import from_json
from registration.attendance.participants.differences import differences
from registration.attendance.participants.listing import listing_of
from registration.attendance.participants.problems import problems_of
from registration.attendance.participants.queries import content_of
from registration.attendance.participants.standing import Standing, standing_of
from registration.delegations.models import Delegation, Entity
from registration.letters.glyphs import PLAIN, uncovered
from registration.registrations import operations
from registration.registrations.models import Registration
from tests.access.actors import signed_in
from tests.registration.attendance.listed import LATER, confirmed, everybody, made, meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines(staff: User, set_clock: Any) -> Client:
    """The browser of somebody of the ISU, on 30 May."""
    set_clock(LATER)
    return signed_in(staff)


def standing() -> Standing:
    return standing_of(meeting(), at=LATER)


def move(people: dict[str, Registration], by: User) -> None:
    """Let somebody come, leave, change, move and stand elsewhere, and an entity be named anew."""
    rows = Registration.objects.all()
    rows.filter(pk=people["us"].pk).update(state="received")
    rows.filter(pk=people["tr"].pk).update(function="Minister", role="head")
    rows.filter(pk=people["mk"].pk).update(delegation=people["member"].delegation)
    confirmed(by, given_names="Eva", email="e@mission.example", entity_code="cr")
    Entity.objects.get(code="ua").names.filter(language="en").update(name="The Ukraine")


def test_it_says_what_the_whole_list_says(ines: Client, staff: User) -> None:
    everybody(staff)
    confirmed(staff, given_names="JUANA", function=" – ", email="j@mission.example")
    confirmed(staff, given_names="\U00013000", email="k@mission.example", entity_code="mk")
    whole, found = content_of(meeting(), at=LATER), standing()

    listing, part = listing_of(whole), listing_of(found.content, numbers=found.numbers)

    assert problems_of(found.content, part) == problems_of(whole, listing) != []
    assert (part.people, part.delegations) == (listing.people, listing.delegations) == (14, 10)
    assert part.totals_words == listing.totals_words
    assert [(one.key, one.people) for one in part.sections] == [
        *(("state_party", 10), ("state_not_party", 1), ("international", 2), ("ngo", 1)),
    ]


def test_it_finds_the_differences_that_the_whole_list_finds(ines: Client, staff: User) -> None:
    people = everybody(staff)
    second = confirmed(staff, given_names="Omar", email="o@mission.example", entity_code="jo")
    Registration.objects.filter(pk__in=[people["unmas"].pk]).update(state="received")
    version = made(ines)
    assert standing().since(version).is_empty

    move(people, staff)
    operations.set_positions(
        Delegation.objects.get(entity__code="jo"),
        [second.pk, *_others(second)],
        by=staff,
        at=LATER,
    )
    Registration.objects.filter(pk=people["unmas"].pk).update(state="confirmed")
    found = standing().since(version)

    assert found == differences(from_json(version.content), content_of(meeting(), at=LATER))
    assert [len(found.added), len(found.left), len(found.changed), len(found.moved)] == [2, 1, 1, 1]
    assert (found.reordered, len(found.entities)) == (("Jordan",), 1)


def test_only_whom_there_is_something_to_say_of_is_read(
    ines: Client, staff: User, django_assert_num_queries: Any
) -> None:
    people = everybody(staff)
    shouted = confirmed(staff, given_names="JUANA", email="j@mission.example")
    made(ines)
    Registration.objects.filter(pk=people["tr"].pk).update(function="Minister")
    version = ListVersion.objects.without_content().first()
    now = meeting()

    with django_assert_num_queries(4):
        found = standing_of(now, at=LATER)
    with django_assert_num_queries(3):
        said = found.since(version)

    read = {one.registration for entry in found.content.entries for one in entry.people}
    heads = Registration.objects.filter(role="head").values_list("pk", flat=True)
    # Whose names are in another script, too: which of them no font has, is not for the database to say.
    written_otherwise = {people[name].pk for name in ("abebe", "layla", "olena", "unmas")}
    assert shouted.pk in read
    assert read - set(heads) <= {shouted.pk, *written_otherwise}
    assert people["member"].pk not in read
    assert said.count == 1


def test_our_fonts_print_all_that_is_called_plain() -> None:
    plain = "".join(c for c in map(chr, range(0x20, 0x2100)) if re.match(f"[{PLAIN}]", c))

    assert len(plain) > 300
    assert uncovered(plain + capitals(plain)) == []


def _others(one: Registration) -> list[int]:
    found = Registration.objects.filter(delegation=one.delegation, state="confirmed")
    return list(found.exclude(pk=one.pk).values_list("pk", flat=True))
