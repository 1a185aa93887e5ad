"""How much each public page asks of the database, and how much it weighs."""

from typing import Any

import pytest
from django.test import Client

from intersessional import codes
from tests.people import PAOLA_FORM, receive

pytestmark = pytest.mark.django_db

NEEDS = {"accessibility": "Step-free access", "diet": "No nuts"}
UNLISTED = {"delegation": "unlisted", "unlisted_name": "Friends of the Field"}


def submit(client: Client, **changes: Any) -> int:
    answers = PAOLA_FORM | {"token": codes.address_token()} | changes
    return client.post("/register/", answers).status_code


def weight(client: Client, path: str) -> int:
    """Return the bytes of a page on the way to a browser."""
    return len(client.get(path, headers={"accept-encoding": "gzip"}).content)


def test_the_home_page(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    # The meeting, the valid version of the programme and the one before are read once by each process.
    with django_assert_num_queries(4):
        client.get("/")
    with django_assert_num_queries(1):
        client.get("/")


def test_the_form(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    # The list is read once by each process; then only whether it has changed.
    with django_assert_num_queries(5):
        client.get("/register/")
    with django_assert_num_queries(2):
        client.get("/register/")


def test_the_form_with_errors(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    # The list of delegations is read once, here too.
    with django_assert_num_queries(5):
        assert submit(client, days=[]) == 422
    with django_assert_num_queries(2):
        assert submit(client, days=[]) == 422


# The beginning and the end of the transaction count as queries, too.
def test_the_first_registration_of_a_delegation(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(13):
        assert submit(client, **NEEDS) == 302


def test_a_later_registration_of_a_delegation(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    submit(client)

    with django_assert_num_queries(12):
        assert submit(client, **NEEDS) == 302


def test_the_first_of_an_unlisted_organisation(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(13):
        assert submit(client, **UNLISTED) == 302


def test_the_first_of_an_unlisted_organisation_with_needs(
    client: Client,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    with django_assert_num_queries(14):
        assert submit(client, **NEEDS, **UNLISTED) == 302


def test_a_later_one_of_an_unlisted_organisation(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    submit(client, **UNLISTED)

    with django_assert_num_queries(13):
        assert submit(client, **NEEDS, **UNLISTED) == 302


@pytest.mark.parametrize("others", [0, 3])
def test_the_receipt(client: Client, django_assert_num_queries, others: int) -> None:  # type: ignore[no-untyped-def]
    registration = receive()
    for _ in range(others):
        receive()

    with django_assert_num_queries(3):
        client.get(f"/register/{registration.receipt_token}/")


@pytest.mark.parametrize("prefix", ["", "/fr", "/es"])
def test_pages_are_light(client: Client, prefix: str) -> None:
    assert weight(client, f"{prefix}/") <= 40_000
    assert weight(client, f"{prefix}/register/") <= 60_000
