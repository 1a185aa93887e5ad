"""The candidates of the demonstration: more than the day has places for, once."""

from datetime import datetime

import pytest

from intersessional.accounts.models import User
from intersessional.desk import day_of_bilaterals
from intersessional.outbox.models import Message
from programme.bilaterals.models import Bilateral, Candidate, Host, Officer
from registration.meetings.models import Meeting
from tests.people import ON_14_MAY
from tests.programme.bilaterals.days import host_of, planner

pytestmark = pytest.mark.django_db


def load(meeting: Meeting, staff: User) -> None:
    officers = {"president": planner("office@isu.example")}
    day_of_bilaterals.load(meeting, officers=officers, by=staff, at=ON_14_MAY)


def test_the_day_is_over_constrained(meeting: Meeting, staff: User) -> None:
    load(meeting, staff)
    load(meeting, staff)
    hosts = Host.objects.for_meeting(meeting)
    assert {host.slug: host.candidates.count() for host in hosts} == {
        "president": 5,
        "article-5": 33,
        "victim-assistance": 7,
        "cooperation": 6,
        "compliance": 7,
    }
    assert Candidate.objects.filter(
        hosts__slug="cooperation", delegation__entity__code="cr"
    ).exists()
    assert [found.host for found in Officer.objects.all()] == [host_of("president")]
    assert Bilateral.objects.active().count() == 22
    assert not Message.objects.exists()


@pytest.mark.parametrize("day", ["2018-06-06T12:00", "2018-06-07T10:00"])
def test_the_board_is_full_also_on_the_day_and_after_it(
    meeting: Meeting, staff: User, day: str
) -> None:
    at = datetime.fromisoformat(day).replace(tzinfo=meeting.zone)

    day_of_bilaterals.load(meeting, officers={}, by=staff, at=at)

    assert Bilateral.objects.active().count() == 22


def test_what_the_staff_changed_stays(meeting: Meeting, staff: User) -> None:
    load(meeting, staff)
    Bilateral.objects.all().delete()
    Candidate.objects.exclude(delegation__entity__code="hr").delete()
    load(meeting, staff)
    assert Candidate.objects.count() == 1


def test_without_a_meeting_there_is_nothing_to_load(staff: User) -> None:
    day_of_bilaterals.load(None, officers={}, by=staff, at=ON_14_MAY)
    assert not Candidate.objects.exists()
