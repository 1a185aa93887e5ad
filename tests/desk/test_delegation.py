"""The page of a delegation: what its focal points see and do, and nobody else."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from registration.delegations.models import FocalPoint
from registration.registrations.models import Registration
from tests.pages import Page
from tests.people import OLENA, PAOLA, PAOLA_FORM, focal_point, isu_staff, receive

pytestmark = pytest.mark.django_db

PAGE = "/delegation/ec/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def felix() -> Client:
    """The browser of Ecuador's focal point."""
    return browser_of(focal_point())


def member(number: int, **changes: Any) -> Registration:
    name = f"{chr(65 + number)}{number}son"
    given = {"family_name": name * 2, "given_names": name, "email": f"p{number}@mission.example"}
    return receive(replace(PAOLA, **(given | changes)))


def text_of(client: Client) -> str:
    return Page(client.get(PAGE)).html


def test_one_delegation_opens_at_once_and_several_are_listed(felix: Client) -> None:
    one = felix.get("/delegation/")
    focal_point("ua")

    several = felix.get("/delegation/").content.decode()

    assert one["Location"] == PAGE
    assert PAGE in several
    assert "/delegation/ua/" in several


def test_strangers_find_nothing(felix: Client) -> None:
    registration = receive()
    number = registration.receipt_number
    pages = ["", "add/", f"{number}/answer/", f"{number}/replace/"]
    acts = ["order/", f"{number}/role/", "focal-points/", f"{number}/answer/"]
    delegate = browser_of(User.objects.create_user(PAOLA.email))
    other = browser_of(focal_point("ua", "fiona@mission.example"))
    staff = browser_of(isu_staff())

    for client in (delegate, other):
        assert {client.get(PAGE + page).status_code for page in pages} == {404}
        assert {client.post(PAGE + act).status_code for act in acts} == {404}
    assert staff.get(PAGE).status_code in {302, 404}
    assert felix.get(PAGE).status_code == 200
    assert felix.get(f"/delegation/ua/{number}/answer/").status_code == 404


def test_another_delegations_member_is_absent(felix: Client) -> None:
    theirs = receive(OLENA)

    answer = felix.post(f"{PAGE}{theirs.receipt_number}/answer/", {"version": 1, "confirm": 1})

    assert answer.status_code == 404
    assert felix.get(f"/registrations/{theirs.receipt_number}/amend/").status_code == 404
    assert OLENA.family_name not in text_of(felix)


@pytest.mark.parametrize("people", [3, 60])
def test_the_page_takes_the_same_queries(
    felix: Client,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    people: int,
) -> None:
    for number in range(people):
        member(number)
    felix.get(PAGE)

    with django_assert_num_queries(17):
        felix.get(PAGE)


def test_what_is_missing_is_said(felix: Client) -> None:
    empty = text_of(felix)
    registration = receive()

    page = text_of(felix)

    assert "Nobody is registered yet." in empty
    assert "No head of delegation is named." in page
    assert f"{PAGE}{registration.receipt_number}/answer/" in page


def test_needs_are_not_shown(felix: Client) -> None:
    registration = receive(replace(PAOLA, accessibility="A secret need", diet="A secret diet"))
    number = registration.receipt_number

    pages = [
        text_of(felix),
        felix.get(f"/registrations/{number}/amend/").content.decode(),
        felix.get(f"/registrations/{number}/withdraw/").content.decode(),
        felix.get(f"{PAGE}{number}/answer/").content.decode(),
    ]

    assert not any("A secret" in page for page in pages)


def test_amending_for_somebody_keeps_the_needs(felix: Client) -> None:
    registration = receive(replace(PAOLA, accessibility="Step-free access"))
    address = f"/registrations/{registration.receipt_number}/amend/?next={PAGE}"
    form = {**PAOLA_FORM, "function": "Minister", "version": "1"}

    response = felix.post(address, form)

    registration = Registration.objects.select_related("needs").get()
    assert response["Location"] == PAGE
    assert registration.function == "Minister"
    assert registration.needs.accessibility == "Step-free access"


def test_confirming_somebody_who_registered_alone(felix: Client) -> None:
    registration = receive()

    felix.post(f"{PAGE}{registration.receipt_number}/answer/", {"version": 1, "confirm": 1})

    assert Registration.objects.get().state == "confirmed"


def test_rejecting_needs_a_reason_and_tells_it(felix: Client) -> None:
    registration = receive()
    address = f"{PAGE}{registration.receipt_number}/answer/"

    without = felix.post(address, {"version": 1, "reject": 1, "reason": ""})
    felix.post(address, {"version": 1, "reject": 1, "reason": "Unknown to us."})

    assert without.status_code == 422
    assert "Tell the person why." in without.content.decode()
    assert Registration.objects.get().decline_reason == "Unknown to us."


