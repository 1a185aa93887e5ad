"""The calendar file, read by two programs that did not write it."""

from datetime import UTC, datetime

import pytest
import vobject
from django.test import Client
from django.utils import translation
from icalendar import Calendar

from registration.meetings.calendar import calendar_for
from registration.meetings.models import Meeting
from tests.people import GENEVA

pytestmark = pytest.mark.django_db

STAMP = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SITTINGS = [
    (datetime(2018, 6, 7, 8, tzinfo=UTC), datetime(2018, 6, 7, 11, tzinfo=UTC)),
    (datetime(2018, 6, 7, 13, tzinfo=UTC), datetime(2018, 6, 7, 16, tzinfo=UTC)),
    (datetime(2018, 6, 8, 8, tzinfo=UTC), datetime(2018, 6, 8, 11, tzinfo=UTC)),
    (datetime(2018, 6, 8, 13, tzinfo=UTC), datetime(2018, 6, 8, 16, tzinfo=UTC)),
]


def test_icalendar_reads_four_sittings_at_the_right_instants(meeting: Meeting) -> None:
    calendar = Calendar.from_ical(calendar_for(meeting, stamp=STAMP))

    events = calendar.walk("VEVENT")

    assert [
        (e["DTSTART"].dt.astimezone(UTC), e["DTEND"].dt.astimezone(UTC)) for e in events
    ] == SITTINGS
    assert {e["DTSTAMP"].dt for e in events} == {STAMP}


def test_vobject_reads_the_same(meeting: Meeting) -> None:
    calendar = vobject.readOne(calendar_for(meeting, stamp=STAMP).decode())

    events = calendar.vevent_list

    assert [
        (e.dtstart.value.astimezone(UTC), e.dtend.value.astimezone(UTC)) for e in events
    ] == SITTINGS
    assert {e.location.value for e in events} == {
        "World Meteorological Organization, Avenue de la Paix 7bis, 1211 Geneva, Switzerland"
    }
    assert {e.summary.value for e in events} == {"Intersessional Meetings"}


def test_the_rules_of_the_zone_travel_along(meeting: Meeting) -> None:
    calendar = Calendar.from_ical(calendar_for(meeting, stamp=STAMP))

    [zone] = calendar.walk("VTIMEZONE")

    assert zone["TZID"] == "Europe/Zurich"
    assert {e["DTSTART"].params["TZID"] for e in calendar.walk("VEVENT")} == {"Europe/Zurich"}


def test_a_later_file_replaces_and_does_not_double(meeting: Meeting) -> None:
    def uids(stamp: datetime) -> list[str]:
        calendar = Calendar.from_ical(calendar_for(meeting, stamp=stamp))
        return [str(event["UID"]) for event in calendar.walk("VEVENT")]

    first, later = uids(STAMP), uids(datetime.now(UTC))

    assert first == later
    assert len(set(first)) == 4


def test_the_same_stamp_gives_the_same_bytes(meeting: Meeting) -> None:
    assert calendar_for(meeting, stamp=STAMP) == calendar_for(meeting, stamp=STAMP)


def test_the_file_speaks_the_readers_language(meeting: Meeting) -> None:
    with translation.override("fr"):
        calendar = Calendar.from_ical(calendar_for(meeting, stamp=STAMP))

    events = calendar.walk("VEVENT")

    assert {str(e["SUMMARY"]) for e in events} == {"Réunions intersessions"}
    assert {str(e["LOCATION"]) for e in events} == {
        "Organisation météorologique mondiale, Avenue de la Paix 7bis, 1211 Genève, Suisse"
    }


def test_special_signs_in_titles_survive(meeting: Meeting) -> None:
    meeting.title_en = "Meetings; of all, kinds \\ and\nlines"

    content = calendar_for(meeting, stamp=STAMP)

    [*_, event] = Calendar.from_ical(content).walk("VEVENT")
    assert str(event["SUMMARY"]) == meeting.title_en
    assert vobject.readOne(content.decode()).vevent.summary.value == meeting.title_en


def test_the_address_serves_a_file_to_keep(client: Client, meeting: Meeting) -> None:
    response = client.get("/meeting.ics", {"lang": "es"})

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="IM18.ics"'
    event = Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == "Reuniones entre períodos de sesiones"
    assert event["DTSTART"].dt == datetime(2018, 6, 7, 10, tzinfo=GENEVA)
    assert event["URL"] == "http://testserver/es/"


@pytest.mark.parametrize("language", ["", "de", "../en", "\ufffd"])
def test_an_unknown_language_gets_english(client: Client, meeting: Meeting, language: str) -> None:
    response = client.get("/meeting.ics", {"lang": language})

    event = Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == "Intersessional Meetings"


def test_the_file_of_a_meeting_that_is_none_is_absent(client: Client) -> None:
    assert client.get("/m/1999/meeting.ics").status_code == 404
