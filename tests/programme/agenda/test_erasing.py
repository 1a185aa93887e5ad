"""Addresses of the programme go when the meeting is over."""

from datetime import datetime, timedelta

import pytest

from programme.agenda.models import Contributor, DraftEdit, Notice, Subscription
from programme.agenda.operations import erase_due
from programme.agenda.queries import latest
from registration.meetings.models import Meeting
from tests.people import GENEVA
from tests.programme.agenda import readers

LAST_INSTANT = datetime(2018, 7, 9, tzinfo=GENEVA)

pytestmark = pytest.mark.django_db


def kept(meeting: Meeting) -> tuple[int, int, int, int]:
    return (
        Contributor.objects.filter(meeting=meeting).exclude(email="").count(),
        Notice.objects.count(),
        Subscription.objects.count(),
        DraftEdit.objects.count(),
    )


@pytest.fixture
def told(meeting: Meeting) -> Meeting:
    """A programme with addresses, readers, a journal, and a version that was told."""
    readers.with_addresses(meeting)
    readers.delegate("one@delegates.example", meeting, 4)
    DraftEdit.objects.create(meeting=meeting, verb="change_contributor", at=LAST_INSTANT)
    Notice.objects.create(publication=latest(meeting), email="a@b.example", language="en")
    return meeting


def test_thirty_days_after_the_meeting_they_are_gone(told: Meeting) -> None:
    before = kept(told)

    erase_due(at=LAST_INSTANT)

    assert min(before) > 0
    assert kept(told) == (0, 0, 0, 0)
    assert Contributor.objects.filter(meeting=told).count() > 0


def test_a_second_before_they_are_there(told: Meeting) -> None:
    before = kept(told)

    assert erase_due(at=LAST_INSTANT - timedelta(seconds=1)) == 0
    assert kept(told) == before
