"""A focal point neither reads nor changes the gender that somebody has answered; see decision 0016."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from registration.registrations.models import Registration
from tests.access.actors import signed_in
from tests.desk.test_delegation import browser_of
from tests.pages import Page
from tests.people import PAOLA, PAOLA_FORM, focal_point, isu_staff, receive

pytestmark = pytest.mark.django_db

PAGE = "/delegation/ec/"
QUESTION = "It shows whether women and men take part equally."


@pytest.fixture
def paola() -> Registration:
    """Paola's registration, with her answer."""
    return receive(replace(PAOLA, gender="unsaid"))


def address(registration: Registration, act: str = "amend") -> str:
    return f"/registrations/{registration.receipt_number}/{act}/"


def test_a_focal_point_does_not_read_it(paola: Registration) -> None:
    felix = browser_of(focal_point())
    pages = [
        PAGE,
        address(paola),
        address(paola, "withdraw"),
        f"{PAGE}{paola.receipt_number}/answer/",
    ]

    for page in pages:
        text = felix.get(page).content.decode()
        assert "prefer not to say" not in text
        assert "gender" not in text.lower()


def test_a_focal_point_does_not_change_it(paola: Registration) -> None:
    felix = browser_of(focal_point())
    form = Page(felix.get(address(paola))).answers() | {"function": "Envoy", "gender": "man"}

    assert felix.post(address(paola), form).status_code == 302

    paola.refresh_from_db()
    assert (paola.function, paola.gender) == ("Envoy", "unsaid")


def test_a_conflict_shows_it_to_no_focal_point(paola: Registration) -> None:
    felix = browser_of(focal_point())
    form = Page(felix.get(address(paola))).answers() | {"function": "Envoy"}
    Registration.objects.update(version=2, gender="woman", function="Minister")

    answer = felix.post(address(paola), form)

    assert answer.status_code == 409
    assert "Minister" in answer.content.decode()
    assert "Woman" not in answer.content.decode()
    # Sent again on top of it, the newer answer stays.
    felix.post(address(paola), Page(answer).answers())
    paola.refresh_from_db()
    assert (paola.function, paola.gender) == ("Envoy", "woman")


@pytest.mark.parametrize("who", ["the person", "the staff"])
def test_the_person_and_the_staff_keep_it(paola: Registration, who: str) -> None:
    person = User.objects.get_or_create(email=paola.email)[0]
    browser: Client = browser_of(person) if who == "the person" else signed_in(isu_staff())
    form: dict[str, Any] = Page(browser.get(address(paola))).answers()
    assert form["gender"] == ["unsaid"]

    browser.post(address(paola), form | {"gender": "woman"})

    paola.refresh_from_db()
    assert paola.gender == "woman"


def test_whom_a_focal_point_registers_it_may_say_it_of() -> None:
    felix = browser_of(focal_point())
    assert QUESTION in felix.get(f"{PAGE}add/").content.decode()

    felix.post(f"{PAGE}add/", PAOLA_FORM | {"token": "A" * 22, "gender": "woman"})

    one = Registration.objects.get()
    assert one.gender == "woman"
    assert QUESTION not in felix.get(address(one)).content.decode()
