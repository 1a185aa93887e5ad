"""What a letter for a visa promises is settled by an officer who has seen the particulars."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.embedded.sink import Sink
from intersessional.outbox.models import Message
from registration.letters.models import Letter
from registration.registrations import operations
from registration.registrations.models import Registration, TravelDocument
from registration.registrations.travel import Terms
from tests.access.actors import signed_in
from tests.pages import Page
from tests.people import (
    OLENA,
    ON_14_MAY,
    TRAVELLER,
    enter_passport,
    receive,
    traveller,
    visa_officer,
)
from tests.registration.letters.test_visas import LIST, deliver, fresh, text_of_letter

pytestmark = pytest.mark.django_db

# She comes on the day of the bilaterals, too.
EARLY = replace(TRAVELLER, days=(date(2018, 6, 6), *TRAVELLER.days))
NEUTRAL = "This letter is not a declaration of sponsorship"
SPONSORED = "sponsorship programme of the Convention"


@pytest.fixture
def vera() -> User:
    """The visa officer."""
    return visa_officer()


@pytest.fixture
def office(vera: User) -> Client:
    """Her browser."""
    return signed_in(vera)


def wishing(by: User, details: Any = EARLY, **passport: Any) -> Registration:
    """Somebody confirmed who says that the sponsorship programme pays."""
    said = {"payer_kind": "sponsorship", "payer": ""} | passport
    registration = traveller(details, **said)
    operations.confirm(registration, by=by, at=ON_14_MAY)
    return fresh(registration)


def page_of(registration: Registration) -> str:
    return f"{LIST}{registration.pk}/change/"


def order_path(registration: Registration) -> str:
    return f"{LIST}{registration.receipt_number}/order/"


def issue(office: Client, registration: Registration, **changes: str) -> str:
    """Issue the letter as the form proposes it, but for the changes; return its text."""
    answers = Page(office.get(page_of(registration))).answers()
    answered = office.post(order_path(registration), answers | changes)
    assert answered.status_code == 302
    deliver()
    [letter] = Letter.objects.filter(kind="visa", state="valid")
    return text_of_letter(letter.content).replace("\xa0", " ")


def test_a_sponsorship_that_somebody_wishes_is_not_printed(
    sink: Sink, vera: User, office: Client
) -> None:
    registration = wishing(vera)

    text = issue(office, registration)

    assert NEUTRAL in text
    assert "ne vaut pas prise en charge" in text
    assert SPONSORED not in text
    assert "parrainage" not in text


def test_a_sponsorship_that_an_officer_confirms_is_printed(
    sink: Sink, vera: User, office: Client
) -> None:
    registration = wishing(vera)

    text = issue(office, registration, payer_kind="sponsorship")

    assert SPONSORED in text
    assert NEUTRAL not in text
    entry = AuditEntry.objects.get(verb="order_visa_letter")
    assert entry.by == vera
    assert entry.values_changed.after == {"costs": "sponsorship", "bilaterals": False}


def test_the_form_shows_costs_stay_and_post_and_proposes_no_sponsorship(
    vera: User, office: Client
) -> None:
    registration = wishing(vera)

    page = Page(office.get(page_of(registration)))

    shown = page.html[: page.html.index("Issue letter for a visa")].replace("\xa0", " ")
    for said in ("The sponsorship programme", "5 June 2018", "9 June 2018", "Embajadópolis"):
        assert said in shown
    assert page.answers()["payer_kind"] == ["unsettled"]
    assert "is_invited" not in page.answers()
    assert "choose it only if it was granted" in shown


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"version": "1"},
        {"version": "1", "payer_kind": "president"},
        {"version": "x", "payer_kind": "person"},
        {"version": "1", "payer_kind": "organisation", "payer": ""},
        {"version": "1", "payer_kind": "organisation", "payer": "a\u202eb"},
    ],
)
def test_whoever_has_settled_nothing_finds_the_form(
    vera: User, office: Client, answers: dict[str, str]
) -> None:
    registration = wishing(vera)

    response = office.post(order_path(registration), answers)

    assert response.status_code == 422
    assert "The letter was not issued:" in response.content.decode()
    assert Message.objects.filter(kind="visa_letter_ready").count() == 0
    assert TravelDocument.objects.get().terms is None
    assert not AuditEntry.objects.filter(verb="order_visa_letter").exists()


def test_no_button_issues_without_the_form(vera: User, office: Client) -> None:
    registration = wishing(vera)

    change = office.get(f"/admin/registrations/registration/{registration.pk}/change/")
    listed = office.get(LIST)

    for response in (change, listed):
        html = response.content.decode()
        assert f'href="{page_of(registration)}#issue"' in html
        assert "/order/" not in html


def test_what_was_corrected_meanwhile_is_looked_at_first(vera: User, office: Client) -> None:
    registration = wishing(vera)
    answers = Page(office.get(page_of(registration))).answers() | {"payer_kind": "sponsorship"}
    enter_passport(registration, version=1, post_city="Loja", payer_kind="sponsorship", payer="")

    refused = office.post(order_path(registration), answers)

    page = Page(refused)
    assert refused.status_code == 409
    assert "Loja" in page.html
    assert page.answers()["payer_kind"] == ["sponsorship"]
    assert page.answers()["version"] == "2"
    assert not Message.objects.filter(kind="visa_letter_ready").exists()
    assert office.post(order_path(registration), page.answers()).status_code == 302
    assert TravelDocument.objects.get().terms == Terms(payer_kind="sponsorship")


def test_a_sponsorship_granted_later_makes_another_letter(
    sink: Sink, vera: User, office: Client
) -> None:
    registration = wishing(vera)
    issue(office, registration)

    text = issue(office, registration, payer_kind="sponsorship")
    issue(office, registration)

    assert SPONSORED in text
    letters = Letter.objects.filter(kind="visa").order_by("version")
    assert list(letters.values_list("state", flat=True)) == ["replaced", "valid"]


def test_who_says_something_else_of_the_costs_has_them_settled_anew(
    sink: Sink, vera: User, office: Client
) -> None:
    registration = wishing(vera)
    answers = Page(office.get(page_of(registration))).answers() | {"payer_kind": "sponsorship"}
    office.post(order_path(registration), answers)
    enter_passport(registration, version=1, payer_kind="person", payer="")

    deliver()

    assert not Letter.objects.filter(kind="visa").exists()
    assert TravelDocument.objects.get().terms is None
    assert Page(office.get(page_of(registration))).answers()["payer_kind"] == ["person"]
    assert "to be issued" in office.get(LIST).content.decode()


@pytest.mark.parametrize("invited", [False, True])
def test_the_bilaterals_are_named_to_whoever_is_invited_only(
    sink: Sink, vera: User, office: Client, invited: bool
) -> None:
    registration = wishing(vera)
    assert (
        "Invited to a bilateral on 6\xa0June\xa02018"
        in office.get(page_of(registration)).content.decode()
    )

    text = issue(office, registration, **({"is_invited": "on"} if invited else {}))

    assert ("Bilateral meetings 6 June 2018" in text) == invited
    assert ("sur invitation de la présidence" in text) == invited


def test_whoever_does_not_come_that_day_cannot_be_invited_by_hand(
    sink: Sink, vera: User, office: Client
) -> None:
    registration = wishing(vera, TRAVELLER)

    text = issue(office, registration, is_invited="on")

    assert "is_invited" not in Page(office.get(page_of(registration))).answers()
    assert "Bilateral" not in text


OLENA_TRAVELS = replace(OLENA, wants_visa_letter=True)


def test_a_name_in_another_script_is_printed_as_in_the_passport(
    sink: Sink, vera: User, office: Client
) -> None:
    names = {"latin_family_name": "Kovalchuk", "latin_given_names": "Olena"}
    registration = wishing(vera, OLENA_TRAVELS, **names)

    text = issue(office, registration)

    assert "KOVALCHUK (КОВАЛЬЧУК)" in text
    assert "Olena (Олена)" in text


def test_a_letter_that_nobody_can_compare_is_not_issued(vera: User, office: Client) -> None:
    registration = wishing(vera, OLENA_TRAVELS)
    answers = Page(office.get(page_of(registration))).answers()

    page = office.post(order_path(registration), answers, follow=True).content.decode()

    assert "The name is not in Latin letters." in page
    assert not Message.objects.filter(kind="visa_letter_ready").exists()
    assert TravelDocument.objects.get().terms is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries(
    vera: User, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        details = replace(EARLY, family_name=f"Chávez{number}", email=f"{number}@m.example")
        registration = traveller(details)
    receive(OLENA)
    office = signed_in(vera)

    with django_assert_num_queries(14):
        office.get(page_of(registration))
