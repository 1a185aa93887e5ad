"""The planners' pages of invitations."""

from typing import Any

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.outbox.models import Message
from programme.bilaterals.models import Bilateral
from programme.bilaterals.operations import answering, placing
from registration.delegations.models import Entity
from tests.access.actors import signed_in
from tests.pages import Page, text
from tests.people import ON_14_MAY, focal_point
from tests.programme.bilaterals.days import at
from tests.programme.bilaterals.invited import again, offered, paola, place, seen
from tests.registration.registrations.conftest import Browser

pytestmark = pytest.mark.django_db

PATH = "/bilaterals/invitations/"


@pytest.fixture
def felix(db: None) -> User:
    """The focal point of Ecuador."""
    return focal_point()


@pytest.fixture
def office(paul: User) -> Client:
    """The browser of the President's office."""
    return signed_in(paul)


def test_what_is_to_be_sent_with_whom_it_reaches(
    office: Client, felix: User, paul: User, carla: User
) -> None:
    ecuador = place(by=paul)
    chad = place("td", host="cooperation", begins_at=at(10), by=paul)
    Entity.objects.filter(code="td").update(
        email="tchad@mission.example", correspondence_language="fr"
    )

    page = Page(office.get(PATH))
    said = text(page.root)

    assert "To be sent: 2" in said
    assert "felix@mission.example (en)" in said
    assert "tchad@mission.example (fr)" in said
    assert "checked" not in page.html
    every = Page(office.get(f"{PATH}?choose=all"))
    assert every.html.count(" checked>") == 2
    preview = Page(office.get(f"{PATH}{chad.code}/preview/"))
    assert "tchad@mission.example" in text(preview.root)
    assert 'lang="fr"' in preview.html
    assert again(chad).state == "proposed"
    typed = {"expires_at": "2018-05-28T18:00", "note": "Welcome to Geneva."}
    preview = Page(office.post(f"{PATH}{chad.code}/preview/", typed))
    assert "28 mai 2018" in text(preview.root)
    assert "Welcome to Geneva." in text(preview.root)
    late = office.post(f"{PATH}{chad.code}/preview/", {"expires_at": "2018-06-06T12:31"})
    assert "Ask for an answer by then at the latest." in text(Page(late).root)
    assert again(chad).state == "proposed"
    # An officer of another host.
    own = signed_in(carla)
    assert "Chad" not in text(Page(own.get(PATH)).root)
    for address in (f"{PATH}{chad.code}/", f"{PATH}{chad.code}/preview/"):
        assert own.get(address).status_code == 404
    assert own.post(PATH, {"chosen": [seen(chad)]}).status_code == 422
    assert own.get(f"{PATH}{ecuador.code}/").status_code == 200


def test_sending_those_that_were_chosen_once(office: Client, felix: User, paul: User) -> None:
    ecuador, chad = place(by=paul), place("td", begins_at=at(10), by=paul)
    assert office.post(PATH, {}).status_code == 422
    late = office.post(PATH, {"chosen": [seen(ecuador)], "expires_at": "2018-06-06T09:31"})
    assert late.status_code == 422
    assert "Ask for an answer by then at the latest." in text(Page(late).root)
    assert Page(late).answers()["expires_at"] == "2018-06-06T09:31"
    sent = {"chosen": [seen(ecuador)], "expires_at": "2018-05-28T18:00", "note": "Welcome."}

    done = office.post(PATH, sent, follow=True)

    assert "1 invitation is sent." in text(Page(done).root)
    assert office.post(PATH, sent).status_code == 422
    assert [again(one).state for one in (ecuador, chad)] == ["offered", "proposed"]
    assert again(ecuador).expires_at.isoformat() == "2018-05-28T16:00:00+00:00"
    assert Message.objects.count() == 1


def test_what_has_moved_since_it_was_seen_is_not_sent(
    office: Client, felix: User, paul: User
) -> None:
    ecuador = place(by=paul)
    as_seen = {"chosen": [seen(ecuador)], "note": "At half past nine."}
    placing.move(ecuador, begins_at=at(15), room=ecuador.room_id, version=1, by=paul, at=ON_14_MAY)

    refused = office.post(PATH, as_seen)

    assert refused.status_code == 422
    assert "One of them was sent or changed meanwhile." in text(Page(refused).root)
    assert Page(refused).answers()["note"] == "At half past nine."
    assert again(ecuador).state == "proposed"


def test_whoever_cannot_be_told_is_named_on_the_page(office: Client, paul: User) -> None:
    chad = place("td", by=paul)
    Entity.objects.filter(code="td").update(email="")
    assert "Nobody to tell" in text(Page(office.get(PATH)).root)
    refused = office.post(PATH, {"chosen": [seen(chad)]})
    assert refused.status_code == 409
    assert "There is nobody to tell for Chad" in text(Page(refused).root)


