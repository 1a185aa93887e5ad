"""The desk: each number is that of the rows behind it, and many ask no more than one."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from intersessional.accounts.models import User
from registration.meetings.models import Meeting
from tests.access.actors import president_office, signed_in
from tests.desk.boards import fill
from tests.pages import Page, attributes, text
from tests.people import PAOLA, receive
from tests.registration.mailings import messages

pytestmark = pytest.mark.django_db

PAGE = "/desk/"
KINDS = {
    "Registrations to confirm",
    "Late requests",
    "Requests to attend",
    "On the waiting list",
    "Likely duplicates",
    "Notes and letters that differ from the forms",
    "Delegations with requests to be a focal point",
    "States with Article 5 obligations, not registered",
    "Delegations without a head",
    "Letters for a visa to issue",
    "Messages and letters that could not be sent, of all meetings",
    "Late requests for the floor to accept",
    "Speakers to be named",
    "Requests for bilaterals to decide",
}


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


def numbers(page: Page) -> dict[str, int]:
    """Return the address of each number on the page, and the number."""
    found = {}
    [main] = page.all("main")
    for link in Page.all(page, "a"):
        shown = re.fullmatch(r"(\d+)( people| person| delegations?)?", text(link))
        if shown:
            found[attributes(link)["href"]] = int(shown[1])
    assert main
    return found


def rows_of(response: HttpResponse, url: str) -> int:
    """Count the rows of the list that is behind a number."""
    assert response.status_code == 200, url
    if "/admin/" in url:
        return int(response.context["cl"].result_count)
    if "/desk/speakers/" in url:
        return len(response.context["page"].coming)
    if "number" in response.context:
        return int(response.context["page"].paginator.count)
    return len(response.context["missing" if "/missing/" in url else "rows"])


@pytest.mark.long
def test_each_number_is_that_of_the_rows_behind_it(ines: Client, staff: User) -> None:
    fill(2, by=staff)

    page = Page(ines.get(PAGE))
    found = numbers(page)

    waiting = {line.label: line.number for line in page.response.context["waiting"]}
    assert set(waiting) == KINDS
    assert len(found) > 30
    wrong = {
        url: (number, rows)
        for url, number in found.items()
        if (rows := rows_of(ines.get(url.partition("#")[0]), url)) != number
    }
    assert wrong == {}


@pytest.mark.parametrize("times", [1, 3])
def test_it_asks_the_same_for_many_as_for_one(
    ines: Client, staff: User, django_assert_num_queries: Any, times: int
) -> None:
    fill(times, by=staff)
    ines.get(PAGE)

    with django_assert_num_queries(QUERIES):
        ines.get(PAGE)


QUERIES = 24


@pytest.mark.parametrize(
    ("what", "queries"),
    [("notes", 8), ("visas", 12), ("floor", 10), ("speakers", 10), ("bilaterals", 7)],
)
@pytest.mark.parametrize("times", [1, 3])
def test_so_do_the_lists_of_what_waits(
    ines: Client,
    staff: User,
    django_assert_num_queries: Any,
    what: str,
    queries: int,
    times: int,
) -> None:
    fill(times, by=staff)
    path = f"{PAGE}waiting/{what}/"
    ines.get(path)

    with django_assert_num_queries(queries):
        page = Page(ines.get(path))

    assert len(page.response.context["page"]) == times
    for row in page.response.context["page"]:
        assert ines.get(row.url.partition("#")[0]).status_code == 200


def test_a_message_on_its_way_is_in_progress(ines: Client, staff: User) -> None:
    receive(PAOLA)
    number = messages.send(messages.draft(staff), staff)

    [work] = Page(ines.get(PAGE)).response.context["under_way"]

    assert (work.done, work.wanted) == (0, number)
    assert ines.get(work.url).status_code == 200


def test_an_empty_meeting_says_what_will_be_there(ines: Client) -> None:
    page = Page(ines.get(PAGE))

    assert "Nobody has registered yet." in page.html
    assert "No bilateral has been placed yet." in page.html
    assert "17 days until registration closes." in page.html
    assert {line.label for line in page.response.context["done"]} == KINDS - {
        "States with Article 5 obligations, not registered"
    }


def test_another_meeting_has_a_desk_of_its_own(ines: Client, meeting: Meeting) -> None:
    receive()
    meeting.pk, meeting.slug, meeting.code = None, "2019", "IM19"
    meeting.save()

    page = Page(ines.get("/m/2019/desk/"))

    assert "Nobody has registered yet." in page.html
    assert page.links()["Who is missing"] == "/m/2019/desk/missing/"
    assert ines.get("/m/1999/desk/").status_code == 404
    assert ines.get("/desk/waiting/nothing/").status_code == 404


def test_it_is_the_desk_of_the_isu_alone() -> None:
    office = signed_in(president_office())

    assert office.get(PAGE).status_code == 403
    assert "Desk" not in Page(office.get("/")).links()


def test_without_a_meeting_it_says_so(ines: Client) -> None:
    Meeting.objects.update(stage="preparing", is_set_current=False)

    page = ines.get(PAGE)

    assert page.status_code == 200
    assert page.templates[0].name == "desk/board/none.html"
    assert ines.get("/m/none/desk/").status_code == 404


def test_the_menu_of_the_desk_fits_one_line(ines: Client) -> None:
    page = Page(ines.get("/desk/missing/"))
    [menu] = [e for e in page.all("nav") if attributes(e).get("aria-label") == "Main"]
    entries = [(text(e), attributes(e)["href"]) for e in page.all("a") if _inside(menu, e)]

    assert [label for label, _url in entries] == [
        *("Desk", "Registrations", "Programme", "Speakers", "Bilaterals", "The floor"),
    ]
    assert "Desk" in text(next(e for e in page.all("a") if "aria-current" in attributes(e)))
    assert [ines.get(url, follow=True).status_code for _label, url in entries] == [200] * 6


@pytest.mark.long
def test_every_tool_opens(ines: Client) -> None:
    groups = Page(ines.get(PAGE)).response.context["tools"]

    answers = {tool["url"]: ines.get(tool["url"]) for one in groups for tool in one.tools}

    assert len(answers) > 20
    assert {url: a.status_code for url, a in answers.items() if a.status_code != 200} == {}


def test_the_isu_lands_on_its_desk_after_the_sign_in(client: Client, staff: User, settings) -> None:  # type: ignore[no-untyped-def]
    settings.STAFF_SECOND_FACTOR = False
    answers = {"login": staff.email, "password": "a long enough password"}

    assert client.post("/accounts/login/", answers)["Location"] == PAGE
    assert client.get("/accounts/login/")["Location"] == PAGE


def _inside(element: Any, wanted: Any) -> bool:
    return any(
        child is wanted or _inside(child, wanted)
        for child in element.children
        if not isinstance(child, str)
    )
