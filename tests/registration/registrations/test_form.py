"""The public form as a reader meets it: labels, required answers, errors, and what was typed."""

import re
from typing import Any

import pytest
from django.test import Client

from intersessional import codes
from registration.registrations.models import Person, Registration
from tests.pages import Page, attributes, text
from tests.people import CLOSING, LAST_SECOND, PAOLA_FORM, receive

pytestmark = pytest.mark.django_db

LABELS = [
    "Delegation",
    "Honorific",
    "Given name(s)",
    "Family name",
    "Function",
    "Role in the delegation",
    "E-mail address",
    "Telephone",
    "Languages",
    "Days present",
    "Gender",
    "Accessibility needs",
    "Dietary needs",
    "I need a letter for a visa",
]
REQUIRED = ["delegation", "given_names", "family_name", "function", "email", "days"]
# Everything that can be answered.
FULL: dict[str, Any] = PAOLA_FORM | {
    "role": "deputy",
    "phone": "+41 22 000 00 00",
    "languages": ["fr", "es"],
    "days": ["2018-06-06", "2018-06-08"],
    "gender": "woman",
    "accessibility": "Step-free access",
    "diet": "No nuts",
    "wants_visa_letter": "on",
}


def send(client: Client, path: str = "/register/", **changes: Any) -> Page:
    """Send the full form with changes; None leaves an answer out. Return the page that comes back."""
    answers = {"token": codes.address_token()} | FULL | changes
    given = {name: value for name, value in answers.items() if value is not None}
    return Page(client.post(path, given))


def nothing_was_written() -> bool:
    return not Registration.objects.exists() and not Person.objects.exists()


@pytest.mark.parametrize("label", LABELS)
def test_the_form_has_exactly_this_label_once(client: Client, label: str) -> None:
    assert Page(client.get("/register/")).labels().count(label) == 1


def test_each_label_belongs_to_a_control(client: Client) -> None:
    page = Page(client.get("/register/"))

    for label in page.all("label"):
        if attributes(label)["for"] != "delegation-search":
            assert attributes(label)["for"] in page.ids(), text(label)


def test_no_id_stands_twice(client: Client) -> None:
    for page in (Page(client.get("/register/")), send(client, days=None, delegation="")):
        assert sorted(page.ids()) == sorted(set(page.ids()))


def test_the_button_says_submit_registration(client: Client) -> None:
    page = Page(client.get("/register/"))

    assert [text(button) for button in page.all("button")] == ["Submit registration"]


def test_the_list_offers_all_delegations_and_a_way_out(client: Client) -> None:
    page = Page(client.get("/register/"))
    [delegations] = [e for e in page.all("select") if attributes(e)["name"] == "delegation"]

    groups = [attributes(g)["label"] for g in page.all("optgroup")]
    options = [o for o in page.all("option") if attributes(o)["value"] not in dict(ROLES)]

    assert groups[:4] == [
        "States Parties",
        "States not party",
        "International organisations",
        "Non-governmental organisations",
    ]
    assert len(options) == 1 + 251 + 1
    assert text(options[0]) == "Choose…"
    assert text(options[-1]) == "My organisation is not listed"
    assert "required" in attributes(delegations)


ROLES = [("head", ""), ("deputy", ""), ("member", ""), ("adviser", "")]


def test_the_days_of_the_meeting_are_ticked(client: Client) -> None:
    assert Page(client.get("/register/")).answers()["days"] == ["2018-06-07", "2018-06-08"]


def test_each_form_has_a_token_of_its_own(client: Client) -> None:
    tokens = {Page(client.get("/register/")).answers()["token"] for _ in range(3)}

    assert len(tokens) == 3


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("empty", [None, "", " \u00a0 "])
def test_a_required_answer_that_is_missing_is_asked_for(
    client: Client, name: str, empty: str | None
) -> None:
    page = send(client, **{name: empty})

    assert page.response.status_code == 422
    assert len(page.problems()) == 1
    assert nothing_was_written()


def test_only_these_answers_are_required(client: Client) -> None:
    optional = {name: None for name in FULL if name not in REQUIRED}

    response = client.post(
        "/register/",
        {k: v for k, v in FULL.items() if k not in optional} | {"token": codes.address_token()},
    )

    assert response.status_code == 302


def test_the_errors_are_listed_in_the_order_of_the_page_each_with_its_control(
    client: Client,
) -> None:
    page = send(client, **dict.fromkeys(REQUIRED))

    assert page.problems() == {
        "Choose the delegation.": "id_delegation",
        "Enter the given name or names.": "id_given_names",
        "Enter the family name.": "id_family_name",
        "Enter the function.": "id_function",
        "Enter the e-mail address.": "id_email",
        "Choose at least one day.": "id_days_0",
    }
    assert set(page.problems().values()) - set(page.ids()) == set()
    assert "6 answers need your attention" in page.html


