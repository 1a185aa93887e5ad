"""The home page: what, when, where, until when, and what one can do now."""

from datetime import timedelta

import pytest
from django.test import Client

from registration.meetings.models import Meeting
from tests.meetings import without_meetings
from tests.pages import Page, text
from tests.people import CLOSING, LAST_SECOND

pytestmark = pytest.mark.django_db


def words(page: Page) -> str:
    [main] = page.all("main")
    return text(main)


def test_open_it_says_what_when_where_and_until_when(client: Client) -> None:
    page = Page(client.get("/"))

    assert page.heading() == "Intersessional Meetings 7–8 June 2018"
    for fact in (
        "10:00–13:00 and 15:00–18:00",
        "World Meteorological Organization, Geneva",
        "Registration is open",
        "17 days and 15 hours left",
        "It closes at the end of Thursday 31 May 2018 , at midnight in Geneva.",
    ):
        assert fact in words(page)
    assert page.links()["Register"] == "/register/"


def test_the_hours_are_called_indicative(client: Client) -> None:
    assert "indicative times" in words(Page(client.get("/")))


def test_the_dates_are_listed_in_order(client: Client) -> None:
    page = Page(client.get("/"))

    assert [text(term) for term in page.all("dt")] == [
        "Thursday 10 May",
        "Thursday 31 May",
        "Wednesday 6 June",
        "Thursday 7 June",
        "Friday 8 June",
    ]


def test_before_the_opening_it_says_from_when(client: Client, meeting: Meeting, set_clock) -> None:  # type: ignore[no-untyped-def]
    set_clock(meeting.registration_opens_at - timedelta(seconds=1))

    page = Page(client.get("/"))

    assert "Registration is not open yet" in words(page)
    assert "Monday 16 April 2018, 00:00 , Geneva time" in words(page)
    assert "What you can do now" not in words(page)


def test_in_the_last_second_it_is_open(client: Client, set_clock) -> None:  # type: ignore[no-untyped-def]
    set_clock(LAST_SECOND)

    assert "Less than a minute left" in words(Page(client.get("/")))


def test_at_closing_it_offers_the_late_request(client: Client, set_clock) -> None:  # type: ignore[no-untyped-def]
    set_clock(CLOSING)

    page = Page(client.get("/"))

    assert "Registration has closed" in words(page)
    assert page.links()["Send a late request"] == "/register/"


def test_the_visa_hint_follows_the_advised_day(client: Client, meeting: Meeting, set_clock) -> None:  # type: ignore[no-untyped-def]
    def is_late() -> bool:
        return "Late since Friday 11 May" in words(Page(client.get("/")))

    set_clock(CLOSING.replace(month=5, day=10, hour=23, minute=59))
    before = is_late()
    set_clock(CLOSING.replace(month=5, day=11))

    assert (before, is_late()) == (False, True)


def test_without_a_meeting_the_page_stands(client: Client) -> None:
    without_meetings()

    page = Page(client.get("/"))

    assert page.response.status_code == 200
    assert page.heading() == "Intersessional Meetings"


def test_in_french(client: Client) -> None:
    page = Page(client.get("/fr/"))

    assert page.heading() == "Réunions intersessions 7 et 8 juin 2018"
    assert "Organisation météorologique mondiale, Genève" in words(page)
    assert "Il reste 17 jours et 15 heures" in words(page)
    assert "/fr/register/" in page.links().values()


def test_in_spanish(client: Client) -> None:
    page = Page(client.get("/es/"))

    assert page.heading() == "Reuniones entre períodos de sesiones 7 y 8 de junio de 2018"
    assert "Organización Meteorológica Mundial, Ginebra" in words(page)
    assert "/es/register/" in page.links().values()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_page_is_only_read(client: Client, method: str) -> None:
    assert getattr(client, method)("/").status_code == 405
