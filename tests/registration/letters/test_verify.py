"""Verifying a letter: what the page says, how a code may be typed, and how often."""

from typing import Any

import pytest
from django.test import Client
from model_bakery import baker

from intersessional.codes import paper_code, read_paper_code
from registration.letters import limits
from registration.letters.models import Letter
from tests.pages import Page
from tests.people import ON_14_MAY, PAOLA, receive

CODE = "0123-4567-89AB-CDEF"
LANGUAGES = {"en": "Verify a letter", "fr": "Vérifier une lettre", "es": "Verificar una carta"}
SAID = {
    "en": ("Confirmation of registration", "14 May 2018", "Intersessional Meetings"),
    "fr": ("Confirmation d’inscription", "14 mai 2018", "Réunions intersessions"),
    "es": (
        "Confirmación de inscripción",
        "14 de mayo de 2018",
        "Reuniones entre períodos de sesiones",
    ),
}
NETWORK = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def letter(db: None) -> Letter:
    """A letter that stands, Paola's."""
    return make()


def make(**changes: Any) -> Letter:
    registration = receive()
    given = {
        "kind": "confirmation",
        "meeting": registration.meeting,
        "registration": registration,
        "version": 1,
        "code": CODE,
        "issued_on": ON_14_MAY.date(),
        "pdf": b"%PDF-",
    }
    made: Letter = baker.make(Letter, **(given | changes))
    return made


def verify(client: Client, code: str, language: str = "en", **extra: Any) -> Page:
    headers = {"accept-language": language}
    return Page(client.get(f"/letters/verify/{code}/", headers=headers, **extra))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_page_speaks_the_browsers_language(
    client: Client, letter: Letter, language: str
) -> None:
    page = verify(client, letter.code, language)

    said = " ".join(page.summary().values()).replace("\u00a0", " ")
    assert page.heading() == LANGUAGES[language]
    assert f'<html lang="{language}"' in page.html
    assert all(words in said for words in SAID[language])
    if language != "en":
        for english in ("Skip to", "Home", "Sign in", "Meeting", "All times", "Staff sign-in"):
            assert english not in page.html.replace("Implementation", "")
        assert f'href="/{language}/"' in page.html


@pytest.mark.parametrize("state", ["valid", "replaced", "withdrawn"])
def test_it_names_nobody(client: Client, db: None, state: str) -> None:
    letter = make(state=state)

    html = verify(client, letter.code).html

    for secret in (
        PAOLA.family_name,
        PAOLA.given_names,
        PAOLA.email,
        "Ecuador",
        letter.registration.receipt_number,
        letter.registration.receipt_token,
        letter.sha256,
    ):
        assert secret not in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "words"),
    [("delegation", "Confirmation of a delegation"), ("invitation", "Invitation")],
)
def test_it_says_what_it_is(client: Client, kind: str, words: str) -> None:
    delegation = receive().delegation
    about = {"delegation": delegation} if kind == "delegation" else {"entity": delegation.entity}
    letter = make(kind=kind, registration=None, code=paper_code(), **about)

    page = verify(client, letter.code)

    assert page.summary()["Kind"] == words
    assert "Ecuador" not in page.html


@pytest.mark.parametrize(
    "typed",
    [
        "0123-4567-89ab-cdef",
        "0123456789ABCDEF",
        "O123 4567 89AB CDEF",
        " oi23-4567-89ab-cdef ",
        "0L23–4567—89AB‑CDEF",
        "01 23-45678-9ABCDEF",
    ],
)
def test_a_code_may_be_typed_as_people_type(client: Client, letter: Letter, typed: str) -> None:
    led = client.get("/letters/verify/", {"code": typed})

    assert led["Location"] == f"/letters/verify/{CODE}/"
    assert read_paper_code(typed) == CODE
    assert verify(client, typed).response.status_code == 200


@pytest.mark.parametrize("typed", ["", "x", "0123-4567-89AB-CDE", "U123-4567-89AB-CDEF", "é" * 16])
def test_what_is_no_code_is_told_with_an_example(client: Client, db: None, typed: str) -> None:
    page = Page(client.get("/letters/verify/", {"code": typed}))

    assert page.response.status_code == 422
    assert "16 letters and digits" in page.html
    assert f'value="{typed}"' in page.html


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_stands_alone(client: Client, language: str) -> None:
    page = Page(client.get("/letters/verify/", headers={"accept-language": language}))

    assert page.response.status_code == 200
    assert page.heading() == LANGUAGES[language]
    assert len(page.labels()) == 1


@pytest.mark.django_db
def test_every_code_that_we_make_is_read() -> None:
    for _ in range(200):
        code = paper_code()
        assert read_paper_code(code) == read_paper_code(code.lower().replace("-", "")) == code


@pytest.mark.parametrize("code", ["WT8B-J6ZF-BT14-VX5S", "nonsense", "..", "x" * 200])
def test_an_unknown_code_is_told_and_may_be_typed_again(
    client: Client, letter: Letter, code: str
) -> None:
    page = verify(client, code)

    assert page.response.status_code == 404
    assert "This office issued no letter with this code." in page.html
    assert page.labels() == ["Verification code"]


def test_unknown_codes_cost_what_known_ones_do(
    client: Client,
    letter: Letter,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    for code in (letter.code, paper_code(), "nonsense"):
        with django_assert_num_queries(3):
            client.get(f"/letters/verify/{code}/", **NETWORK)


def test_one_network_looks_up_so_many_and_no_more(
    client: Client, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OF_NETWORK", limits.Allowance("verify-letter/network", 3, 60))
    for code in (letter.code, paper_code(), "nonsense"):
        assert verify(client, code, **NETWORK).response.status_code in {200, 404}

    refused = verify(client, letter.code, **NETWORK)
    elsewhere = verify(client, letter.code, REMOTE_ADDR="192.0.2.8")

    assert refused.response.status_code == 429
    assert 3500 < int(refused.response["Retry-After"]) <= 3600
    assert "Please try again in 60 minutes." in refused.html
    assert "it stands" not in refused.html
    assert elsewhere.response.status_code == 200


def test_this_machine_has_no_more_room_than_a_network(client: Client, letter: Letter) -> None:
    """Everybody comes from here behind a proxy that is not counted; else nobody would have a limit."""
    codes = iter([letter.code] * 400)

    found = [client.get(f"/letters/verify/{code}/").status_code for code in codes]

    assert found == [200] * 360 + [429] * 40


def test_a_made_up_header_opens_no_other_room(
    client: Client, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OF_NETWORK", limits.Allowance("verify-letter/network", 1, 60))

    found = [
        verify(client, letter.code, HTTP_X_FORWARDED_FOR=f"198.51.100.{n}", **NETWORK)
        for n in range(2)
    ]

    assert [page.response.status_code for page in found] == [200, 429]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_looked_at(client: Client, letter: Letter, method: str) -> None:
    assert getattr(client, method)(f"/letters/verify/{CODE}/").status_code == 405