def test_one_invitation_from_longer_time_to_the_end(
    office: Client, felix: User, paul: User
) -> None:
    person, bilateral = paola(), offered(by=paul)
    path = f"{PATH}{bilateral.code}/"

    office.post(
        path, {"do": "extend", "extend-version": 2, "extend-expires_at": "2018-05-30T12:00"}
    )
    assert again(bilateral).expires_at.isoformat() == "2018-05-30T10:00:00+00:00"
    silent = {"do": "telephone", "telephone-version": 3, "telephone-answer": "accept"}
    assert office.post(path, silent).status_code == 422
    by_phone = silent | {
        "telephone-on_behalf": "Ms. Chávez",
        "telephone-participants": [person.pk],
    }
    assert office.post(path, by_phone).status_code == 302
    assert again(bilateral).state == "accepted"
    no = by_phone | {"telephone-answer": "decline", "telephone-version": 4}
    assert office.post(path, no).status_code == 422
    assert office.post(path, no | {"telephone-reason": "Ill."}).status_code == 302
    assert again(bilateral).state == "declined"
    assert office.post(path, {"do": "again", "again-version": 5}).status_code == 302
    assert again(bilateral).state == "offered"
    gone = {"do": "cancel", "cancel-version": 6, "cancel-reason": "Full."}
    assert office.post(path, gone | {"cancel-version": 5}).status_code == 409
    assert office.post(path, gone | {"cancel-reason": " "}).status_code == 422
    assert office.post(path, gone).status_code == 302
    assert again(bilateral).state == "cancelled"
    assert office.post(path, gone).status_code == 409


def test_no_other_time_through_the_page(office: Client, felix: User, paul: User) -> None:
    bilateral = offered(by=paul)
    path = f"{PATH}{bilateral.code}/"
    assert "No other time" not in text(Page(office.get(path)).root)
    answering.ask_another_time(bilateral, at(10), "Later.", by=felix, at=ON_14_MAY)
    assert "No other time" in text(Page(office.get(path)).root)
    sent = {"do": "keep", "keep-version": 3, "keep-expires_at": "2018-05-30T12:00"}

    assert office.post(path, sent).status_code == 422
    done = office.post(path, sent | {"keep-reason": "Full."}, follow=True)

    assert "The time stays, and the delegation is told by e-mail." in text(Page(done).root)
    assert again(bilateral).state == "offered"
    assert again(bilateral).expires_at.isoformat() == "2018-05-30T10:00:00+00:00"
    # It was decided: what was typed is there to be copied.
    late = office.post(path, sent | {"keep-version": 4, "keep-reason": "Too full."})
    assert late.status_code == 409
    assert "Too full." in text(Page(late).root)


def test_after_a_change_the_same_form_can_be_sent_again(
    office: Client, felix: User, paul: User
) -> None:
    bilateral = offered(by=paul)
    path = f"{PATH}{bilateral.code}/"
    stale = office.post(path, {"do": "cancel", "cancel-version": 1, "cancel-reason": "Full."})
    assert stale.status_code == 409
    answers = Page(stale).answers()
    assert (answers["cancel-version"], answers["cancel-reason"]) == ("2", "Full.")
    sent = {name: answers[name] for name in ("cancel-version", "cancel-reason")}
    assert office.post(path, {"do": "cancel", **sent}).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_take_the_same_queries(
    office: Client, felix: User, paul: User, django_assert_num_queries: Any, number: int
) -> None:
    for code, hour in (("ec", 9), ("ua", 11), ("td", 12))[:number]:
        found = offered(code, begins_at=at(hour, 30 if hour == 9 else 0), by=paul)
        answering.decline(found, "No.", by=felix, at=ON_14_MAY)
    for code, hour in (("hr", 14), ("kh", 15), ("ao", 16))[:number]:
        place(code, begins_at=at(hour), by=paul)
    office.get(PATH)
    with django_assert_num_queries(LIST_QUERIES):
        office.get(PATH)
    with django_assert_num_queries(ONE_QUERIES):
        office.get(f"{PATH}{Bilateral.objects.first().code}/")


@pytest.mark.parametrize("number", [1, 3])
def test_sending_takes_the_same_queries(
    office: Client, felix: User, paul: User, django_assert_num_queries: Any, number: int
) -> None:
    Entity.objects.filter(email="").update(email="mission@states.example")
    found = [
        place(code, begins_at=at(hour), by=paul)
        for code, hour in (("ec", 10), ("ua", 11), ("td", 12))[:number]
    ]
    chosen = {"chosen": [seen(one) for one in found]}
    with django_assert_num_queries(SEND_QUERIES):
        sent = office.post(PATH, chosen)
    assert sent.status_code == 302


LIST_QUERIES, ONE_QUERIES, SEND_QUERIES = 13, 14, 26


def test_the_delegations_page_links_to_its_bilaterals(
    felix: User, paul: User, browser_of: Browser
) -> None:
    browser = browser_of(felix)
    link = "See and answer the invitations"
    assert link not in Page(browser.get("/delegation/ec/")).links()
    offered(by=paul)
    assert Page(browser.get("/delegation/ec/")).links()[link] == "/bilaterals/"
