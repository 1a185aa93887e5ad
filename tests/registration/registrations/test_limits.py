"""How often the form is received: room for a mission of sixty, and an end to it."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from intersessional import codes
from intersessional.outbox.models import Message
from registration.registrations import limits
from registration.registrations.models import Registration
from tests.pages import Page
from tests.people import PAOLA_FORM

pytestmark = pytest.mark.django_db

MISSION = "198.51.100.7"


def send(client: Client, address: str = MISSION, **changes: Any) -> HttpResponse:
    """Send Paola's form with changes, from a network."""
    answers = PAOLA_FORM | {"token": codes.address_token()} | changes
    return client.post("/register/", answers, REMOTE_ADDR=address)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small numbers, so that the end comes soon."""
    monkeypatch.setattr(limits, "OF_MAILBOX", limits.Allowance("register/mailbox", 3, 60))
    monkeypatch.setattr(limits, "OF_NETWORK", limits.Allowance("register/network", 5, 60))


def test_sixty_of_one_mission_come_through_with_one_mailbox(client: Client) -> None:
    answers = [send(client, given_names=f"Paola {n}").status_code for n in range(60)]

    assert set(answers) == {302}
    assert Registration.objects.count() == 60


def test_there_is_room_for_forms_sent_twice() -> None:
    assert limits.OF_MAILBOX.tries >= 2 * 60
    assert limits.OF_NETWORK.tries >= 2 * 60


def test_the_form_comes_back_filled_with_a_sentence_and_a_time(client: Client, few: None) -> None:
    for _ in range(3):
        assert send(client).status_code == 302

    page = Page(send(client, function="Ambassador"))

    assert page.response.status_code == 429
    assert 0 < int(page.response["Retry-After"]) <= 3600
    assert "Please send the form again in 60 minutes" in page.html
    assert page.answers()["function"] == "Ambassador"
    assert page.answers()["family_name"] == PAOLA_FORM["family_name"]
    assert Registration.objects.count() == Message.objects.count() == 3


@pytest.mark.parametrize(
    "spelling",
    ["P.Chavez@Mission.Example", " p.chavez@mission.example ", "p.chàvez@mission.example"],
)
def test_another_spelling_of_the_address_is_the_same(
    client: Client, few: None, spelling: str
) -> None:
    for _ in range(3):
        send(client)

    assert send(client, email=spelling).status_code in {422, 429}
    assert Registration.objects.count() == 3


def test_another_mailbox_has_its_own_room(client: Client, few: None) -> None:
    for _ in range(3):
        send(client)

    assert send(client, email="other@mission.example").status_code == 302


def test_a_network_ends_too_whatever_it_claims(client: Client, few: None) -> None:
    answers = [
        client.post(
            "/register/",
            PAOLA_FORM | {"token": codes.address_token(), "email": f"p{n}@mission.example"},
            REMOTE_ADDR=MISSION,
            headers={"X-Forwarded-For": f"203.0.113.{n}"},
        ).status_code
        for n in range(6)
    ]

    assert answers == [302] * 5 + [429]
    assert send(client, "198.51.100.8", email="z@mission.example").status_code == 302


def test_of_ipv6_the_network_counts_not_the_address(client: Client, few: None) -> None:
    for n in range(5):
        assert send(client, f"2001:db8:0:1::{n}", email=f"p{n}@x.example").status_code == 302

    assert send(client, "2001:db8:0:1:ffff::1", email="p6@x.example").status_code == 429
    assert send(client, "2001:db8:0:2::1", email="p6@x.example").status_code == 302


def test_behind_our_proxy_the_client_counts(client: Client, few: None, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1

    def through(n: int, address: str) -> int:
        answers = PAOLA_FORM | {"token": codes.address_token(), "email": f"p{n}@x.example"}
        header = {"X-Forwarded-For": f"{n}.{n}.{n}.{n}, {address}"}
        return client.post(
            "/register/", answers, REMOTE_ADDR="172.18.0.2", headers=header
        ).status_code

    assert [through(n, MISSION) for n in range(1, 7)] == [302] * 5 + [429]
    assert through(7, "198.51.100.8") == 302


def test_this_machine_is_not_a_network(client: Client, few: None) -> None:
    answers = [send(client, "127.0.0.1", email=f"p{n}@x.example").status_code for n in range(7)]

    assert answers == [302] * 7


def test_a_form_with_errors_costs_nothing(client: Client, few: None) -> None:
    for _ in range(6):
        assert send(client, days=[]).status_code == 422

    assert send(client).status_code == 302
