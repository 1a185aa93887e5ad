"""Other days, fewer days, another zone, impossible days: of a meeting that is being prepared."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from intersessional.accounts.models import User
from registration.mailings.forms.choosing import DayField
from registration.meetings.models import Meeting
from tests.access.actors import signed_in
from tests.desk.test_next_meeting import begin, settle
from tests.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


def made() -> Meeting:
    return Meeting.objects.get(slug="17msp")


def test_a_shorter_meeting_is_begun_after_one_whose_deadlines_lie_on_its_fourth_day(
    ines: Client, meeting: Meeting
) -> None:
    fourth = meeting.ends_at + timedelta(days=2) - timedelta(hours=2)
    Meeting.objects.filter(pk=meeting.pk).update(
        ends_on=meeting.begins_on + timedelta(days=4),
        registration_closes_at=fourth,
        interventions_close_at=fourth,
    )

    answer = begin(ines, ends_on="2018-11-27")

    assert answer.status_code == 302, Page(answer).problems()
    assert made().registration_closes_at == made().ends_at
    assert made().interventions_close_at == made().ends_at


def test_a_meeting_that_is_prepared_moves_to_earlier_days_with_its_deadlines(
    ines: Client, meeting: Meeting
) -> None:
    begin(ines)
    before = made()

    answer = settle(ines, "names", begins_on="2018-11-05", ends_on="2018-11-09")

    assert answer.status_code == 302, Page(answer).problems()
    assert before.registration_closes_at - made().registration_closes_at == timedelta(days=21)


def test_another_zone_keeps_the_hour_by_the_clocks(ines: Client, meeting: Meeting) -> None:
    begin(ines)
    before = made()

    assert settle(ines, "place", time_zone="Asia/Phnom_Penh").status_code == 302

    for name in ("registration_opens_at", "registration_closes_at"):
        was = getattr(before, name).astimezone(before.zone).replace(tzinfo=None)
        now = getattr(made(), name).astimezone(made().zone).replace(tzinfo=None)
        assert was == now
    assert made().registration_last_day == before.registration_last_day


@pytest.mark.parametrize(
    "days",
    [
        {"ends_on": "9999-12-31"},
        {"begins_on": "0001-01-01", "source": ""},
        {"begins_on": "9999-12-31", "ends_on": "9999-12-31", "source": ""},
        {"ends_on": "2081-11-30"},
    ],
)
def test_days_that_no_meeting_has_are_refused_at_the_field(
    ines: Client, meeting: Meeting, days: dict[str, str]
) -> None:
    answer = begin(ines, **days)

    assert answer.status_code == 422
    assert not Meeting.objects.filter(slug="17msp").exists()
    assert ines.get("/desk/meetings/").status_code == 200


def test_the_database_refuses_them_too(meeting: Meeting) -> None:
    for change in ({"ends_on": date(2081, 1, 1)}, {"begins_on": date(1990, 1, 1)}):
        with pytest.raises(IntegrityError, match="meeting_days_"), transaction.atomic():
            Meeting.objects.filter(pk=meeting.pk).update(**change)  # type: ignore[misc]


@pytest.mark.parametrize("typed", ["31.12.9999", "1.1.0001"])
def test_a_day_that_cannot_be_counted_on_is_refused(typed: str) -> None:
    field: Any = DayField(missing="", required=False)

    with pytest.raises(Exception, match="year"):
        field.clean(typed)
    assert field.clean("31.12.2020") == datetime(2020, 12, 31, tzinfo=UTC).date()
