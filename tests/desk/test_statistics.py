"""Statistics: what the staff see, what is published, and what everybody sees of it."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.desk.models import StatisticsPublication
from intersessional.desk.statistics import operations
from intersessional.uploads import PDF
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from tests.access.actors import signed_in
from tests.desk.crowds import crowd
from tests.desk.test_other_meeting import next_meeting  # noqa: F401 - a fixture
from tests.papers import complaints
from tests.programme.interventions.test_lists_pages import text_of

pytestmark = pytest.mark.django_db

DESK, PUBLISH, PUBLIC = "/desk/statistics/", "/desk/statistics/publish/", "/statistics/"
STATES = ("ec", "ua", "hr", "co", "pe", "zw", "th", "kh", "sn", "td")


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


@pytest.fixture
def held(staff: User) -> None:
    """Ten States of six people, and one organisation of three."""
    genders = ["woman", "woman", "man", "man", "man", "unsaid"]
    for code in STATES:
        crowd(code, genders, by=staff)
    crowd("org-icrc", ["man", "man", "another"], by=staff)


def cells(client: Client, path: str) -> dict[tuple[str, str, str], str]:
    content = b"".join(client.get(path).streaming_content)  # type: ignore[attr-defined]
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return {(row["Table"], row["Row"], row["Column"]): row["Value"] for row in rows}


def test_the_staff_see_all_numbers_and_what_they_mean(
    ines: Client, staff: User, held: None
) -> None:
    interpreter = crowd("ec", ["man"], by=staff, participation="interpreter")[0]
    crowd("ua", ["man"], by=staff, state="received")

    page = ines.get(DESK)
    found = cells(ines, f"{DESK}csv/")

    assert "Confirmed people: 63. Delegations: 11." in text_of(page)
    assert "Share of women 38 %; 10 did not say; coverage 84 %." in text_of(page)
    assert "Check-in has not begun." in text_of(page)
    by = "People and delegations by category"
    assert found[by, "State Party", "People"] == "60"
    assert found[by, "Red Cross or Red Crescent", "Another answer"] == "1"
    assert found["Heads of delegation", "State Party", "Women"] == "10"
    several = "Delegations of women only, and of men only"
    assert found[several, "Not every answer is known", "Delegations"] == "10"
    assert found[several, "Any other, every answer known", "Delegations"] == "1"
    # Under each table, the population; and a picture beside it.
    assert text_of(page).count("Population: people whose registration is confirmed") == 4
    assert page.content.decode().count("<svg ") == 4
    assert "UNIDIR" in text_of(page)
    assert interpreter.participation == "interpreter"
    assert AuditEntry.objects.filter(verb="export_statistics").count() == 1


def test_it_takes_the_same_queries_however_many_there_are(
    ines: Client, staff: User, django_assert_num_queries: Any
) -> None:
    crowd("ec", ["woman"], by=staff)
    ines.get(DESK)
    with django_assert_num_queries(13):
        ines.get(DESK)
    for code in ("ua", "hr", "co"):
        crowd(code, ["woman", "man"], by=staff)
    with django_assert_num_queries(13):
        ines.get(DESK)


def test_everybody_sees_nothing_before_it_is_published(client: Client, held: None) -> None:
    page = client.get(PUBLIC)

    assert "No figures are published yet." in text_of(page)
    assert "<table" not in page.content.decode()
    assert client.get(f"{PUBLIC}csv/").status_code == 404
    assert client.get(f"{PUBLIC}pdf/").status_code == 404


def test_what_is_published_is_frozen_and_names_nobody(
    ines: Client, client: Client, staff: User, held: None
) -> None:
    preview = ines.get(PUBLISH)
    assert not StatisticsPublication.objects.exists()
    assert ines.post(PUBLISH).status_code == 302
    Registration.objects.filter(delegation__entity__code="ec").update(state="received")

    page = client.get(PUBLIC)
    found = cells(client, f"{PUBLIC}csv/")

    assert "63 people were confirmed on" in text_of(page)
    by = "People and delegations by category"
    assert found[by, "Red Cross or Red Crescent", "Confirmed people"] == "not shown"
    assert found[by, "State Party", "Confirmed people"] == "60"
    assert found["Share of women, confirmed", "All", "Share of women"] == "about 40 %"
    assert found["Share of women, confirmed", "All", "Coverage"] == "at least 80 %"
    numbers = [int(value) for value in found.values() if value.isdigit() and value != "0"]
    assert min(numbers) >= 5
    assert "Ecuador" not in page.content.decode()
    assert "Numbers under five are not shown" in text_of(page)
    assert text_of(page).count("about 40 %") == text_of(preview).count("about 40 %")
    assert [entry.by for entry in AuditEntry.objects.filter(verb="publish_statistics")] == [staff]


def test_a_change_of_few_people_is_not_published(
    ines: Client, client: Client, staff: User, held: None
) -> None:
    ines.post(PUBLISH)
    crowd("iq", ["woman"], by=staff)

    response = ines.post(PUBLISH)

    assert response.status_code == 409
    assert "has changed by fewer than five" in text_of(response)
    assert "63 people were confirmed" in text_of(client.get(PUBLIC))
    # The control: five.
    crowd("jo", ["woman"] * 5, by=staff)
    assert ines.post(PUBLISH).status_code == 302
    assert "69 people were confirmed" in text_of(client.get(PUBLIC))


def test_it_can_be_taken_back(ines: Client, client: Client, held: None) -> None:
    ines.post(PUBLISH)

    ines.post(f"{DESK}take-back/")

    assert "No figures are published yet." in text_of(client.get(PUBLIC))
    assert StatisticsPublication.objects.get().ended_by


def test_too_few_people_are_no_figures(ines: Client, staff: User) -> None:
    crowd("ec", ["woman"] * 4, by=staff)

    assert "too few people" in text_of(ines.get(PUBLISH))
    assert ines.post(PUBLISH).status_code == 409


@pytest.mark.long
def test_what_is_published_is_printed_in_each_language(
    ines: Client, client: Client, held: None
) -> None:
    ines.post(PUBLISH)

    while operations.print_due():
        pass

    for path in (PUBLIC, f"/fr{PUBLIC}"):
        response = client.get(f"{path}pdf/")
        content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
        assert response["Content-Type"] == PDF
        assert complaints(content) == []
        pages = PdfReader(io.BytesIO(content)).pages
        words = "\n".join(page.extract_text() for page in pages)
        assert "about 40 %" in words or path != PUBLIC
        assert "Ecuador" not in words


def test_only_the_staff_publish(client: Client, held: None) -> None:
    assert client.post(PUBLISH).status_code == 302
    assert not StatisticsPublication.objects.exists()


def test_another_meeting_has_its_own_and_stands_beside_the_one_before(
    ines: Client,
    client: Client,
    held: None,
    next_meeting: Meeting,  # noqa: F811
) -> None:
    ines.post(PUBLISH)

    page = text_of(ines.get(f"/m/{next_meeting.slug}{DESK}"))

    assert "Nobody is confirmed yet." in page
    # The sixty people of States Parties in the column of the meeting before.
    beside = page.partition("Beside the meeting before")[2]
    # The cells of a row stand side by side.
    assert "State Party 060010–40 %" in beside
    assert "No figures are published yet." in text_of(client.get(f"/m/{next_meeting.slug}{PUBLIC}"))
    # Nor beside one of another kind, or one that nobody could register for.
    for other in ({"kind": "review"}, {"stage": "rehearsing", "is_set_current": False}):
        Meeting.objects.filter(slug="2018").update(**{"kind": next_meeting.kind} | other)
        assert "Beside the" not in text_of(ines.get(f"/m/{next_meeting.slug}{DESK}"))
