"""Exchanges of places through the pages of delegations and of the staff."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from intersessional.accounts.models import User
from programme.interventions import operations
from programme.interventions.models import FloorEvent, Intervention, Swap
from programme.interventions.queries import ListedSegment
from tests.access.actors import signed_in
from tests.pages import Page, text
from tests.people import ON_14_MAY, focal_point, isu_staff
from tests.programme.interventions.floors import ask, order, states_speak
from tests.programme.interventions.test_swaps import propose
from tests.registration.registrations.conftest import Browser

SECRET = "Only for the secretariat"


@pytest.fixture
def segment(felix: User, set_clock: Any) -> ListedSegment:
    """Where States speak, on 14 May."""
    set_clock(ON_14_MAY)
    return states_speak()


@pytest.fixture
def ecuador(felix: User, segment: ListedSegment) -> Intervention:
    """The first on the list."""
    return ask(segment, "ec", by=felix)


@pytest.fixture
def ivo(db: None) -> User:
    """The focal point of Croatia."""
    return focal_point("hr", "ivo@mission.example")


@pytest.fixture
def croatia(ivo: User, ecuador: Intervention, segment: ListedSegment) -> Intervention:
    """The second one, with a note."""
    return ask(segment, "hr", by=ivo, note=SECRET)


@pytest.fixture
def browser(felix: User, browser_of: Browser) -> Client:
    """The browser of Ecuador's focal point."""
    return browser_of(felix)


@pytest.fixture
def other(ivo: User, browser_of: Browser) -> Client:
    """The browser of Croatia's focal point."""
    return browser_of(ivo)


def test_two_delegations_exchange_their_places(
    browser: Client,
    other: Client,
    ecuador: Intervention,
    croatia: Intervention,
    segment: ListedSegment,
) -> None:
    page = Page(browser.get(f"/interventions/{ecuador.pk}/"))
    choose = f"/interventions/{ecuador.pk}/exchange/"
    assert choose in page.links().values()
    page = Page(browser.get(choose))
    assert "Croatia" in text(page.root)
    assert SECRET not in page.html
    assert "ivo@" not in page.html
    sent = browser.post(choose, {"partner": f"{croatia.pk}:1:2"}, follow=True)
    assert "The exchange is proposed to Croatia" in text(Page(sent).root)

    swap = Swap.objects.get()
    assert "Ecuador proposes to exchange places with you" in text(
        Page(other.get("/interventions/")).root
    )
    answer = f"/interventions/{croatia.pk}/exchange/{swap.pk}/"
    page = Page(other.get(answer))
    said = page.summary()
    assert (said["Your place now"], said["Your place after the exchange"]) == ("2", "1")
    done = other.post(answer, {"do": "accept", "seen": "1:2"}, follow=True)

    assert "The places are exchanged with Ecuador" in text(Page(done).root)
    assert "Exchanged with Ecuador on" in text(Page(done).root)
    assert order(segment) == ["hr", "ec"]
    assert "Exchanged with Croatia on" in text(
        Page(browser.get(f"/interventions/{ecuador.pk}/")).root
    )


def test_declining_asks_for_the_reason_and_keeps_nothing_else(
    other: Client, ecuador: Intervention, croatia: Intervention, segment: ListedSegment, felix: User
) -> None:
    swap = propose(ecuador, croatia, segment, felix)
    answer = f"/interventions/{croatia.pk}/exchange/{swap.pk}/"

    missing = other.post(answer, {"do": "decline", "reason": " "})
    assert missing.status_code == 422
    assert "Say why: the other side reads it." in text(Page(missing).root)
    # What only the other may do, and what nobody can.
    for sent in ({"do": "take_back"}, {"do": "accept", "seen": "x"}, {"do": "fly"}, {}):
        assert other.post(answer, sent).status_code == 422
    assert Swap.objects.get().state == "open"
    stale = other.post(answer, {"do": "accept", "seen": "3:2"})
    assert stale.status_code == 409
    assert "The places have changed since you opened this page" in text(Page(stale).root)
    assert not FloorEvent.objects.filter(verb="swap").exists()

    other.post(answer, {"do": "decline", "reason": "We fly at noon."})

    assert (Swap.objects.get().state, Swap.objects.get().reason) == ("declined", "We fly at noon.")
    late = other.post(answer, {"do": "accept", "seen": "1:2"})
    assert late.status_code == 409
    assert "has declined the exchange" in text(Page(late).root)