def test_each_error_stands_at_its_control_too(client: Client) -> None:
    page = send(client, family_name=None, days=None)

    [name] = [e for e in page.all("input") if attributes(e).get("name") == "family_name"]
    assert attributes(name)["aria-invalid"] == "true"
    assert "id_family_name_error" in attributes(name)["aria-describedby"].split()
    assert {"id_family_name_error", "id_days_error"} - set(page.ids()) == set()


def test_the_title_says_that_there_is_an_error(client: Client) -> None:
    [title] = send(client, email="nobody").all("title")

    assert text(title).startswith("Error: Register – ")


def test_the_form_stays_filled_after_an_error(client: Client) -> None:
    token = codes.address_token()

    answers = send(client, email="not an address", token=token).answers()

    answers.pop("csrfmiddlewaretoken")
    assert answers == FULL | {
        "token": token,
        "email": "not an address",
        "gender": ["woman"],
        "wants_visa_letter": ["on"],
        "unlisted_name": "",
    }


def test_the_form_stays_filled_with_signs_that_mean_something_to_html(client: Client) -> None:
    name = "\"><script>alert('O’Neil & Söhne')</script>"

    answers = send(client, family_name=name, days=None).answers()

    assert answers["family_name"] == name


def test_a_corrected_form_is_received(client: Client) -> None:
    wrong = send(client, function=None).answers()

    response = client.post("/register/", wrong | {"function": "Counsellor"})

    assert response.status_code == 302
    assert Registration.objects.get().function == "Counsellor"


def test_submitting_leads_straight_to_the_receipt(client: Client) -> None:
    response = client.post("/register/", FULL | {"token": codes.address_token()})

    registration = Registration.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/register/{registration.receipt_token}/"


def test_everything_answered_is_kept(client: Client) -> None:
    client.post("/fr/register/", FULL | {"token": codes.address_token()})

    registration = Registration.objects.get()
    assert {
        "honorific": registration.honorific,
        "given_names": registration.given_names,
        "family_name": registration.family_name,
        "function": registration.function,
        "department": registration.department,
        "role": registration.role,
        "email": registration.email,
        "phone": registration.phone,
        "languages": registration.languages,
        "days": [day.isoformat() for day in registration.days],
        "gender": registration.gender,
        "accessibility": registration.needs.accessibility,
        "diet": registration.needs.diet,
    } == {k: v for k, v in FULL.items() if k not in ("delegation", "wants_visa_letter")}
    assert registration.delegation.entity.code == "ec"
    assert registration.wants_visa_letter
    assert registration.correspondence_language == "fr"


def test_answers_are_tidied(client: Client) -> None:
    send(client, given_names="  Paola   Fernanda ", family_name="Cha\u0301vez")

    registration = Registration.objects.get()
    assert registration.given_names == "Paola Fernanda"
    assert registration.family_name == "Chávez"


def test_in_the_last_second_the_form_is_in_time(client: Client, set_clock) -> None:  # type: ignore[no-untyped-def]
    set_clock(LAST_SECOND)

    client.post("/register/", FULL | {"token": codes.address_token()})

    assert (Registration.objects.get().state, Registration.objects.get().is_late) == (
        "received",
        False,
    )


def test_a_form_opened_in_time_and_sent_late_comes_back_filled_and_asks_why(
    client: Client,
    set_clock,  # type: ignore[no-untyped-def]
) -> None:
    set_clock(LAST_SECOND)
    token = Page(client.get("/register/")).answers()["token"]
    set_clock(CLOSING)

    page = send(client, token=token)

    assert page.response.status_code == 422
    assert page.heading() == "Late request"
    assert page.problems() == {"Tell us why this comes late.": "id_late_reason"}
    assert page.answers()["family_name"] == FULL["family_name"]
    assert page.answers()["accessibility"] == FULL["accessibility"]
    assert page.answers()["token"] == token
    assert nothing_was_written()


def test_a_late_form_with_a_reason_becomes_a_request_for_the_staff(
    client: Client,
    set_clock,  # type: ignore[no-untyped-def]
) -> None:
    set_clock(CLOSING)

    client.post(
        "/register/", FULL | {"token": codes.address_token(), "late_reason": "The visa came today."}
    )

    registration = Registration.objects.get()
    assert (registration.state, registration.is_late) == ("requested", True)
    assert registration.late_reason == "The visa came today."


def test_before_the_opening_there_is_no_form(client: Client, meeting, set_clock) -> None:  # type: ignore[no-untyped-def]
    from datetime import timedelta

    set_clock(meeting.registration_opens_at - timedelta(seconds=1))

    page, answer = Page(client.get("/register/")), send(client)

    assert page.heading() == "Registration is not open yet"
    assert page.all("form") == []
    assert (page.response.status_code, answer.response.status_code) == (200, 403)
    assert nothing_was_written()


