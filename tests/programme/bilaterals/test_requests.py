"""Requests for bilaterals: sent once, taken up once, and answered to who acts for the delegation."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.outbox.composing import NoLongerNeeded
from intersessional.outbox.models import Message
from programme.bilaterals.models import Ask, Candidate
from programme.bilaterals.operations import answering, asking
from registration.delegations.models import FocalPoint
from tests.access.actors import signed_in
from tests.pages import Page, text
from tests.people import ON_14_MAY, focal_point
from tests.programme.bilaterals.days import delegation, host_of, make_candidate
from tests.programme.bilaterals.invited import last, mail_of, offered, words
from tests.registration.registrations.conftest import Browser

pytestmark = pytest.mark.django_db

PATH = "/bilaterals/ask/"


@pytest.fixture
def felix(june: Any) -> User:
    """The focal point of Ecuador."""
    return focal_point()


@pytest.fixture
def browser(felix: User, browser_of: Browser) -> Client:
    """His browser."""
    return browser_of(felix)


def asked(by: User, token: str = "a", host: str = "cooperation", code: str = "ec") -> Ask:
    """A request, by default of Ecuador to the Committee on cooperation."""
    return asking.ask(
        asking.AskDetails(reason="A project"),
        host=host_of(host),
        delegation=delegation(code),
        token=token * 22,
        language="fr",
        by=by,
        at=ON_14_MAY,
    )


def take_up(found: Ask, by: User) -> Candidate:
    """What the office does with it."""
    return asking.take_up(found, rank=3, weight=2, by=by, at=ON_14_MAY)


def test_who_was_set_aside_is_minded_again_when_taken_up(felix: User, paul: User) -> None:
    candidate = make_candidate(host_of("cooperation"), entity_code="ec", is_set_aside=True)

    take_up(asked(felix), paul)

    candidate.refresh_from_db()
    assert not candidate.is_set_aside


def test_the_office_learns_that_plans_leave_out_who_said_no(felix: User, paul: User) -> None:
    bilateral = offered(by=paul, host="cooperation")
    answering.decline(bilateral, "We fly.", by=felix, at=ON_14_MAY)
    found = asked(felix)

    done = signed_in(paul).post(
        f"/bilaterals/requests/{found.pk}/",
        {"do": "take_up", "take_up-rank": "3", "take_up-weight": "1"},
        follow=True,
    )

    assert "It had said no before, so plans leave it out" in text(Page(done).root)


def test_asking_again_makes_no_second_candidate(felix: User, paul: User) -> None:
    first = take_up(asked(felix), paul)
    second = take_up(asked(felix, "b"), paul)

    assert second == first == Candidate.objects.get()
    assert set(Ask.objects.values_list("candidate", flat=True)) == {first.pk}
    assert (first.source, first.rank, first.weight) == ("request", 3, 2)
    assert AuditEntry.objects.filter(verb="add_bilateral_candidate").count() == 1


def test_who_is_a_candidate_of_hosts_together_stays_that_one(felix: User, paul: User) -> None:
    together = make_candidate(host_of("cooperation"), host_of("article-5"), entity_code="ec")
    assert take_up(asked(felix), paul) == together
    alone = make_candidate(host_of("cooperation"), entity_code="ec", rank=7)
    assert take_up(asked(felix, "b"), paul) == alone
    assert Candidate.objects.count() == 2


def test_the_same_form_with_something_else_is_refused_in_words(browser: Client) -> None:
    token = Page(browser.get(PATH)).answers()["token"]
    sent = {"token": token, "host": host_of("cooperation").pk, "reason": "A project"}
    assert browser.post(PATH, sent).status_code == 302

    other = sent | {"host": host_of("article-5").pk, "reason": "A visit"}
    refused = browser.post(PATH, other)

    assert refused.status_code == 409
    page = Page(refused)
    assert "This form was sent before: Ecuador asked" in text(page.root)
    assert "about “A project”" in text(page.root)
    assert page.answers()["reason"] == "A visit"
    fresh = page.answers()["token"]
    assert fresh != token
    assert Ask.objects.count() == 1
    assert browser.post(PATH, other | {"token": fresh}).status_code == 302
    assert Ask.objects.count() == 2


def test_the_token_of_another_delegation_says_nothing_of_it(browser: Client) -> None:
    asked(focal_point("ua", "fiona@mission.example"), code="ua")
    sent = {"token": "a" * 22, "host": host_of("cooperation").pk, "reason": "A visit"}

    refused = browser.post(PATH, sent)

    assert refused.status_code == 409
    assert "This form was sent before." in text(Page(refused).root)
    assert "Ukraine" not in text(Page(refused).root)
    assert "A project" not in text(Page(refused).root)


def test_the_answer_goes_to_who_acts_by_then(felix: User, paul: User) -> None:
    found = asked(felix)
    FocalPoint.objects.update(ended_at=timezone.now())
    focal_point("ec", "nora@mission.example")

    asking.refuse(found, reason="The day is full.", by=paul, at=ON_14_MAY)

    message = Message.objects.get(kind="bilateral_ask_decided")
    assert mail_of(message).to == "nora@mission.example"
    assert "The day is full." in words(last("ask_decided").text)
    FocalPoint.objects.update(ended_at=timezone.now())
    with pytest.raises(NoLongerNeeded):
        last("ask_decided")


def test_the_officers_of_the_host_are_told_of_a_request(
    felix: User, paul: User, carla: User
) -> None:
    """Carla acts for the Committee on Article 5; nobody tells her of what others were asked."""
    asked(felix, "b")
    assert not Message.objects.filter(kind="bilateral_asked", key__endswith=f"/{carla.pk}")
    found = asked(felix, host="article-5")

    message = Message.objects.get(kind="bilateral_asked", key__endswith=f"/{carla.pk}")
    mail = mail_of(message)
    assert mail.to == carla.email
    assert "Ecuador asks for a bilateral." in words(mail.text)
    assert "A project" in words(mail.text)
    assert f"/bilaterals/requests/{found.pk}/" in mail.text
    asking.refuse(found, reason="The day is full.", by=paul, at=ON_14_MAY)
    with pytest.raises(NoLongerNeeded):
        mail_of(message, check=True)


def test_how_many_wait_stands_beside_the_menu(felix: User, paul: User) -> None:
    asked(felix)
    asked(felix, "b", host="article-5")
    office = signed_in(paul)
    for address in ("/bilaterals/requests/", "/bilaterals/invitations/"):
        assert "Requests (2)" in Page(office.get(address)).links()
