"""The delegation's pages: its agenda, one bilateral and the answer, asking for one."""

from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from intersessional.accounts.models import User
from programme.bilaterals.models import Ask, Bilateral, Candidate
from programme.bilaterals.operations import asking, expiring
from tests.access.actors import signed_in
from tests.pages import Page, text
from tests.people import ON_14_MAY, PAOLA, focal_point
from tests.programme.bilaterals.days import at, delegation, host_of, officer
from tests.programme.bilaterals.invited import again, last, offered, paola, place, words
from tests.registration.registrations.conftest import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def felix(db: None) -> User:
    """The focal point of Ecuador."""
    return focal_point()


@pytest.fixture
def browser(felix: User, browser_of: Browser) -> Client:
    """His browser."""
    return browser_of(felix)


@pytest.fixture
def bilateral(felix: User, paul: User) -> Bilateral:
    """An invitation to Ecuador."""
    return offered(by=paul)


def test_the_agenda_shows_what_the_delegation_was_told_and_nothing_else(
    browser: Client, bilateral: Bilateral, paul: User
) -> None:
    offered("ua", begins_at=at(10), by=paul)
    place("ec", host="cooperation", begins_at=at(11), by=paul)

    page = Page(browser.get("/bilaterals/"))

    said = text(page.root)
    assert f"/bilaterals/{bilateral.code}/" in page.links().values()
    assert "Wednesday 6 June 2018, 09:30" in said
    assert "Room B" in said
    assert "Please answer before" in said
    for others in ("Ukraine", "11:00", "Cooperation"):
        assert others not in said


def test_accepting_through_the_page(browser: Client, bilateral: Bilateral) -> None:
    person = paola()
    path = f"/bilaterals/{bilateral.code}/"
    page = Page(browser.get(path))
    assert page.summary()["When"].startswith("Wednesday 6 June 2018, 09:30")
    sent = {"do": "accept", "accept-version": 2, "accept-participants": [person.pk]}

    nobody = browser.post(path, sent | {"accept-participants": []})
    assert nobody.status_code == 409
    assert "Choose at least one person who comes." in text(Page(nobody).root)
    done = browser.post(path, sent, follow=True)
    twice = browser.post(path, sent, follow=True)

    assert "You have accepted." in text(Page(done).root)
    assert twice.status_code == 200
    assert again(bilateral).version == 3
    page = Page(browser.get(path))
    assert page.summary()["Participants"] == "Ms. Paola Fernanda CHÁVEZ"
    assert page.summary()["State"] == "Accepted"


def test_declining_asks_why_and_keeps_what_was_typed(browser: Client, bilateral: Bilateral) -> None:
    path = f"/bilaterals/{bilateral.code}/"
    missing = browser.post(path, {"do": "decline", "decline-version": 2, "decline-reason": " "})
    assert missing.status_code == 422
    assert "Say why: the host reads it." in text(Page(missing).root)
    for wrong in ({"do": "fly"}, {}):
        assert browser.post(path, wrong).status_code == 422
    stale = browser.post(path, {"do": "decline", "decline-version": 1, "decline-reason": "Far."})
    assert stale.status_code == 409
    assert Page(stale).answers()["decline-reason"] == "Far."
    assert Page(stale).answers()["decline-version"] == "2"

    browser.post(path, {"do": "decline", "decline-version": 2, "decline-reason": "Far."})
    assert again(bilateral).state == "declined"


def test_asking_for_another_time(browser: Client, bilateral: Bilateral) -> None:
    path = f"/bilaterals/{bilateral.code}/"
    assert "Wednesday 6 June 2018, 10:30" in Page(browser.get(path)).labels()
    sent = {"do": "another", "another-version": 2, "another-reason": "We land at ten."}

    taken = browser.post(path, sent | {"another-wanted_at": f"{at(9, 30).timestamp():.0f}"})
    assert taken.status_code == 422
    browser.post(path, sent | {"another-wanted_at": f"{at(10, 30).timestamp():.0f}"})

    assert (again(bilateral).state, again(bilateral).wanted_at) == ("another_time", at(10, 30))


def test_changing_who_comes(browser: Client, bilateral: Bilateral, felix: User) -> None:
    person, path = paola(), f"/bilaterals/{bilateral.code}/"
    browser.post(path, {"do": "accept", "accept-version": 2, "accept-participants": [person.pk]})
    assert "Change the participants" in browser.get(path).content.decode()
    none = browser.post(path, {"do": "participants", "participants-version": 3})
    assert none.status_code == 409


def test_after_the_end_the_page_says_what_to_do(
    browser: Client, bilateral: Bilateral, set_clock: Any
) -> None:
    path, sent = f"/bilaterals/{bilateral.code}/", {"do": "accept", "accept-version": 2}
    set_clock(at(9, 30))
    for _ in range(2):
        late = browser.post(path, sent)
        assert late.status_code == 409
        said = text(Page(late).root)
        assert "The time to answer ended on Wednesday 6 June 2018, 09:30." in said
        assert "Would you still like to meet? Write to" in said
        expiring.expire_due(at=at(9, 55))
        sent["accept-version"] = 3
    assert again(bilateral).state == "expired"