def test_an_unknown_delegation_is_asked_for_again_and_the_rest_stays(client: Client) -> None:
    page = send(client, delegation="atlantis")

    assert page.response.status_code == 422
    assert page.problems() == {
        "Choose a delegation from the list, or “My organisation is not listed”.": "id_delegation"
    }
    assert page.answers()["function"] == "Counsellor"
    assert nothing_was_written()


def test_a_provisional_organisation_cannot_be_chosen_by_its_code(client: Client) -> None:
    send(client, delegation="unlisted", unlisted_name="Friends of the Field")
    code = Registration.objects.get().delegation.entity.code

    page = send(client, delegation=code)

    assert page.response.status_code == 422
    assert Registration.objects.count() == 1


def test_an_unlisted_organisation_must_be_named(client: Client) -> None:
    page = send(client, delegation="unlisted")

    assert page.problems() == {"Enter the name of your organisation.": "id_unlisted_name"}
    assert nothing_was_written()


def test_an_unlisted_organisation_becomes_a_request(client: Client) -> None:
    send(client, delegation="unlisted", unlisted_name="Friends of the Field")

    registration = Registration.objects.get()
    assert (registration.state, registration.is_to_attend) == ("requested", True)
    assert registration.delegation.name == "Friends of the Field"


def test_a_name_typed_beside_a_listed_delegation_counts_for_nothing(client: Client) -> None:
    send(client, unlisted_name="Friends of the Field")

    assert Registration.objects.get().delegation.name == "Ecuador"


@pytest.mark.parametrize(
    "token", [None, "", "short", "x" * 65, "with spaces in it, and more", "é" * 22]
)
def test_a_form_without_a_usable_token_comes_back_filled_with_a_new_one(
    client: Client, token: str | None
) -> None:
    page = send(client, token=token)

    renewed = page.answers()
    assert page.response.status_code == 422
    assert re.fullmatch(r"[\w-]{22}", renewed["token"])
    assert renewed["family_name"] == FULL["family_name"]
    assert nothing_was_written()
    assert client.post("/register/", renewed).status_code == 302


def test_the_same_form_again_shows_the_first_receipt(client: Client) -> None:
    answers = FULL | {"token": codes.address_token()}

    first, second = client.post("/register/", answers), client.post("/register/", answers)

    assert first["Location"] == second["Location"]
    assert Registration.objects.count() == 1


def test_the_same_token_with_other_answers_shows_both_versions(client: Client) -> None:
    token = codes.address_token()
    first = client.post("/register/", FULL | {"token": token})

    page = send(client, token=token, family_name="Otra")

    names = [text(e) for e in page.all("dd")]
    assert page.response.status_code == 409
    assert page.heading() == "This form was sent before"
    assert ("Chávez" in names, "Otra" in names) == (True, True)
    assert page.links()["See the first receipt"] == first["Location"]
    assert "Step-free access" not in page.html
    assert Registration.objects.get().family_name == "Chávez"


def test_the_same_token_after_closing_shows_the_first_receipt(client: Client, set_clock) -> None:  # type: ignore[no-untyped-def]
    answers = FULL | {"token": codes.address_token()}
    first = client.post("/register/", answers)
    set_clock(CLOSING)

    again = client.post("/register/", answers)

    assert (again.status_code, again.headers.get("Location")) == (302, first["Location"])


def test_a_form_without_a_csrf_token_is_refused_and_writes_nothing(db: None) -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/register/", FULL | {"token": codes.address_token()})

    assert response.status_code == 403
    assert Page(response).heading() == "The form had grown too old"
    assert nothing_was_written()


def test_the_form_as_it_is_served_passes_the_csrf_check(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    answers = Page(client.get("/register/")).answers()

    response = client.post("/register/", answers | FULL)

    assert response.status_code == 302


@pytest.mark.parametrize("language", ["fr", "es"])
def test_the_form_speaks_the_language_of_its_address(client: Client, language: str) -> None:
    response = client.get(f"/{language}/register/")

    assert response["Content-Language"] == language
    assert Page(response).answers()["days"] == ["2018-06-07", "2018-06-08"]


def test_a_form_in_french_leads_to_the_french_receipt(client: Client) -> None:
    response = client.post("/fr/register/", FULL | {"token": codes.address_token()})

    assert response["Location"] == f"/fr/register/{Registration.objects.get().receipt_token}/"


def test_two_people_may_share_a_mailbox(client: Client) -> None:
    receive()

    send(client)

    assert Registration.objects.filter(email="p.chavez@mission.example").count() == 2
    assert Person.objects.count() == 2
