"""The meeting: its days, which one is current, and the order that the database keeps."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from registration.meetings.models import Meeting
from tests.meetings import without_meetings
from tests.people import CLOSING, GENEVA, ON_14_MAY

pytestmark = pytest.mark.django_db


def next_year(meeting: Meeting, **changes: object) -> Meeting:
    """Write the meeting of a year later."""
    a_year = timedelta(days=365)
    fields: dict[str, object] = {
        "slug": "2019",
        "code": "IM19",
        "title_en": meeting.title_en,
        "begins_on": meeting.begins_on + a_year,
        "ends_on": meeting.ends_on + a_year,
        "venue_en": meeting.venue_en,
        "street": meeting.street,
        "city_en": meeting.city_en,
        "country_en": meeting.country_en,
        "contact_email": meeting.contact_email,
        "registration_opens_at": meeting.registration_opens_at + a_year,
        "registration_closes_at": meeting.registration_closes_at + a_year,
    }
    return Meeting.objects.create(**(fields | changes))


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("meeting_begins_before_it_ends", {"begins_on": date(2018, 6, 9)}),
        (
            "meeting_days_are_of_this_time",
            {"begins_on": date(1996, 12, 31), "ends_on": date(1997, 1, 1), "bilaterals_on": None},
        ),
        (
            "meeting_days_are_of_this_time",
            {"begins_on": date(2101, 1, 1), "ends_on": date(2101, 1, 1)},
        ),
        ("meeting_days_are_a_month_at_most", {"begins_on": date(2018, 5, 8)}),
        ("meeting_is_open_before_it_is_current", {"is_set_current": True, "stage": "rehearsing"}),
        ("meeting_stage_is_known", {"stage": "over"}),
        ("meeting_reminders_are_days_apart", {"reminder_interval_days": 0}),
        ("meeting_statements_take_time", {"point_of_order_minutes": 0}),
        ("meeting_statements_take_time", {"reply_minutes": 0}),
        ("meeting_hours_in_order", {"morning_begins": time(13)}),
        ("meeting_hours_in_order", {"morning_ends": time(15, 1)}),
        ("meeting_hours_in_order", {"afternoon_ends": time(15)}),
        ("meeting_registration_opens_before_it_closes", {"registration_opens_at": CLOSING}),
        (
            "meeting_registration_closes_before_the_end",
            {"registration_closes_at": datetime(2018, 6, 9, 12, tzinfo=GENEVA)},
        ),
        ("meeting_visa_advice_before_the_meeting", {"visa_advised_on": date(2018, 6, 7)}),
        ("meeting_bilaterals_by_the_last_day", {"bilaterals_on": date(2018, 6, 9)}),
        (
            "meeting_requests_close_by_the_end",
            {"interventions_close_at": datetime(2018, 6, 9, 12, tzinfo=GENEVA)},
        ),
    ],
)
def test_dates_out_of_order_are_refused_by_name(
    meeting: Meeting, constraint: str, changes: dict[str, object]
) -> None:
    before = Meeting.objects.values().get()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**changes)

    assert Meeting.objects.values().get() == before


@pytest.mark.parametrize(
    "changes",
    [
        {"begins_on": date(2018, 6, 8)},
        {"bilaterals_on": date(2018, 6, 8)},
        {"visa_advised_on": date(2018, 6, 6)},
        {"visa_advised_on": None, "bilaterals_on": None, "interventions_close_at": None},
    ],
)
def test_dates_at_the_edge_are_kept(meeting: Meeting, changes: dict[str, object]) -> None:
    assert Meeting.objects.filter(pk=meeting.pk).update(**changes) == 1


def test_every_named_constraint_is_tried() -> None:
    [tried] = test_dates_out_of_order_are_refused_by_name.pytestmark

    names = {name for name, _changes in tried.args[1]}

    assert {c.name for c in Meeting._meta.constraints} - names == {
        "meeting_only_one_is_set_current"
    }


def test_only_one_meeting_can_be_set_current(meeting: Meeting) -> None:
    Meeting.objects.update(is_set_current=True)

    with (
        pytest.raises(IntegrityError, match="meeting_only_one_is_set_current"),
        transaction.atomic(),
    ):
        next_year(meeting, is_set_current=True)

    assert Meeting.objects.count() == 1


def test_the_form_says_in_words_what_the_constraint_refuses(meeting: Meeting) -> None:
    meeting.begins_on = date(2018, 6, 9)
    meeting.bilaterals_on = None

    with pytest.raises(ValidationError) as refusal:
        meeting.full_clean()

    assert refusal.value.messages == ["The last day is before the first."]


def test_a_zone_that_is_none_is_refused(meeting: Meeting) -> None:
    meeting.time_zone = "Europe/Nowhere"

    with pytest.raises(ValidationError) as refusal:
        meeting.full_clean()

    assert refusal.value.messages == ["“Europe/Nowhere” is not a time zone such as Europe/Zurich."]


def test_the_next_meeting_is_current_until_its_last_day_is_over(meeting: Meeting) -> None:
    following = next_year(meeting)
    over = datetime(2018, 6, 9, tzinfo=GENEVA)

    assert Meeting.objects.current(ON_14_MAY) == meeting
    assert Meeting.objects.current(over - timedelta(seconds=1)) == meeting
    assert Meeting.objects.current(over) == following


def test_after_the_last_meeting_it_stays_current(meeting: Meeting) -> None:
    assert Meeting.objects.current(datetime(2030, 1, 1, tzinfo=GENEVA)) == meeting


def test_staff_may_set_the_current_meeting(meeting: Meeting) -> None:
    following = next_year(meeting, is_set_current=True)

    assert Meeting.objects.current(ON_14_MAY) == following


def test_without_meetings_none_is_current() -> None:
    without_meetings()

    assert Meeting.objects.current(ON_14_MAY) is None


def test_days_are_those_of_the_meeting_and_the_bilaterals_can_be_attended(
    meeting: Meeting,
) -> None:
    assert meeting.days == [date(2018, 6, 7), date(2018, 6, 8)]
    assert meeting.days_to_attend == [date(2018, 6, 6), date(2018, 6, 7), date(2018, 6, 8)]


def test_the_last_day_of_registration_is_31_may(meeting: Meeting) -> None:
    assert meeting.registration_closes_at == CLOSING
    assert meeting.registration_last_day == date(2018, 5, 31)


def test_the_last_day_of_registration_is_meant_in_the_meetings_zone(meeting: Meeting) -> None:
    meeting.time_zone = "Pacific/Auckland"

    assert meeting.registration_last_day == date(2018, 6, 1)
