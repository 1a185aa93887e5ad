"""The staff's pages about personal data, and the notice for everybody."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from intersessional.privacy.models import Line, Run
from registration.registrations.models import Person
from tests import people
from tests.access.actors import isu_staff, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines() -> Client:
    return signed_in(isu_staff())


def test_the_table_says_purpose_readers_and_the_next_date(ines: Client) -> None:
    page = ines.get(reverse("privacy:index")).content.decode()

    # Midnight after 8 June and thirty days.
    assert '<time datetime="2018-07-09">' in page
    assert "to arrange what somebody needs in order to take part" in page
    assert "It has not run yet." in page


def test_everybody_reads_what_is_kept_and_how_long(client: Client) -> None:
    page = client.get("/privacy/").content.decode()

    assert "30 days after the last day of the meeting" in page
    assert "accessibility needs, dietary needs" in page
    assert 'href="/privacy/"' in client.get("/").content.decode()
    assert client.get("/fr/privacy/").status_code == 200


def test_a_person_is_found_by_any_spelling(ines: Client) -> None:
    registration = people.receive()

    for typed in ("chavez", "Paola CHÁVEZ", "p.chavez@", registration.receipt_number):
        page = ines.get(reverse("privacy:people"), {"q": typed}).content.decode()
        assert reverse("privacy:person", args=[registration.person_id]) in page
    assert "Nobody was found" in ines.get(reverse("privacy:people"), {"q": "Zzz"}).content.decode()


def test_the_log_names_what_was_erased_in_words(ines: Client) -> None:
    run = Run.objects.create(kind="nightly", at=people.ON_14_MAY)
    Line.objects.create(run=run, rule="registrations.needs:30d", rows=7)

    page = ines.get(reverse("privacy:runs")).content.decode()

    assert "Needs: accessibility needs, dietary needs" in page
    assert "<b>7</b>" in page


@pytest.mark.parametrize(
    ("name", "most"), [("people", 9), ("runs", 12), ("index", 9), ("person", 20)]
)
def test_no_page_asks_more_with_more_rows(
    name: str, most: int, ines: Client, django_assert_max_num_queries: Any
) -> None:
    asked = []
    for rows in (1, 3):
        for number in range(Person.objects.count(), rows):
            people.receive(replace(people.PAOLA, email=f"p{number}@mission.example"))
            run = Run.objects.create(kind="nightly", at=people.ON_14_MAY)
            Line.objects.create(run=run, rule="registrations.needs:30d", rows=number + 1)
        person = Person.objects.order_by("pk").first()
        address = reverse(f"privacy:{name}", args=[person.pk] if name == "person" else [])
        ines.get(address)
        with django_assert_max_num_queries(most) as queries:
            ines.get(address, {"q": "chavez"} if name == "people" else {})
        asked.append(len(queries))

    assert asked[0] == asked[1]
