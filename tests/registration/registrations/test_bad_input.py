"""What should never arrive: each time a clear answer, never an error of ours, nothing half-written."""

from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intersessional import codes
from registration.registrations.models import Person, Registration
from tests.long.crowd import scaled
from tests.pages import Page
from tests.people import PAOLA_FORM

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
LINES = ["honorific", "given_names", "family_name", "function", "department", "email", "phone"]
TEXTS = ["accessibility", "diet"]
ALL = [*LINES, *TEXTS, "unlisted_name", "delegation", "token"]
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def encoded(answers: dict[str, Any]) -> bytes:
    """Return a form's body; texts may hold what UTF-8 does not allow, bytes go as they are."""
    pairs = []
    for name, values in answers.items():
        for value in values if isinstance(values, list) else [values]:
            raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
            pairs.append(f"{name}={quote_from_bytes(raw, safe='')}")
    return "&".join(pairs).encode()


def post(client: Client, **changes: Any) -> HttpResponse:
    """Send Paola's form with changes, as raw bytes."""
    answers = PAOLA_FORM | {"token": codes.address_token()} | changes
    return client.post("/register/", encoded(answers), content_type=FORM)


def nothing_was_written() -> bool:
    return not Registration.objects.exists() and not Person.objects.exists()


@pytest.mark.parametrize("name", ALL)
def test_nul_is_refused_with_400_and_a_page(client: Client, name: str) -> None:
    response = post(client, **{name: "a\0b"})

    assert response.status_code == 400
    assert Page(response).heading() == "We could not read this request"
    assert nothing_was_written()


@pytest.mark.parametrize(
    "path", ["/register/%00/", "/?q=%00", "/fr/register/?x=%00y", "/meeting.ics?lang=%00"]
)
def test_nul_in_the_address_is_refused(client: Client, path: str) -> None:
    assert client.get(path).status_code == 400


def test_nul_in_a_name_of_a_field_is_refused(client: Client) -> None:
    assert client.post("/register/", b"a%00b=c", content_type=FORM).status_code == 400


@pytest.mark.parametrize("sign", BIDI)
@pytest.mark.parametrize("name", ["family_name", "accessibility"])
def test_signs_that_turn_the_text_around_are_refused(client: Client, name: str, sign: str) -> None:
    page = Page(post(client, **{name: f"Chá{sign}vez"}))

    assert page.response.status_code == 422
    assert page.problems() == {
        "This text holds invisible control characters. Please type it instead of pasting it.": (
            f"id_{name}"
        )
    }
    assert nothing_was_written()


@pytest.mark.parametrize("sign", ["\x01", "\x1b", "\x7f", "\x9f"])
@pytest.mark.parametrize("name", ["given_names", "diet"])
def test_controls_are_refused(client: Client, name: str, sign: str) -> None:
    assert post(client, **{name: f"a{sign}b"}).status_code == 422
    assert nothing_was_written()


@pytest.mark.parametrize("sign", ["\r\n", "\n", "\r", "\u2028", "\u2029", "\x85", "\v", "\f"])
@pytest.mark.parametrize("name", [*LINES, "unlisted_name"])
def test_a_line_break_in_a_one_line_field_is_refused(client: Client, name: str, sign: str) -> None:
    changes = {"delegation": "unlisted"} if name == "unlisted_name" else {}

    page = Page(post(client, **changes | {name: f"a{sign}Bcc: x@example.org"}))

    assert page.response.status_code == 422
    assert f"id_{name}" in page.problems().values()
    assert nothing_was_written()


def test_line_breaks_in_a_text_of_several_lines_are_kept(client: Client) -> None:
    post(client, accessibility="Step-free access\r\nAn assistant")

    text = Registration.objects.get().needs.accessibility
    assert text.splitlines() == ["Step-free access", "An assistant"]