def test_what_was_typed_too_late_can_be_copied(
    browser: Client, bilateral: Bilateral, set_clock: Any
) -> None:
    path = f"/bilaterals/{bilateral.code}/"
    set_clock(at(9, 30))
    for do in ("decline", "another"):
        sent = {
            "do": do,
            f"{do}-version": 2,
            f"{do}-reason": "We land at ten.",
            f"{do}-wanted_at": f"{at(10, 30).timestamp():.0f}",
        }
        late = browser.post(path, sent)
        assert late.status_code in {409, 422}
        said = text(Page(late).root)
        assert "What you had typed" in said
        assert "We land at ten." in said
    assert "What you had typed" not in text(Page(browser.get(path)).root)


def test_a_participant_reads_and_a_stranger_finds_nothing(
    browser: Client, bilateral: Bilateral, browser_of: Browser
) -> None:
    person, path = paola(), f"/bilaterals/{bilateral.code}/"
    browser.post(path, {"do": "accept", "accept-version": 2, "accept-participants": [person.pk]})
    own = browser_of(User.objects.create_user(PAOLA.email))
    other = browser_of(focal_point("ua", "fiona@mission.example"))

    assert own.get(path).status_code == 200
    refused = own.post(path, {"do": "decline", "decline-version": 3, "decline-reason": "No."})
    assert refused.status_code == 422
    assert again(bilateral).state == "accepted"
    for address in (path, f"{path}calendar.ics"):
        assert other.get(address).status_code == 404
    assert other.post(path, {"do": "decline"}).status_code == 404


def test_calendar_files(browser: Client, bilateral: Bilateral) -> None:
    for address in (f"/bilaterals/{bilateral.code}/calendar.ics", "/bilaterals/mine.ics"):
        answer = browser.get(address)
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        [event] = Calendar.from_ical(answer.content).walk("VEVENT")
        assert event["uid"].startswith(f"{bilateral.code}@")
        assert event["dtstart"].dt == at(9, 30)


def test_asking_once_and_taking_it_back(browser: Client, felix: User, june: Any) -> None:
    host = host_of("cooperation")
    page = Page(browser.get("/bilaterals/ask/"))
    sent = {
        "token": page.answers()["token"],
        "host": host.pk,
        "reason": "A project\r\nin the north",
        "wishes": "After lunch",
    }
    missing = browser.post("/bilaterals/ask/", sent | {"reason": " "})
    assert missing.status_code == 422
    for _ in range(2):
        assert browser.post("/bilaterals/ask/", sent).status_code == 302
    found = Ask.objects.get()
    assert (found.reason, found.state) == ("A project\nin the north", "open")
    twice = browser.post("/bilaterals/ask/", sent | {"token": "t" * 22})
    assert twice.status_code == 409
    assert "Your delegation has asked" in text(Page(twice).root)

    back = browser.post(f"/bilaterals/ask/{found.pk}/take-back/", follow=True)
    assert "The request is taken back." in text(Page(back).root)
    assert browser.post("/bilaterals/ask/", sent | {"token": "u" * 22}).status_code == 302


def test_the_office_decides_about_requests(felix: User, paul: User, june: Any) -> None:
    asks = [
        asking.ask(
            asking.AskDetails(reason="A project"),
            host=host_of(host),
            delegation=delegation("ec"),
            token=host[0] * 22,
            language="fr",
            by=felix,
            at=ON_14_MAY,
        )
        for host in ("cooperation", "article-5")
    ]
    office = signed_in(paul)
    carla = signed_in(officer(host_of("article-5")))
    assert carla.get(f"/bilaterals/requests/{asks[0].pk}/").status_code == 404
    assert "Ecuador" in text(Page(carla.get("/bilaterals/requests/")).root)

    first, second = (f"/bilaterals/requests/{one.pk}/" for one in asks)
    up = {"do": "take_up", "take_up-rank": 3, "take_up-weight": 2}
    assert office.post(first, {"do": "refuse", "refuse-reason": ""}).status_code == 422
    assert office.post(first, up | {"take_up-rank": 0}).status_code == 422
    assert office.post(first, up).status_code == 302
    assert office.post(first, up).status_code == 409
    made = Candidate.objects.get(asks=asks[0])
    assert (made.source, made.rank, made.weight, made.reason) == ("request", 3, 2, "A project")
    assert [host.slug for host in made.hosts.all()] == ["cooperation"]
    office.post(second, {"do": "refuse", "refuse-reason": "The day is full."})
    mail = last("ask_decided")
    assert mail.to == "felix@mission.example"
    assert "The day is full." in words(mail.text)


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_take_the_same_queries(
    browser: Client,
    bilateral: Bilateral,
    paul: User,
    django_assert_num_queries: Any,
    number: int,
) -> None:
    for hour, host in ((10, "cooperation"), (11, "president"))[: number - 1]:
        offered("ec", host=host, begins_at=at(hour), by=paul)
    browser.get("/bilaterals/")
    with django_assert_num_queries(AGENDA_QUERIES):
        browser.get("/bilaterals/")
    with django_assert_num_queries(PAGE_QUERIES):
        browser.get(f"/bilaterals/{bilateral.code}/")


AGENDA_QUERIES, PAGE_QUERIES = 11, 17


def test_whoever_plans_is_led_to_the_board(paul: User) -> None:
    answer = signed_in(paul).get("/bilaterals/")
    assert (answer.status_code, answer["Location"]) == (302, "/bilaterals/board/")
