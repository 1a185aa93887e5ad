"""Five people with one head, and those who came before again: how many pages, clicks and keys it takes.

What a person is asked for is counted; how long that takes is reckoned with what people need: a page
ten seconds, a field five. The script's own time is printed, not judged.
"""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, photograph, sign_in
from tests.portal import Portal

pytestmark = pytest.mark.browser

NAMES = ["Abarca", "Bogantes", "Cordero", "Dengo", "Esquivel"]
SECONDS_FOR_A_PAGE, SECONDS_FOR_A_FIELD, SECONDS_FOR_A_CLICK = 10, 5, 2


class Hand:
    """What somebody does, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.pages, self.clicks, self.fields, self.keys = page, 0, 0, 0, 0
        page.on("domcontentloaded", self._count)
        self.began = time.monotonic()

    def _count(self, _page: Page) -> None:
        self.pages += 1

    def click(self, role: str, name: str) -> None:
        self.clicks += 1
        self.page.get_by_role(role, name=name).click()  # type: ignore[arg-type]

    def tick(self, name: str) -> None:
        self.clicks += 1
        self.page.get_by_label(name).check()

    def fill(self, selector: str, text: str) -> None:
        self.fields += 1
        self.keys += len(text)
        self.page.locator(selector).fill(text)

    def seconds(self) -> int:
        """Return what it takes a person, roughly."""
        return (
            self.pages * SECONDS_FOR_A_PAGE
            + self.fields * SECONDS_FOR_A_FIELD
            + self.clicks * SECONDS_FOR_A_CLICK
        )

    def report(self, what: str) -> str:
        script = time.monotonic() - self.began
        return (
            f"{what}: {self.pages} pages, {self.clicks} clicks, {self.fields} fields, "
            f"{self.keys} keys; about {self.seconds()} s for a person, {script:.1f} s for the script"
        )


def test_five_people_and_the_same_ones_again(
    visit: Opener, portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    page = visit("/accounts/login/")
    sign_in(page, portal, "focal_point")
    page.goto("/delegation/cr/")

    hand = Hand(page)
    hand.click("link", "Add several people")
    for row, name in enumerate(NAMES):
        hand.fill(f"#id_person-{row}-given_names", name[:3])
        hand.fill(f"#id_person-{row}-family_name", name)
        hand.fill(f"#id_person-{row}-function", "Adviser")
        hand.fill(f"#id_person-{row}-email", f"{name.lower()}@second.example")
    hand.clicks += 1
    page.locator("#id_person-0-role").select_option("head")
    hand.click("button", "Register them")
    expect(page.locator(".notice.ok")).to_contain_text("5 people registered")
    first = hand

    again = Hand(page)
    again.click("link", "Take over from an earlier meeting")
    for name in ("INVENTADA", "EJEMPLAR", "FICTICIA", "SUPUESTO", "IMAGINARIA"):
        again.tick(name)
    photograph(page, "earlier-chosen")
    again.click("button", "Register them")
    expect(page.locator(".notice.ok")).to_contain_text("5 people registered")

    for name in ("INVENTADA", "IMAGINARIA"):
        expect(page.locator("#order")).to_contain_text(name)
    with capsys.disabled():
        print(f"\n{first.report('first meeting')}\n{again.report('second meeting')}")
    assert first.seconds() <= 600
    assert again.seconds() <= 120