@pytest.mark.parametrize("name", ["family_name", "function", "diet", "unlisted_name"])
@pytest.mark.parametrize("damage", [b"Ch\xe1vez", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3"])
def test_broken_utf_8_is_asked_for_again(client: Client, name: str, damage: bytes) -> None:
    page = Page(post(client, **{name: damage}))

    assert page.response.status_code == 422
    assert page.problems() == {
        "Some characters arrived damaged. Please type this text again.": f"id_{name}"
    }
    assert nothing_was_written()


@pytest.mark.parametrize("path", ["/?q=%ff%fe", "/register/%ff%fe/", "/fr/%c3/", "/m/%ff/"])
def test_broken_utf_8_in_the_address_is_no_error_of_ours(client: Client, path: str) -> None:
    assert client.get(path).status_code in (200, 400, 404)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("length", [5_000, 10_000])
def test_what_is_too_long_is_refused_and_comes_back(client: Client, name: str, length: int) -> None:
    changes = {"delegation": "unlisted"} if name == "unlisted_name" else {}

    page = Page(post(client, **changes | {name: "7" * length}))

    assert page.response.status_code == 422
    assert nothing_was_written()


def test_a_name_of_ten_thousand_letters_stays_in_the_form(client: Client) -> None:
    page = Page(post(client, family_name="Ż" * 10_000))

    assert list(page.problems().values()) == ["id_family_name"]
    assert page.answers()["family_name"] == "Ż" * 10_000


@pytest.mark.parametrize(
    ("name", "longest"),
    [("family_name", 120), ("given_names", 120), ("function", 200), ("accessibility", 2000)],
)
def test_the_longest_text_is_kept_and_one_more_is_refused(
    client: Client, name: str, longest: int
) -> None:
    refused, kept = (
        post(client, **{name: "é" * (longest + 1)}),
        post(client, **{name: "é" * longest}),
    )

    assert (refused.status_code, kept.status_code) == (422, 302)


def test_a_letter_that_grows_in_capitals_is_no_error(client: Client) -> None:
    response = post(client, family_name="ß" * 120, given_names="ŉ" * 120)

    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize(
    "days", [["2018-06-09"], ["2018-06-07", "2018-06-09"], ["tomorrow"], ["2018-6-7"], [""]]
)
def test_days_that_are_not_offered_are_refused(client: Client, days: list[str]) -> None:
    page = Page(post(client, days=days))

    assert page.response.status_code == 422
    assert list(page.problems().values()) == ["id_days_0"]
    assert nothing_was_written()


def test_a_day_chosen_twice_counts_once(client: Client) -> None:
    post(client, days=["2018-06-08", "2018-06-07", "2018-06-08"])

    days = Registration.objects.get().days
    assert [day.isoformat() for day in days] == ["2018-06-07", "2018-06-08"]


def test_a_language_chosen_twice_counts_once(client: Client) -> None:
    post(client, languages=["fr", "fr"])

    assert Registration.objects.get().languages == ["fr"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("role", "queen"), ("gender", "x"), ("languages", "tlh"), ("phone", "call me")],
)
def test_choices_that_are_not_offered_are_refused(client: Client, name: str, value: str) -> None:
    assert post(client, **{name: value}).status_code == 422
    assert nothing_was_written()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", FORM),
        (b"&&&==&", FORM),
        (b"%", FORM),
        (b"%zz=%", FORM),
        (b'{"delegation": "ec"}', "application/json"),
        (b"delegation=ec", "text/plain"),
        (b"delegation=ec", ""),
        (b"no boundary", "multipart/form-data"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x--\r\n", "multipart/form-data; boundary=\xff"),
        (b"a=b", f"{FORM}; charset=utf-16"),
        (b"a=b", f"{FORM}; charset=nonsense"),
        (b"\xff\xfe\x00", "application/octet-stream"),
    ],
)
def test_a_body_that_is_no_form_gets_a_clear_answer(
    client: Client, body: bytes, content_type: str
) -> None:
    response = client.generic("POST", "/register/", body, content_type=content_type)

    assert response.status_code in (400, 415, 422)
    assert nothing_was_written()


def test_a_huge_body_is_refused(client: Client) -> None:
    response = client.post("/register/", b"a=" + b"x" * 2_000_000, content_type=FORM)

    assert response.status_code in (400, 413)
    assert nothing_was_written()


def test_a_thousand_fields_are_refused(client: Client) -> None:
    body = "&".join(f"f{n}=1" for n in range(1000)).encode()

    assert client.post("/register/", body, content_type=FORM).status_code == 413


def test_a_file_in_place_of_a_text_is_asked_for_again(client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("name.txt", b"Paola")

    response = client.post("/register/", PAOLA_FORM | {"given_names": file})

    assert response.status_code == 422
    assert nothing_was_written()


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    assert getattr(client, method)("/register/").status_code == 405


def test_head_answers_without_a_body(client: Client) -> None:
    response = client.head("/register/")

    assert (response.status_code, response.content) == (200, b"")


def test_an_unknown_host_is_refused(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_formulas_and_markup_are_texts_like_any_other(client: Client) -> None:
    response = post(client, family_name="=HYPERLINK(1)", function="<script>alert(1)</script>")

    assert response.status_code == 302
    assert Registration.objects.get().function == "<script>alert(1)</script>"


# --- Whatever may come ------------------------------------------------------------------------

NASTY = st.sampled_from(
    ["\0", "\r\n", "\u202e", "\ud800", "\ufffd", "'", '"', "<", "{{", "%s", "\\", "𝒜", "é", " "]
)
TEXT = st.one_of(
    st.text(st.characters(), max_size=40),
    st.lists(NASTY, max_size=5).map("".join),
    st.text(max_size=10).map(lambda t: t * 400),
)
NAMES = [*ALL, "role", "gender", "languages", "days", "wants_visa_letter", "late_reason"]
ANSWERS = st.dictionaries(
    st.sampled_from(NAMES), st.one_of(TEXT, st.binary(max_size=20), st.lists(TEXT, max_size=3))
)


def settings_for(examples: int) -> settings:
    """Return how many forms are made up, the same ones each time."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


def check_any_form(client: Client, changes: dict[str, Any]) -> None:
    response = post(client, **changes)

    assert response.status_code in (302, 400, 409, 422)
    if response.status_code == 302:
        assert client.get(response["Location"]).status_code == 200


@settings_for(50)
@given(changes=ANSWERS)
def test_no_form_makes_us_fail(client: Client, changes: dict[str, Any]) -> None:
    check_any_form(client, changes)


@pytest.mark.long
@settings_for(scaled(1000, 100))
@given(changes=ANSWERS)
def test_none_of_a_thousand_forms_makes_us_fail(client: Client, changes: dict[str, Any]) -> None:
    """Beside those of `tests/long/test_malformed.py`, which are made for all forms."""
    check_any_form(client, changes)
