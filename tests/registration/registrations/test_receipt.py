"""The receipt: number, name, delegation and state, to whoever holds its address, and nothing else."""

from dataclasses import replace

import pytest
from django.test import Client

from intersessional import codes
from intersessional.accounts.models import User
from registration.registrations import operations
from registration.registrations.models import Registration
from tests.pages import Page
from tests.people import ABEBE, LAYLA, OLENA, ON_14_MAY, PAOLA, receive

pytestmark = pytest.mark.django_db

TELLING = replace(
    PAOLA,
    phone="+41 22 000 00 00",
    gender="woman",
    accessibility="Step-free access",
    diet="No nuts",
    wants_visa_letter=True,
)


def address(registration: Registration, prefix: str = "") -> str:
    return f"{prefix}/register/{registration.receipt_token}/"


def test_the_receipt_shows_number_name_delegation_and_state(client: Client) -> None:
    page = Page(client.get(address(receive(TELLING))))

    assert page.heading() == "We have your registration"
    assert page.summary() == {
        "Receipt number": "IM18-0001",
        "Name": "Ms. Paola Fernanda Chávez",
        "Delegation": "Ecuador",
        "Status": "Received",
    }


def test_the_receipt_shows_nothing_more(client: Client) -> None:
    registration = receive(TELLING)

    html = client.get(address(registration)).content.decode()

    for secret in (
        TELLING.email,
        TELLING.phone,
        TELLING.function,
        TELLING.department,
        TELLING.accessibility,
        TELLING.diet,
        "Woman",
        registration.badge_code,
        registration.submission_token,
    ):
        assert secret not in html


def test_the_receipt_is_kept_by_nobody_and_tells_nobody_its_address(client: Client) -> None:
    response = client.get(address(receive()))

    assert response["Referrer-Policy"] == "no-referrer"
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_a_strangers_token_is_absent(client: Client) -> None:
    receive()

    unknown = client.get(f"/register/{codes.address_token()}/")
    nonsense = client.get("/register/nonsense/")

    assert (unknown.status_code, nonsense.status_code) == (404, 404)
    assert Page(unknown).heading() == Page(nonsense).heading()


def test_a_submission_token_opens_no_receipt(client: Client) -> None:
    registration = receive()

    assert client.get(f"/register/{registration.submission_token}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_receipt_is_read_only(client: Client, method: str) -> None:
    registration = receive()

    assert getattr(client, method)(address(registration)).status_code == 405


def test_the_receipt_follows_the_state(client: Client, staff: User) -> None:
    confirmed, declined = receive(), receive()
    operations.confirm(confirmed, by=staff, at=ON_14_MAY)
    operations.decline(declined, reason="A secret reason", by=staff, at=ON_14_MAY)

    pages = [Page(client.get(address(r))) for r in (confirmed, declined)]

    assert [page.summary()["Status"] for page in pages] == ["Confirmed", "Declined"]
    assert [page.heading() for page in pages] == [
        "The registration is confirmed",
        "The registration was declined",
    ]
    assert "A secret reason" not in pages[1].html


@pytest.mark.parametrize("state", ["waiting", "withdrawn", "replaced", "merged"])
def test_every_state_has_its_receipt(client: Client, state: str) -> None:
    registration = receive()
    Registration.objects.update(
        state=state,
        replaced_by=registration if state == "replaced" else None,
        merged_into=registration if state == "merged" else None,
        withdrawn_at=ON_14_MAY,
    )

    assert Page(client.get(address(registration))).summary()["Receipt number"] == "IM18-0001"


def test_a_request_is_called_a_request(client: Client) -> None:
    registration = receive(replace(PAOLA, entity_code="", unlisted_name="Friends of the Field"))

    page = Page(client.get(address(registration)))

    assert page.heading() == "We have your request"
    assert page.summary()["Status"] == "Requested"
    assert page.summary()["Delegation"] == "Friends of the Field"


@pytest.mark.parametrize(
    ("details", "name"),
    [(ABEBE, "አበበ ቢቂላ"), (LAYLA, "ليلى الحسن"), (OLENA, "Олена Ковальчук")],
)
def test_names_stand_in_their_own_script_and_direction(client: Client, details, name) -> None:  # type: ignore[no-untyped-def]
    page = Page(client.get(address(receive(details))))

    assert page.summary()["Name"] == f"Ms. {name}"
    assert f"<bdi>Ms. {name}</bdi>" in page.html


@pytest.mark.parametrize(("prefix", "name"), [("/fr", "Équateur"), ("/es", "Ecuador")])
def test_the_delegation_is_named_in_the_readers_language(
    client: Client, prefix: str, name: str
) -> None:
    page = Page(client.get(address(receive(), prefix)))

    assert name in page.summary().values()


def test_signs_that_mean_something_to_html_are_shown_as_typed(client: Client) -> None:
    page = Page(client.get(address(receive(replace(PAOLA, family_name="<b>O'Neil & Co</b>")))))

    assert page.summary()["Name"] == "Ms. Paola Fernanda <b>O'Neil & Co</b>"
    assert "<b>O'Neil" not in page.html
