"""How to report a fault: the page for people, and the file for programs."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from tests.pages import Page

pytestmark = pytest.mark.django_db

FILE, PAGE = "/.well-known/security.txt", "/security/"


def fields(client: Client) -> dict[str, str]:
    lines = client.get(FILE).content.decode().splitlines()
    return {name: value for name, _, value in (line.partition(": ") for line in lines)}


def test_the_file_says_all_that_the_standard_wants(client: Client) -> None:
    answer = client.get(FILE)

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert fields(client) | {"Expires": ""} == {
        "Contact": "mailto:isu@apminebanconvention.org",
        "Expires": "",
        "Preferred-Languages": "en, fr, es",
        "Canonical": f"{settings.BASE_URL}/.well-known/security.txt",
        "Policy": f"{settings.BASE_URL}/security/",
    }


@pytest.mark.parametrize(
    "day", [datetime(2026, 2, 28, 23, 59, tzinfo=UTC), datetime(2031, 7, 1, tzinfo=UTC)]
)
def test_it_ends_within_a_year_by_real_time(client: Client, day: datetime) -> None:
    with time_machine.travel(day, tick=False):
        ends_at = datetime.fromisoformat(fields(client)["Expires"])

    assert timedelta(days=30) < ends_at - day <= timedelta(days=365)


@pytest.mark.parametrize(
    ("setting", "contact", "shown"),
    [
        ("mailto:security@isu.example", "mailto:security@isu.example", "security@isu.example"),
        ("https://isu.example/report", "https://isu.example/report", "https://isu.example/report"),
    ],
)
def test_the_contact_is_a_setting(
    client: Client, settings: Any, setting: str, contact: str, shown: str
) -> None:
    settings.SECURITY_CONTACT = setting

    page = client.get(PAGE).content.decode()

    assert fields(client)["Contact"] == contact
    assert f'<a href="{contact}">{shown}</a>' in page


@pytest.mark.parametrize("language", ["", "/fr", "/es"])
def test_the_page_is_there_in_each_language(client: Client, language: str) -> None:
    page = client.get(language + PAGE)

    assert page.status_code == 200
    assert Page(page).heading()


def test_the_notice_on_personal_data_leads_there(client: Client) -> None:
    assert f'href="{PAGE}"' in client.get("/privacy/").content.decode()
    assert 'href="/fr/security/"' in client.get("/fr/privacy/").content.decode()


def test_nothing_is_sent_there(client: Client) -> None:
    assert [client.post(path).status_code for path in (FILE, PAGE)] == [405, 405]
