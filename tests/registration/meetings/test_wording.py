"""Dates, hours and spans of time in the reader's words."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from registration.meetings import wording
from tests.people import CLOSING, GENEVA, ON_14_MAY


def plain(text: str) -> str:
    """Return a text with ordinary spaces."""
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("language", "first", "last", "text"),
    [
        ("en", date(2018, 6, 7), date(2018, 6, 8), "7–8 June 2018"),
        ("fr", date(2018, 6, 7), date(2018, 6, 8), "7 et 8 juin 2018"),
        ("es", date(2018, 6, 7), date(2018, 6, 8), "7 y 8 de junio de 2018"),
        ("en", date(2018, 6, 7), date(2018, 6, 7), "7 June 2018"),
        ("en", date(2018, 6, 30), date(2018, 7, 1), "30 June 2018 to 1 July 2018"),
        ("en", date(2018, 12, 31), date(2019, 1, 1), "31 December 2018 to 1 January 2019"),
    ],
)
def test_a_run_of_days(language: str, first: date, last: date, text: str) -> None:
    with translation.override(language):
        assert plain(wording.dates_text(first, last)) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Thursday 7 June, Friday 8 June"),
        ("fr", "jeudi 7 juin, vendredi 8 juin"),
        ("es", "jueves 7 de junio, viernes 8 de junio"),
    ],
)
def test_chosen_days(language: str, text: str) -> None:
    with translation.override(language):
        assert plain(wording.days_text([date(2018, 6, 7), date(2018, 6, 8)])) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "10:00–13:00 and 15:00–18:00"),
        ("fr", "de 10 h 00 à 13 h 00 et de 15 h 00 à 18 h 00"),
        ("es", "de 10:00 a 13:00 y de 15:00 a 18:00"),
    ],
)
def test_the_hours_of_a_day(language: str, text: str) -> None:
    with translation.override(language):
        assert plain(wording.hours_text(time(10), time(13), time(15), time(18))) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "17 days and 15 hours left"),
        ("fr", "il reste 17 jours et 15 heures"),
        ("es", "tiempo restante: 17 días y 15 horas"),
    ],
)
def test_the_time_left_in_each_language(language: str, text: str) -> None:
    with translation.override(language):
        assert plain(wording.time_left(CLOSING - ON_14_MAY)) == text


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (CLOSING - ON_14_MAY, "17 days and 15 hours left"),
        (timedelta(days=2), "2 days left"),
        (timedelta(days=1, minutes=59), "1 day left"),
        (timedelta(days=1, hours=1), "1 day and 1 hour left"),
        (timedelta(hours=23, minutes=59, seconds=59), "23 hours and 59 minutes left"),
        (timedelta(hours=1), "1 hour left"),
        (timedelta(minutes=2), "2 minutes left"),
        (timedelta(minutes=1), "1 minute left"),
        (timedelta(seconds=59), "less than a minute left"),
        (timedelta(microseconds=1), "less than a minute left"),
        (timedelta(0), ""),
        (timedelta(seconds=-1), ""),
    ],
)
def test_the_time_left_tells_its_two_largest_units(left: timedelta, text: str) -> None:
    assert wording.time_left(left) == text


@pytest.mark.parametrize(
    ("zone", "at", "text"),
    [
        (GENEVA, ON_14_MAY, "CEST, UTC+2"),
        (GENEVA, datetime(2018, 12, 1, tzinfo=GENEVA), "CET, UTC+1"),
        (ZoneInfo("Asia/Kathmandu"), ON_14_MAY, "+0545, UTC+5.75"),
        (ZoneInfo("UTC"), ON_14_MAY, "UTC, UTC+0"),
        (ZoneInfo("America/New_York"), ON_14_MAY, "EDT, UTC-4"),
    ],
)
def test_a_zone_is_named_with_its_offset(zone: ZoneInfo, at: datetime, text: str) -> None:
    assert wording.zone_note(zone, at) == text
