"""Meetings in the admin site: the zone of their deadlines, and registrations that go on meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from intersessional.audit.models import AuditEntry
from registration.meetings.models import Meeting
from tests.pages import Page
from tests.people import administrator, receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client, settings) -> Client:  # type: ignore[no-untyped-def]
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(administrator())
    return client


@pytest.fixture
def elsewhere(meeting: Meeting) -> Meeting:
    """A meeting in Phnom Penh, seven hours before UTC's noon."""
    other = Meeting.objects.get(pk=meeting.pk)
    other.pk, other.slug, other.code = None, "2019", "IM19"
    other.time_zone = "Asia/Phnom_Penh"
    other.registration_closes_at = datetime(2018, 5, 31, 17, tzinfo=UTC)
    other.save()
    return other


def address(meeting: Meeting) -> str:
    return f"/admin/meetings/meeting/{meeting.pk}/change/"


def test_saving_a_meeting_unchanged_changes_nothing(office: Client, elsewhere: Meeting) -> None:
    before = list(Meeting.objects.order_by("pk").values())

    for meeting in Meeting.objects.all():
        office.get("/m/2019/")
        answers = Page(office.get(address(meeting))).answers()
        assert office.post(address(meeting), answers).status_code == 302

    assert list(Meeting.objects.order_by("pk").values()) == before


def test_deadlines_are_shown_in_the_zone_of_the_very_meeting(
    office: Client, meeting: Meeting, elsewhere: Meeting
) -> None:
    shown = [
        Page(office.get(address(each))).answers()["registration_closes_at_1"]
        for each in (meeting, elsewhere)
    ]

    assert shown == ["00:00:00", "00:00:00"]


def test_registrations_go_on_while_a_meeting_is_saved(office: Client, meeting: Meeting) -> None:
    stale = Meeting.objects.get(pk=meeting.pk)
    receive()
    stale.title_en = "Other title"
    stale.save(update_fields=["title_en"])

    answers = Page(office.get(address(meeting))).answers() | {"title_en": "Third title"}
    receive()
    assert office.post(address(meeting), answers).status_code == 302
    receive()

    meeting.refresh_from_db()
    assert (meeting.title_en, meeting.last_receipt) == ("Third title", 3)


def test_registration_may_close_at_the_end_of_the_last_day_and_no_later(
    office: Client, meeting: Meeting, elsewhere: Meeting
) -> None:
    for each in (meeting, elsewhere):
        each.registration_closes_at = each.ends_at
        each.full_clean()
        each.save()

        answers = Page(office.get(address(each))).answers()
        late = (each.ends_at + timedelta(minutes=1)).astimezone(each.zone)
        answers["registration_closes_at_1"] = f"{late:%H:%M:%S}"
        page = office.post(address(each), answers)

        assert page.status_code == 200
        assert "Registration closes after the last day." in page.content.decode()


def test_a_changed_meeting_is_on_record(office: Client, meeting: Meeting) -> None:
    answers = Page(office.get(address(meeting))).answers()

    office.post(address(meeting), answers | {"title_en": "Third title"})
    office.post(address(meeting), answers | {"title_en": "Third title"})

    [entry] = AuditEntry.objects.filter(subject_type="meetings.meeting")
    assert (entry.verb, entry.values_changed.after) == ("edit", {"title_en": "Third title"})


def test_what_is_not_open_is_not_made_the_current_one(office: Client, elsewhere: Meeting) -> None:
    """The constraint rests on its stage, which the page shows and does not ask."""
    Meeting.objects.filter(pk=elsewhere.pk).update(stage="preparing")
    answers = Page(office.get(address(elsewhere))).answers() | {"is_set_current": "on"}
    new = answers | {"slug": "2020", "code": "IM20"}

    refused = office.post(address(elsewhere), answers)
    refused_anew = office.post("/admin/meetings/meeting/add/", new)

    for page in (refused, refused_anew):
        assert "A meeting that is not open cannot be the current one." in Page(page).html
    assert not Meeting.objects.filter(is_set_current=True).exists()
    Meeting.objects.filter(pk=elsewhere.pk).update(stage="open")
    assert office.post(address(elsewhere), answers).status_code == 302
