"""French dates: the first of a month is the 1er, all others are plain numbers."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format

from registration.meetings.wording import dates_text

FIRST, SECOND = date(2018, 6, 1), date(2018, 6, 2)


@pytest.mark.parametrize(
    ("language", "format_", "first", "second"),
    [
        ("fr", "DATE_FORMAT", "1er juin 2018", "2 juin 2018"),
        ("fr", "FULL_DATE_FORMAT", "vendredi 1er juin 2018", "samedi 2 juin 2018"),
        ("fr", "DAY_MONTH_FORMAT", "vendredi 1er juin", "samedi 2 juin"),
        ("en", "DATE_FORMAT", "1 June 2018", "2 June 2018"),
        ("es", "DATE_FORMAT", "1 de junio de 2018", "2 de junio de 2018"),
        ("en", "jS", "1st", "2nd"),
    ],
)
def test_the_first_of_a_month(language: str, format_: str, first: str, second: str) -> None:
    with translation.override(language):
        found = [date_format(day, format_).replace("\xa0", " ") for day in (FIRST, SECOND)]

    assert found == [first, second]


def test_a_run_of_days_from_the_first() -> None:
    with translation.override("fr"):
        text = dates_text(FIRST, SECOND).replace("\xa0", " ")

    assert "1er" in text
    assert text.endswith("2 juin 2018")