def test_answering_an_older_version_shows_the_newer_one(felix: Client) -> None:
    registration = receive()
    Registration.objects.update(version=2, function="Minister")

    answer = felix.post(
        f"{PAGE}{registration.receipt_number}/answer/", {"version": 1, "confirm": 1}
    )

    assert answer.status_code == 409
    assert "Minister" in answer.content.decode()
    assert Registration.objects.get().state == "received"


def test_adding_a_person(felix: Client) -> None:
    form = {**PAOLA_FORM, "token": codes.address_token(), "role": "head"}

    first = felix.post(f"{PAGE}add/", form)
    again = felix.post(f"{PAGE}add/", form)
    other = felix.post(f"{PAGE}add/", {**form, "function": "Minister"})
    wrong = felix.post(f"{PAGE}add/", {**form, "email": "nonsense"})

    assert (first.status_code, again.status_code) == (302, 302)
    assert (other.status_code, wrong.status_code) == (422, 422)
    registration = Registration.objects.get()
    assert (registration.state, registration.role) == ("confirmed", "head")
    assert "No head of delegation" not in text_of(felix)


def test_moving_members_up_and_down(felix: Client) -> None:
    numbers = [member(number).receipt_number for number in range(3)]

    felix.post(f"{PAGE}order/", {"up": numbers[2]})
    felix.post(f"{PAGE}order/", {"down": numbers[0]})
    felix.post(f"{PAGE}order/", {"up": "IM18-9999"})

    found = Registration.objects.order_by("position").values_list("receipt_number", flat=True)
    assert list(found) == [numbers[2], numbers[0], numbers[1]]


def test_all_at_once_must_name_all(felix: Client) -> None:
    numbers = [member(number).receipt_number for number in range(3)]

    felix.post(f"{PAGE}order/", {"order": list(reversed(numbers))})
    felix.post(f"{PAGE}order/", {"order": numbers[:2]})

    found = Registration.objects.order_by("position").values_list("receipt_number", flat=True)
    assert list(found) == list(reversed(numbers))


def test_setting_a_role(felix: Client) -> None:
    registration = receive()

    felix.post(f"{PAGE}{registration.receipt_number}/role/", {"version": 1, "role": "head"})
    felix.post(f"{PAGE}{registration.receipt_number}/role/", {"version": 1, "role": "deputy"})

    assert Registration.objects.get().role == "head"


def test_replacing_a_member(felix: Client) -> None:
    old = receive()
    form = {
        **PAOLA_FORM,
        "token": codes.address_token(),
        "version": "1",
        "given_names": "Rosa",
        "family_name": "Luna",
        "email": "rosa@mission.example",
    }

    response = felix.post(f"{PAGE}{old.receipt_number}/replace/", form)

    assert response.status_code == 302
    assert list(Registration.objects.order_by("pk").values_list("state", flat=True)) == [
        "replaced",
        "confirmed",
    ]


def test_colleagues_are_added_and_oneself_removed(felix: Client) -> None:
    form = {"name": "Ms. Rojas", "email": "Rosa@mission.example", "language": "es"}

    alone = felix.post(f"{PAGE}focal-points/", {"remove": "felix@mission.example"})
    felix.post(f"{PAGE}focal-points/", form)
    twice = felix.post(f"{PAGE}focal-points/", form)
    felix.post(f"{PAGE}focal-points/", {"remove": "felix@mission.example"})

    assert alone.status_code == 302
    assert twice.status_code == 422
    assert [one.email for one in FocalPoint.objects.acting()] == ["Rosa@mission.example"]
    assert Message.objects.get(kind="focal_point_added").language == "es"
    assert felix.get(PAGE).status_code == 404


def test_the_balance_is_the_delegations_own(felix: Client) -> None:
    member(0, gender="woman")
    member(1, gender="woman")
    member(2, gender="man")
    member(3)

    assert "In the delegation: 2 women, 1 man. 1 person gave another answer or none." in text_of(
        felix
    )


def test_a_focal_point_can_sign_in_before_having_an_account() -> None:
    from intersessional.accounts.policies import may_use_code

    focal_point()
    User.objects.all().update(email="somebody@else.example")

    assert may_use_code("felix@mission.example")
    FocalPoint.objects.update(ended_at=FocalPoint.objects.get().added_at)
    assert not may_use_code("felix@mission.example")
