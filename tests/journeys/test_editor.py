"""The editor of the programme: by mouse, by keyboard alone, without JavaScript, on a phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser

PAGE = "/desk/programme/"


@pytest.fixture
def editor(visit: Opener, portal: Portal) -> Iterator[Page]:
    """The grid, wide enough for two days; what a test changed is undone."""
    page = opened(visit, portal)
    yield page
    page.goto(PAGE)
    while page.locator("#undo").count():
        page.locator("#undo").click()
        expect(page.locator("#draft-says")).to_contain_text("Undone")
        page.goto(PAGE)


def opened(visit: Opener, portal: Portal, *, width: int = 1280, javascript: bool = True) -> Page:
    page = visit("/accounts/login/", width=width, javascript=javascript)
    page.set_viewport_size({"width": width, "height": 1700})
    sign_in(page, portal)
    page.goto(PAGE)
    return page


def segment(page: Page, name: str) -> Locator:
    return page.locator(".draft-segment").filter(has=page.get_by_role("link", name=name)).first


def middle(locator: Locator) -> tuple[float, float]:
    locator.scroll_into_view_if_needed()
    box = locator.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, handle: Locator, by: tuple[float, float], *, drop: bool = True) -> None:
    x, y = middle(handle)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0], y + by[1], steps=6)
    if drop:
        page.mouse.up()


def place_of(locator: Locator) -> dict[str, float]:
    """Return where a block lies on the whole page."""
    place: dict[str, float] = locator.evaluate(
        "one => ({x: one.getBoundingClientRect().x, y: one.getBoundingClientRect().y + scrollY})"
    )
    return place


def says(page: Page) -> Locator:
    return page.locator("#draft-says")


def test_a_segment_is_dragged_and_stretched_and_taken_back(editor: Page) -> None:
    croatia, cyprus = segment(editor, "Croatia"), segment(editor, "Cyprus")
    before = croatia.bounding_box()
    target = cyprus.bounding_box()
    assert before
    assert target
    # In proportion to their minutes.
    long = segment(editor, "Questions from the floor").bounding_box()
    assert long
    assert round(long["height"] / before["height"]) == 5

    drag(editor, cyprus.locator("> .grip"), (0, before["y"] - target["y"]))

    expect(says(editor)).to_contain_text("“3 Clearing mined areas: Cyprus”")
    expect(says(editor)).to_contain_text("now begins at 12:00 and ends at 12:12")
    expect(segment(editor, "Croatia").locator("time")).to_have_text("12:12")
    expect(editor.locator("[popovertarget]:focus")).to_have_count(1)

    drag(editor, segment(editor, "Cyprus").locator("> .edge"), (0, 30), drop=False)
    expect(says(editor)).to_contain_text("segments take 188 minutes, the session has 180.")
    photograph(editor, "editor-stretching")
    editor.mouse.up()
    expect(says(editor)).to_contain_text("now begins at 12:00 and ends at 12:20")
    expect(editor.get_by_text("8 minutes too much")).to_be_visible()
    photograph(editor, "editor-stretched")


def test_a_session_that_would_clash_is_refused_before_it_is_dropped(editor: Page) -> None:
    session = editor.locator(".draft-session").nth(1)
    before = place_of(session)

    drag(editor, session.locator(".grip").first, (0, -400), drop=False)
    words = "“Main conference room” has the session “Morning” from 10:00 to 13:00 on Thursday."
    expect(says(editor)).to_contain_text(words)
    photograph(editor, "editor-refused")
    editor.mouse.up()

    # The block is back, and the words stay.
    expect(says(editor)).to_contain_text(words)
    assert place_of(session) == before
    expect(editor.locator("#undo")).to_have_count(0)


def test_all_of_it_by_keyboard_alone(editor: Page) -> None:
    opener = editor.get_by_role("button", name=re.compile("Move 12:00 .*Croatia"))
    opener.focus()
    editor.keyboard.press("Enter")
    editor.keyboard.press("Tab")
    expect(editor.get_by_role("button", name="Earlier")).to_be_focused()
    editor.keyboard.press("Enter")

    expect(says(editor)).to_contain_text("now begins at 11:48 and ends at 12:00")
    # Still on the button of the segment that has moved, so that it can be pressed again.
    expect(editor.get_by_role("button", name="Earlier")).to_be_focused()
    assert violations(editor) == []
    photograph(editor, "editor-tools")
    for _ in range(3):
        editor.keyboard.press("Tab")
    editor.keyboard.press("Enter")
    expect(says(editor)).to_contain_text("now begins at 11:48 and ends at 12:05")
    editor.keyboard.press("Escape")
    expect(editor.get_by_role("button", name=re.compile("Move 11:48 .*Croatia"))).to_be_focused()


def test_what_another_one_changed_is_said(editor: Page, visit: Opener, portal: Portal) -> None:
    editor.goto(f"{PAGE}items/add/")
    editor.get_by_label("title (English)").fill("Half typed")
    other = visit("/accounts/login/")
    sign_in(other, portal, "administrator")
    other.goto(PAGE)
    segment(other, "Serbia").get_by_role("button").first.click()
    other.get_by_role("button", name="5 minutes longer").locator("visible=true").click()
    expect(says(other)).to_contain_text("now begins at 12:24")

    expect(editor.locator("#draft-news")).to_contain_text("changed how long", timeout=12_000)
    expect(editor.get_by_label("title (English)")).to_have_value("Half typed")
    photograph(editor, "editor-news")
    other.keyboard.press("Escape")
    other.locator("#undo").click()
    expect(says(other)).to_contain_text("Undone")


def test_without_javascript(visit: Opener, portal: Portal) -> None:
    page = opened(visit, portal, javascript=False)

    page.get_by_role("button", name=re.compile("Move 12:00 .*Croatia")).click()
    page.get_by_role("button", name="5 minutes longer").locator("visible=true").click()

    assert "now begins at 12:00 and ends at 12:17" in page.locator("main > .notice").inner_text()
    photograph(page, "editor-without-javascript")
    page.get_by_role("button", name="Undo").click()
    assert "Undone" in page.locator("main > .notice").inner_text()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_are_accessible(visit: Opener, portal: Portal, width: int) -> None:
    page = opened(visit, portal, width=width)
    links = ["Morning", "Thematic discussion on Article 5: A panel", "H.E. Suraya Dalil"]
    assert violations(page) == []
    assert width_of(page) <= width
    photograph(page, f"editor-{width}")
    for number, name in enumerate(links):
        page.goto(PAGE)
        page.get_by_role("link", name=name).first.click()
        assert violations(page) == []
        assert width_of(page) <= width
        photograph(page, f"editor-part-{number}-{width}")
    page.goto(PAGE)
    segment(page, "Thematic discussion").get_by_role("button").first.click()
    page.get_by_role("link", name="The panel").click()
    assert violations(page) == []
    assert width_of(page) <= width
    photograph(page, f"editor-panel-{width}")
