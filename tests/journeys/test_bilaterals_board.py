"""The board of bilaterals: by keyboard, by mouse, without JavaScript, on a telephone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser
BOARD = "/bilaterals/board/"


def office(visit: Opener, portal: Portal, **options: object) -> Page:
    """The board, opened by the President's office."""
    page = visit("/admin/", **options)
    sign_in(page, portal, "president_office")
    page.goto(BOARD)
    return page


@pytest.mark.parametrize(("prefix", "width"), [("", 1280), ("/fr", 320)])
def test_the_pages_are_for_everyone(visit: Opener, portal: Portal, prefix: str, width: int) -> None:
    page = office(visit, portal, width=width)
    free = page.locator("td.free a").first.get_attribute("href") or ""
    times = page.locator("#out ~ div a").first.get_attribute("href") or ""

    for name, path in {"board": BOARD, "free": free, "times": times}.items():
        page.goto(prefix + path)
        photograph(page, f"bilaterals-{name}-{width}")
        assert violations(page) == []
        assert width_of(page) == width


def test_by_keyboard_and_without_javascript(visit: Opener, portal: Portal) -> None:
    """From a free place to a candidate and back: focus and Enter are enough."""
    page = office(visit, portal, javascript=False)
    place = page.get_by_role(
        "link", name=re.compile("^Free ?, Committee on Victim Assistance")
    ).last
    place.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Victim Assistance")
    button = page.get_by_role("button", name=re.compile("^Place here")).first
    name = (button.text_content() or "").partition(",")[2].strip()
    button.focus()
    page.keyboard.press("Enter")

    card = page.get_by_role("link", name=name, exact=True).first
    expect(
        page.get_by_text(re.compile(f"{re.escape(name)} meets Committee on Victim"))
    ).to_be_visible()
    card.focus()
    page.keyboard.press("Enter")
    off = page.get_by_role("button", name="Take it off the board")
    off.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{name} is off the board.")).to_be_visible()


def test_dragged_to_a_free_place_and_refused_in_words(visit: Opener, portal: Portal) -> None:
    """What cannot be is said while the card hangs over the place, and letting go does nothing."""
    page = office(visit, portal)
    # All of it on the screen: what is dragged must not be scrolled away between press and move.
    page.set_viewport_size({"width": 1280, "height": 4500})
    host = page.locator("th .host").nth(1).text_content() or ""
    own = page.locator(f'td[data-label="{host}"][data-drop]')
    left_out = page.locator("details", has_text=host)
    left_out.locator("summary").click()
    first = left_out.locator("[data-candidate]", has_text="Senegal")
    first.drag_to(own.last)
    expect(page.get_by_text(re.compile("Senegal meets"))).to_be_visible()

    # Nobody confirmed that Colombia, which sits on this Committee, steps aside.
    # The board was loaded anew.
    left_out.locator("summary").click()
    colombia = left_out.locator("[data-candidate]", has_text="Colombia")
    free = page.locator(f'td[data-label="{host}"][data-drop]').first
    colombia.scroll_into_view_if_needed()
    colombia.hover()
    page.mouse.down()
    free.hover()
    free.hover()
    expect(free.locator(".board-word")).to_contain_text("Confirm first that its member steps aside")
    page.mouse.up()
    expect(page.get_by_role("status").filter(has_text="Colombia meets")).to_have_count(0)
