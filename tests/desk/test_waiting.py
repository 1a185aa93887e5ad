"""What waits for the secretariat, counted where its work begins."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from registration.delegations.operations import ask_to_be_focal_point
from registration.delegations.queries import delegation_of
from registration.meetings.models import Meeting
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import CLOSING, ON_14_MAY, PAOLA, receive

pytestmark = pytest.mark.django_db

PAGE = "/desk/missing/"
UNLISTED = replace(PAOLA, entity_code="", unlisted_name="Friends of the Field")
LATE = replace(PAOLA, late_reason="The note came late.")


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


def ask(meeting: Meeting, email: str) -> None:
    delegation = delegation_of("ec", meeting)
    assert delegation is not None
    given = {"name": "Felix", "email": email, "function": "Counsellor", "language": "en"}
    ask_to_be_focal_point(delegation, **given, at=ON_14_MAY)


def some(meeting: Meeting, number: int) -> None:
    for one in range(number):
        ask(meeting, f"f{one}@mission.example")
        receive(replace(LATE, email=f"l{one}@mission.example"), at=CLOSING)
    receive(UNLISTED)


def test_nothing_is_said_where_nothing_waits(ines: Client) -> None:
    receive()

    assert "Waiting for the secretariat" not in Page(ines.get(PAGE)).html


def test_requests_are_counted_and_lead_to_their_lists(ines: Client, meeting: Meeting) -> None:
    some(meeting, 2)

    page = Page(ines.get(PAGE))
    links = page.links()
    lists = {
        label: ines.get(links[label]).content.decode()
        for label in ("Requests to be a focal point", "Late requests", "Requests to attend")
    }

    assert page.html.count('<span class="tag wait">2</span>') == 2
    assert page.html.count('<span class="tag wait">1</span>') == 1
    assert "Ecuador" in lists["Requests to be a focal point"]
    assert "2 registrations" in lists["Late requests"]
    assert "1 registration" in lists["Requests to attend"]


def test_those_of_another_meeting_are_not_counted(ines: Client, meeting: Meeting) -> None:
    some(meeting, 1)
    other = Meeting.objects.get(pk=meeting.pk)
    other.pk, other.slug, other.code = None, "2019", "IM19"
    other.save()

    assert "Waiting for the secretariat" not in Page(ines.get("/m/2019/desk/missing/")).html


@pytest.mark.parametrize("number", [1, 3])
def test_counting_takes_the_same_queries(
    ines: Client, meeting: Meeting, django_assert_num_queries: Any, number: int
) -> None:
    some(meeting, number)
    ines.get(PAGE)

    with django_assert_num_queries(13):
        ines.get(PAGE)