def test_the_proposer_takes_it_back_and_the_answer_comes_too_late(
    browser: Client,
    other: Client,
    ecuador: Intervention,
    croatia: Intervention,
    segment: ListedSegment,
    felix: User,
) -> None:
    swap = propose(ecuador, croatia, segment, felix)
    mine = f"/interventions/{ecuador.pk}/exchange/{swap.pk}/"
    assert browser.post(mine, {"do": "accept", "seen": "1:2"}).status_code == 422

    assert browser.post(mine, {"do": "take_back"}).status_code == 302

    late = other.post(
        f"/interventions/{croatia.pk}/exchange/{swap.pk}/", {"do": "accept", "seen": "1:2"}
    )
    assert late.status_code == 409
    assert "The proposal was taken back." in text(Page(late).root)
    assert order(segment) == ["ec", "hr"]


def test_what_is_not_possible_is_said(
    browser: Client, ecuador: Intervention, croatia: Intervention, segment: ListedSegment
) -> None:
    choose = f"/interventions/{ecuador.pk}/exchange/"
    for sent, status in (
        ({}, 422),
        ({"partner": "x"}, 422),
        ({"partner": f"{croatia.pk}:2:2"}, 409),
        ({"partner": f"{ecuador.pk}:1:1"}, 409),
        ({"partner": "999999:1:2"}, 409),
    ):
        assert browser.post(choose, sent).status_code == status
    assert not Swap.objects.exists()

    version = 2
    operations.call_next(segment=segment, version=version, by=isu_staff(), at=ON_14_MAY)
    page = Page(browser.get(f"/interventions/{ecuador.pk}/"))
    assert choose not in page.links().values()
    assert "it has no place to exchange" in text(Page(browser.get(choose)).root)


def test_a_strangers_proposal_is_absent(
    browser: Client, ecuador: Intervention, croatia: Intervention, segment: ListedSegment, ivo: User
) -> None:
    third = ask(segment, "fr", by=ivo)
    swap = propose(croatia, third, segment, ivo)

    for path in (
        f"/interventions/{croatia.pk}/exchange/",
        f"/interventions/{croatia.pk}/exchange/{swap.pk}/",
        f"/interventions/{ecuador.pk}/exchange/{swap.pk}/",
    ):
        for answer in (browser.get(path), browser.post(path, {"do": "accept", "seen": "2:3"})):
            assert answer.status_code == 404
    assert Swap.objects.get().state == "open"


def test_the_staff_refuse_and_undo_with_a_reason(
    ecuador: Intervention, croatia: Intervention, segment: ListedSegment, felix: User
) -> None:
    ines = signed_in(isu_staff())
    swap = propose(ecuador, croatia, segment, felix)
    path = f"/desk/speakers/{segment.uid}/exchanges/{swap.pk}/"
    assert path in Page(ines.get(f"/desk/speakers/{segment.uid}/")).links().values()
    assert ines.post(path, {"seen": "open", "reason": ""}).status_code == 422
    ines.post(path, {"seen": "open", "reason": "The chair wants no exchanges."})
    assert Swap.objects.get().state == "refused"

    swap = propose(ecuador, croatia, segment, felix)
    path = f"/desk/speakers/{segment.uid}/exchanges/{swap.pk}/"
    operations.accept_swap(swap, segment=segment, seen=(1, 2), by=felix, at=ON_14_MAY)
    # The page was opened when it was still open.
    late = ines.post(path, {"seen": "open", "reason": "No."})
    assert late.status_code == 409
    assert "Both agreed: the places are exchanged." in text(Page(late).root)
    assert order(segment) == ["hr", "ec"]

    done = ines.post(path, {"seen": "agreed", "reason": "No."}, follow=True)

    assert "is undone" in text(Page(done).root)
    assert order(segment) == ["ec", "hr"]
    assert ines.post(path, {"seen": "undone", "reason": "No."}).status_code == 409
    assert ines.get(f"/desk/speakers/{segment.uid}/exchanges/999999/").status_code == 404


def test_the_queries_do_not_grow(
    browser: Client,
    ecuador: Intervention,
    croatia: Intervention,
    segment: ListedSegment,
    felix: User,
) -> None:
    ines = signed_in(isu_staff())
    swap = propose(ecuador, croatia, segment, felix)
    own, listed = f"/interventions/{ecuador.pk}/", f"/desk/speakers/{segment.uid}/"

    def counted() -> list[int]:
        found = []
        for client, path in (
            (browser, own),
            (browser, f"{own}exchange/"),
            (browser, f"{own}exchange/{swap.pk}/"),
            (ines, listed),
            (ines, f"{listed}exchanges/{swap.pk}/"),
        ):
            client.get("/interventions/")
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            found.append(len(queries))
        return found

    assert counted() == [16, 14, 12, 14, 11]
    for code in ("ua", "fr", "jo"):
        propose(ecuador, ask(segment, code, by=felix), segment, felix)
    assert counted() == [16, 14, 12, 14, 11]
