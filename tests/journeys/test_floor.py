"""The floor: two operators and the screen of the room, by keyboard, with the network away."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser

STATE = re.compile("/floor/state/")


def chair(visit: Opener, portal: Portal, role: str, part: str, **options: object) -> Page:
    """The chair's screen of a part of the programme, opened by somebody with a role."""
    page = visit("/accounts/login/", **options)
    sign_in(page, portal, role)
    page.goto("/floor/")
    page.get_by_role("link", name=part, exact=True).click()
    page.locator("#act-turn").wait_for()
    return page


def add(page: Page, number: int) -> str:
    """Put a delegation on the list that is in the room; return its name."""
    field = page.locator("#delegation")
    name = field.locator("option").nth(number).inner_text()
    field.select_option(index=number)
    page.get_by_role("button", name="Add to the list").click()
    expect(page.locator("[data-part=list] tbody")).to_contain_text(name)
    return name


def test_two_operators_and_the_room(visit: Opener, portal: Portal) -> None:
    part = "9 Thematic discussion on Article 5: Questions from the floor"
    for code in ("th", "zw"):
        portal.register(delegation=code, email=f"{code}@floor.example")
    one = chair(visit, portal, "isu_staff", part)
    first, second = add(one, 1), add(one, 2)
    other = chair(visit, portal, "president_office", part)
    link = one.locator(".floor-link").get_attribute("href")
    assert link
    room = visit(link)

    one.locator("#speaking").focus()
    one.keyboard.press("n")
    for page in (one, other):
        expect(page.locator("[data-part=now]")).to_contain_text(first)
    expect(room.locator(".plate")).to_have_text(first)
    expect(other.locator("[data-news]")).to_contain_text(f"called {first}")
    one.keyboard.press("b")
    expect(other.locator("[data-news]")).to_contain_text(f"took back the call of {first}")
    expect(room.locator(".floor-screen")).to_contain_text("Nobody has the floor.")
    one.keyboard.press("n")
    expect(room.locator(".plate")).to_have_text(first)
    one.locator("#list").scroll_into_view_if_needed()
    for shown in ("[data-clock]", "#speaking", "#act-start"):
        expect(one.locator(shown)).to_be_in_viewport()
    standing = room.locator("[data-clock]").inner_text()
    other.keyboard.press("s")
    expect(room.locator("[data-clock]")).not_to_have_text(standing)
    expect(one.locator("#act-pause")).to_be_visible()
    # By a frame and a word as well as a colour, told once; nothing moves for whoever wishes so.
    one.locator("[data-clock]").evaluate("clock => { clock.dataset.spoken = 185000; }")
    expect(one.locator("[data-tells]")).to_contain_text("last minute of")
    alarm = one.locator(".floor-alarm")
    expect(alarm).to_have_css("border-top-style", "dashed")
    expect(alarm).to_have_css("animation-name", "none")
    # A letter in a field is a letter.
    one.keyboard.press("f")
    expect(one.locator("#delegation")).to_be_focused()
    one.keyboard.press("d")
    one.locator("#speaking").focus()
    one.keyboard.press("Space")
    expect(other.locator("#act-resume")).to_be_visible()
    assert violations(one) == []
    assert violations(room) == []
    photograph(one, "floor-chair")
    photograph(room, "floor-display")

    # The other one sees nothing new for a while, and presses what has been done.
    other.route(STATE, lambda route: route.fulfill(status=503))
    expect(other.locator("[data-lost]")).to_contain_text("Connection lost: shown as of")
    one.keyboard.press("p")
    expect(one.locator("#act-pause")).to_be_visible()
    other.keyboard.press("p")
    expect(other.get_by_role("alert")).to_contain_text("Somebody was first")
    expect(other.locator("#act-pause")).to_be_visible()
    other.unroute(STATE)

    other.get_by_role("button", name=f"Thank, and call {second}").click()
    expect(other.locator("#speaking")).to_be_focused()
    expect(room.locator(".plate")).to_have_text(second)
    one.reload()
    expect(one.locator("#act-start")).to_be_visible()
    one.keyboard.press("k")
    expect(one.get_by_role("heading", name="Called, and not there")).to_be_visible()


def test_the_clock_goes_on_without_network(visit: Opener, portal: Portal) -> None:
    part = (
        "10 Implementation support, and preparing the Seventeenth Meeting of the States Parties: "
    )
    page = chair(visit, portal, "isu_staff", part + "Everybody may speak", width=320)
    add(page, 1)
    page.get_by_role("button", name=re.compile("^Call ")).first.click()
    page.get_by_role("button", name="Start the clock").click()
    expect(page.locator("#act-pause")).to_be_visible()
    away: list[Route] = []
    page.route(STATE, lambda route: (away.append(route), route.fulfill(status=503))[0])

    expect(page.locator("[data-lost]")).to_be_visible()
    before = page.locator("[data-clock]").inner_text()
    expect(page.locator("[data-clock]")).not_to_have_text(before)
    page.unroute(STATE)
    expect(page.locator("[data-lost]")).to_be_hidden()
    assert len(away) >= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_screens_are_accessible(visit: Opener, portal: Portal, scheme: str) -> None:
    part = "8 Transparency: Everybody may speak"
    page = chair(visit, portal, "committee", part, width=320, color_scheme=scheme)
    assert violations(page) == []
    assert width_of(page) <= 320
    expect(page.locator("#speaking")).to_be_in_viewport()
    photograph(page, f"floor-chair-320-{scheme}")
    page.get_by_role("link", name="Open the room screen").evaluate("one => one.target = ''")
    page.get_by_role("link", name="Open the room screen").click()
    expect(page.locator(".room")).to_be_visible()
    assert violations(page) == []
    assert width_of(page) <= 320


def test_without_javascript(visit: Opener, portal: Portal) -> None:
    page = chair(
        visit,
        portal,
        "isu_staff",
        "7 Universalization: States not party, and all who wish to speak",
        javascript=False,
    )
    add(page, 1)
    page.get_by_role("button", name=re.compile("^Call ")).first.click()
    page.get_by_role("button", name="Start the clock").click()
    page.get_by_role("button", name="Thank; it was the last").click()

    expect(page.locator("[data-part=time]")).to_contain_text("1 statement, 0 min")
