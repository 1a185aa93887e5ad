"""Statistics of a meeting whose names have gone: they say what they said before."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from model_bakery import baker

from intersessional.accounts.models import User
from intersessional.desk.statistics import operations as statistics
from intersessional.desk.statistics.figures import rounded
from intersessional.privacy import operations
from registration.attendance.models import Passage
from registration.meetings.models import Meeting
from registration.registrations.models import Person, Registration
from tests.desk.crowds import crowd
from tests.desk.test_other_meeting import next_meeting  # noqa: F401 - a fixture
from tests.desk.test_statistics import DESK, PUBLIC, cells, held, ines  # noqa: F401 - fixtures
from tests.people import ON_14_MAY
from tests.privacy.test_nightly import CAME
from tests.programme.interventions.test_lists_pages import text_of

pytestmark = pytest.mark.django_db

SUMS = {
    "People and delegations by category",
    "People by role in the delegation",
    "Heads of delegation",
}
Numbers = dict[tuple[str, str, str], str]


def come(people: list[Registration], by: User) -> None:
    for one in people:
        key = {"registration": one, "key": f"{one.pk}"}
        baker.make(Passage, meeting=one.meeting, by=by, **key, **CAME)


@pytest.fixture(autouse=True)
def own_log(settings: Any, tmp_path: Any) -> None:
    settings.ERASURE_LOG = f"erasures/{tmp_path.name}"


@pytest.fixture
def some_came(staff: User, held: None) -> list[Registration]:  # noqa: F811
    """A woman who is head and one who is a member, a man, and somebody who did not say."""
    found = Registration.objects.filter(delegation__entity__code__in=["ec", "ua"]).order_by("pk")
    come([found[0], found[1], found[2], found[5], found[6]], staff)
    return list(found)


def numbers(client: Client, path: str = f"{DESK}csv/") -> Numbers:
    return {key: value for key, value in cells(client, path).items() if key[0] in SUMS}


def test_the_numbers_are_the_same_when_all_names_have_gone(
    ines: Client,  # noqa: F811
    some_came: list[Registration],
    next_meeting: Meeting,  # noqa: F811
) -> None:
    later = f"/m/{next_meeting.slug}{DESK}"
    before, beside = numbers(ines), text_of(ines.get(later))

    operations.erase_due(at=some_came[0].meeting.ends_at + timedelta(days=400))

    after = numbers(ines)
    # The table of those who came is the second of its name, and of delegations it says nothing.
    came = ("People and delegations by category", "State Party", "Delegations")
    assert {key: after[key] for key in after if key != came and key[2] != "Delegations"} == {
        key: before[key] for key in before if key != came and key[2] != "Delegations"
    }
    assert after["People by role in the delegation", "Head of delegation", "Women"] == "2"
    assert set(Registration.objects.values_list("gender", flat=True)) == {""}
    assert not Passage.objects.exists()
    told = text_of(ines.get(later)).partition("Beside the meeting before")[2]
    assert told == beside.partition("Beside the meeting before")[2]
    assert "Check-in has not begun." not in text_of(ines.get(DESK))


def test_by_category_they_are_the_same_when_one_person_is_erased(
    ines: Client,  # noqa: F811
    staff: User,
    some_came: list[Registration],
) -> None:
    before = numbers(ines)
    gone, at = some_came[0], some_came[0].meeting.ends_at + timedelta(days=1)

    operations.erase_person(gone.person, reason="asked", by=staff, at=at)

    after = numbers(ines)
    by = "People and delegations by category"
    same = [key for key in before if key[0] == by and key[2] != "Delegations"]
    assert {key: after[key] for key in same} == {key: before[key] for key in same}
    # Of a role it would tell the answer of one: there are few heads who were erased.
    role = "People by role in the delegation"
    assert after[role, "Head of delegation", "People"] == "1"
    assert "1 person was erased when asked" in text_of(ines.get(DESK))


def test_whoever_has_withdrawn_is_counted_neither_before_nor_after(
    ines: Client,  # noqa: F811
    staff: User,
    held: None,  # noqa: F811
) -> None:
    before = numbers(ines)
    [gone] = crowd("ec", ["woman"], by=staff)
    undone = {"state": "withdrawn", "withdrawn_at": ON_14_MAY}
    undone |= {"confirmed_at": None, "confirmed_by": None}
    Registration.objects.filter(pk=gone.pk).update(**undone)

    at = gone.meeting.ends_at + timedelta(days=1)
    operations.erase_person(gone.person, reason="asked", by=staff, at=at)

    assert numbers(ines) == before


def test_one_answer_more_changes_no_rounded_number(
    client: Client,
    staff: User,
    held: None,  # noqa: F811
) -> None:
    """Twelve who did not say are told as ten: a thirteenth would make it fifteen."""
    meeting = Meeting.objects.get(slug="2018")
    crowd("ec", ["unsaid"] * 2, by=staff)
    statistics.publish(meeting, by=staff, at=ON_14_MAY)
    assert "About 10 people did not say." in text_of(client.get(PUBLIC))
    one = Registration.objects.filter(gender="man").last()
    Registration.objects.filter(pk=one.pk).update(gender="unsaid")

    statistics.publish(meeting, by=staff, at=ON_14_MAY)

    assert rounded(13) == 15
    assert "About 10 people did not say." in text_of(client.get(PUBLIC))
    assert Person.objects.count() == 65


def test_what_is_shown_already_is_not_published_twice(
    staff: User,
    held: None,  # noqa: F811
) -> None:
    meeting = Meeting.objects.get(slug="2018")

    first = statistics.publish(meeting, by=staff, at=ON_14_MAY)

    assert statistics.publish(meeting, by=staff, at=ON_14_MAY) == first
