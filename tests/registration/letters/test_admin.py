"""Letters in the admin site: found, downloaded as they were sent, never changed."""

import hashlib
import re
from typing import Any

import pytest
from django.test import Client

from intersessional.accounts import roles
from intersessional.accounts.models import User
from registration.letters.models import Letter
from registration.registrations import operations
from registration.registrations.models import Registration
from tests.people import ON_14_MAY, _user, receive

pytestmark = pytest.mark.django_db

LIST = "/admin/letters/letter/"
PDF = b"%PDF-1.7 the bytes that were sent"


@pytest.fixture
def letter(staff: User, settings: Any) -> Letter:
    """A letter that was issued."""
    settings.STAFF_SECOND_FACTOR = False
    return written(operations.confirm(receive(), by=staff, at=ON_14_MAY))


def written(registration: Registration) -> Letter:
    return Letter.objects.create(
        kind="confirmation",
        meeting=registration.meeting,
        registration=registration,
        version=registration.version,
        language="en",
        issued_on=ON_14_MAY.date(),
        template_version="t",
        facts={"family_name": "Chávez"},
        sha256=hashlib.sha256(PDF).hexdigest(),
        pdf=PDF,
    )


@pytest.fixture
def office(client: Client, staff: User) -> Client:
    """A browser in which somebody of the ISU is signed in."""
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("query", ["IM18-0001", "Chávez"])
def test_a_letter_is_found(letter: Letter, office: Client, query: str) -> None:
    response = office.get(LIST, {"q": query})

    assert list(response.context["cl"].result_list) == [letter]


def test_a_letter_is_found_by_its_code(letter: Letter, office: Client) -> None:
    response = office.get(LIST, {"q": letter.code})

    assert list(response.context["cl"].result_list) == [letter]


def test_the_download_is_the_letter_as_it_was_sent(letter: Letter, office: Client) -> None:
    response = office.get(f"{LIST}{letter.pk}/pdf/")

    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{letter.code}.pdf"'
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_letter_that_is_none_is_absent(letter: Letter, office: Client) -> None:
    assert office.get(f"{LIST}{letter.pk + 1}/pdf/").status_code == 404


@pytest.mark.parametrize("role", [None, roles.COMMITTEE, roles.DELEGATE])
def test_nobody_else_downloads_it(letter: Letter, client: Client, role: str | None) -> None:
    if role:
        client.force_login(
            _user("c@isu.example", role), backend="django.contrib.auth.backends.ModelBackend"
        )

    response = client.get(f"{LIST}{letter.pk}/pdf/", follow=True)

    assert PDF not in response.content


@pytest.mark.parametrize("path", ["add/", "{pk}/delete/"])
def test_nobody_adds_or_deletes(letter: Letter, office: Client, path: str) -> None:
    assert office.get(f"{LIST}{path.format(pk=letter.pk)}").status_code == 403


def test_a_save_changes_nothing(letter: Letter, office: Client) -> None:
    before = Letter.objects.values().get()

    office.post(f"{LIST}{letter.pk}/change/", {"state": "withdrawn"})

    assert Letter.objects.values().get() == before


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_and_leaves_the_bytes(
    letter: Letter,
    office: Client,
    staff: User,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    count: int,
) -> None:
    for _ in range(count - 1):
        written(operations.confirm(receive(), by=staff, at=ON_14_MAY))

    with django_assert_num_queries(10) as queries:
        office.get(LIST)

    read = re.compile(r'"letters_letter"\."pdf"(?! IS NULL)')
    assert not any(read.search(query["sql"]) for query in queries)
