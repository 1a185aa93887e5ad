"""Issuing letters: once per version, the same for all who ask, and what the public may learn."""

from threading import Barrier

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from intersessional import codes
from intersessional.accounts.models import User
from registration.letters.issuing import confirmation_facts, issue_confirmation
from registration.letters.models import Letter
from registration.registrations import operations
from registration.registrations.emails import registration_of
from registration.registrations.models import Registration
from tests.own_database import at_once
from tests.pages import Page
from tests.people import ON_14_MAY, PAOLA, isu_staff, receive


def confirmed() -> Registration:
    user = User.objects.filter(email="ines@isu.example").first() or isu_staff()
    return operations.confirm(receive(), by=user, at=ON_14_MAY)


def a_letter(registration: Registration, **fields: object) -> Letter:
    """Write a letter without printing it."""
    given = {
        "kind": "confirmation",
        "meeting": registration.meeting,
        "registration": registration,
        "version": registration.version,
        "language": "en",
        "issued_on": ON_14_MAY.date(),
        "template_version": "t",
        "facts": {},
        "sha256": "0" * 64,
        "pdf": b"%PDF-",
    }
    return Letter.objects.create(**(given | fields))


def fresh(registration: Registration) -> Registration:
    from types import SimpleNamespace

    return registration_of(SimpleNamespace(about_id=registration.pk))  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_second_request_returns_the_first_letter() -> None:
    registration = fresh(confirmed())

    first, second = (issue_confirmation(registration, language="en") for _ in range(2))

    assert first == second
    assert bytes(first.pdf) == bytes(second.pdf)


@pytest.mark.django_db
def test_a_new_version_replaces_the_earlier_letter() -> None:
    registration = confirmed()
    a_letter(registration)
    Registration.objects.update(version=3, family_name="Nueva")

    issue_confirmation(fresh(registration), language="en")

    assert list(Letter.objects.order_by("version").values_list("version", "state")) == [
        (2, "replaced"),
        (3, "valid"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("letter_once_per_version", {"state": "replaced"}),
        ("letter_one_valid_of_a_kind", {"version": 3}),
    ],
)
def test_two_letters_for_one_are_refused(constraint: str, fields: dict[str, object]) -> None:
    registration = confirmed()
    a_letter(registration)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        a_letter(registration, **fields)

    assert Letter.objects.count() == 1


def test_who_asks_at_the_same_time_waits_for_the_one_letter(transactional_db: None) -> None:
    registration = confirmed()
    together = Barrier(4)

    def ask() -> str:
        together.wait(30)
        return issue_confirmation(fresh(registration), language="en").sha256

    assert len(set(at_once(4, ask))) == 1
    assert Letter.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "word"), [("valid", "Valid"), ("replaced", "Replaced"), ("withdrawn", "Withdrawn")]
)
def test_the_code_tells_the_state_and_nothing_else(client: Client, state: str, word: str) -> None:
    registration = confirmed()
    letter = a_letter(registration, state=state)

    response = client.get(f"/letters/verify/{letter.code}/")

    html = response.content.decode()
    assert response.status_code == 200
    assert f">{word}</span>" in html
    for secret in (PAOLA.family_name, PAOLA.email, "Ecuador", registration.receipt_number):
        assert secret not in html
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_code_may_be_typed_in_small_letters(client: Client) -> None:
    letter = a_letter(confirmed())

    assert client.get(f"/letters/verify/{letter.code.lower()}/").status_code == 200


@pytest.mark.django_db
def test_an_unknown_code_is_absent(client: Client) -> None:
    a_letter(confirmed())

    response = client.get(f"/letters/verify/{codes.paper_code()}/")

    assert response.status_code == 404
    assert Page(response).all("h1") != []


@pytest.mark.django_db
def test_a_badge_code_verifies_nothing(client: Client) -> None:
    registration = confirmed()
    a_letter(registration)

    assert client.get(f"/letters/verify/{registration.badge_code}/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "city"), [("en", "1211 Geneva"), ("fr", "1211 Genève"), ("es", "1211 Ginebra")]
)
def test_the_address_is_in_the_language_of_the_letter(language: str, city: str) -> None:
    facts = confirmation_facts(fresh(confirmed()), language=language, code="T2MC-6WFH-9KPZ-4XRA")

    assert facts.venue_address[1].startswith(city)
