"""The brief of a bilateral: what it says, whom it is for, and on paper."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from intersessional.accounts.models import User
from programme.bilaterals import tasks
from programme.bilaterals.models import Ask, Bilateral, Participant, Printout
from registration.delegations.models import PartyStatus
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from tests import people
from tests.access.actors import signed_in
from tests.papers import complaints
from tests.people import ON_14_MAY, PAOLA, receive
from tests.programme.bilaterals import days
from tests.programme.bilaterals.placed import placed
from tests.programme.bilaterals.test_day import text_of
from tests.programme.interventions.floors import ask, states_speak
from tests.registration.letters.conftest import OpenedPDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def carlas(carla: User) -> Client:
    """The browser of the officer of the Committee on Article 5."""
    return signed_in(carla)


@pytest.fixture
def bilateral(june: Meeting, felix: User) -> Bilateral:
    """Ecuador meets the Committee on Article 5; Paola comes, and asks for the floor."""
    found = placed("ec", 11, 0, reason="Extension request of 2017", rank=3)
    paola = receive(PAOLA)
    Registration.objects.filter(pk=paola.pk).update(role="head", gender="woman", phone="+41 22 7")
    Participant.objects.create(bilateral=found, registration=paola)
    ask(states_speak(), "ec", by=felix, note="Canary to the secretariat")
    return found


@pytest.fixture
def felix(june: Meeting) -> User:
    """The focal point of Ecuador."""
    return people.focal_point()


def page_of(bilateral: Bilateral) -> str:
    """The address of a brief."""
    return f"/bilaterals/briefs/{bilateral.code}/"


def test_a_brief_says_what_the_portal_knows(
    carlas: Client, bilateral: Bilateral, felix: User, june: Meeting
) -> None:
    PartyStatus.objects.filter(entity__code="ec").update(valid_from=date(1999, 3, 1))
    placed("ec", 14, 0, "cooperation")
    Ask.objects.create(
        delegation=bilateral.delegation,
        host=days.host_of("article-5"),
        token="a" * 22,
        reason="The new work plan",
        wishes="In Spanish",
        language="es",
        asked_at=ON_14_MAY,
        asked_by=felix,
    )
    page = text_of(carlas.get(page_of(bilateral)))

    for words in (
        "Ecuador Brief · Committee on Article 5 Implementation · Wednesday 6 June 2018, 11:00–11:25",
        "Room B Accepted",
        "Category State Party State Party since 1 March 1999 Committee Committee on Victim Assistance",
        "Marked as Article 5",
        "Reason Extension request of 2017 How it came By hand Rank 3",
        "The delegation asked Committee on Article 5 Implementation for it on 14 May 2018",
        "The new work plan Wishes: In Spanish",
        "Ms. Paola Fernanda CHÁVEZ , Counsellor, Permanent Mission comes to this bilateral Head of",
        "2 Victim assistance Update",
        "On the list",
        "6 June 2018, 14:00–14:25 Committee on the Enhancement of Cooperation",
    ):
        assert words in page, words


def test_a_brief_tells_of_nobody_more_than_it_needs(carlas: Client, bilateral: Bilateral) -> None:
    main = carlas.get(page_of(bilateral)).content.decode().partition("<main")[2]
    main = main.partition("</main>")[0]

    for canary in ("p.chavez@mission.example", "+41 22 7", "Woman", "Canary"):
        assert canary.lower() not in main.lower()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (days.planner, 200),
        (lambda: days.officer(days.host_of("compliance"), "cleo@committee.example"), 404),
        (lambda: people.focal_point(), 403),
    ],
)
def test_who_plans_for_the_host_reads_it(bilateral: Bilateral, who: Any, status: int) -> None:
    client = signed_in(who())

    assert client.get(page_of(bilateral)).status_code == status
    paper = page_of(bilateral)[:-1] + ".pdf"
    assert client.get(paper).status_code == (302 if status == 200 else status)
    assert client.post(paper).status_code == (302 if status == 200 else status)


def paper_of(client: Client, bilateral: Bilateral, prefix: str = "") -> Any:
    """Press the button, let the worker print, and take the file."""
    path = f"{prefix}{page_of(bilateral)[:-1]}.pdf"
    waiting = client.post(path, follow=True)
    assert waiting.status_code == 202
    assert waiting["Refresh"] == "2"
    tasks.print_due()
    return client.get(path)


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "Committee on Article 5"), ("/fr", "11")], ids=["en", "fr"]
)
def test_a_brief_is_printed(carlas: Client, bilateral: Bilateral, prefix: str, words: str) -> None:
    response = paper_of(carlas, bilateral, prefix)

    assert response["Content-Type"] == "application/pdf"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    printed = OpenedPDF(b"".join(response.streaming_content))
    assert words in printed.text
    assert "CHÁVEZ" in printed.text
    assert complaints(printed.content) == []


def test_a_brief_that_changed_is_printed_anew(carlas: Client, bilateral: Bilateral) -> None:
    path = page_of(bilateral)[:-1] + ".pdf"
    assert paper_of(carlas, bilateral).status_code == 200
    placed("ec", 14, 0, "cooperation")

    response = carlas.get(path, follow=True)

    assert "Print it anew" in text_of(response)
    assert paper_of(carlas, bilateral).status_code == 200
    assert Printout.objects.count() == 2


def test_papers_are_kept_for_a_day(carlas: Client, bilateral: Bilateral) -> None:
    paper_of(carlas, bilateral)
    Printout.objects.update(asked_at=timezone.now() - timedelta(hours=25))

    tasks.erase_printouts()

    assert not Printout.objects.exists()


def test_no_query_grows_with_what_there_is(
    carlas: Client, bilateral: Bilateral, felix: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(23):
        carlas.get(page_of(bilateral))
    for host, hour in (("cooperation", 14), ("compliance", 15)):
        placed("ec", hour, 0, host)
    # Two of them for the hosts of whatever else there is.
    with django_assert_num_queries(25):
        carlas.get(page_of(bilateral))
