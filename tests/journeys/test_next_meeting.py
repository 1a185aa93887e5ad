"""The Seventeenth Meeting of the States Parties, set up without a script, and seen by everybody."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser

HOME = "/desk/meetings/17msp/"


def look(page: Page, name: str, width: int) -> None:
    photograph(page, f"next-{width}-{name}")
    assert violations(page) == []
    assert width_of(page) == width


@pytest.mark.parametrize("width", [1280])
def test_the_seventeenth_meeting_from_its_first_page_to_the_front_page(
    visit: Opener, portal: Portal, width: int
) -> None:
    page = visit("/admin/", width=width, javascript=False)
    sign_in(page, portal)
    # What is done without a script is looked at with one: axe needs it.
    eyes = visit("/admin/", width=width)
    sign_in(eyes, portal)

    def look_at(name: str) -> None:
        eyes.goto(page.url)
        look(eyes, name, width)

    page.goto("/desk/meetings/")
    page.get_by_role("link", name="Set up the next meeting").click()
    page.get_by_label("Take over from").select_option("2018")
    page.get_by_label("Kind").select_option("parties")
    for name, value in (
        ("title_en", "Seventeenth Meeting of the States Parties"),
        ("title_fr", "Dix-septième Assemblée des États parties"),
        ("title_es", "Decimoséptima Reunión de los Estados Partes"),
        *(("short_title_en", "17MSP"), ("slug", "17msp"), ("code", "MSP17")),
        *(("begins_on", "2018-11-26"), ("ends_on", "2018-11-30")),
    ):
        page.locator(f"#id_{name}").fill(value)
    look_at("begin")
    page.get_by_role("button", name="Begin").click()

    for name in ("venue_en", "venue_fr", "venue_es", "street", "postal_code"):
        page.locator(f"#id_{name}").fill("")
    for step in ("place", "dates", "committees", "requirements"):
        look_at(step)
        page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("button", name="Copy the texts").click()
    look_at("texts")
    page.goto(f"{HOME}programme/")
    look_at("days")
    page.get_by_role("button", name="Make this programme").click()
    look_at("programme")
    page.goto(f"{HOME}bilaterals/")
    look_at("bilaterals")
    page.get_by_role("button", name="Take over the hosts").click()
    page.goto(HOME)
    page.get_by_role("button", name="Begin a rehearsal").click()
    look_at("rehearsing")
    page.goto("/m/17msp/")
    look_at("rehearsal-home")
    page.goto(HOME)
    page.get_by_role("button", name="End the rehearsal").click()
    page.get_by_role("button", name="Open the meeting").click()
    expect(page.get_by_text("The meeting is open: everybody sees it now")).to_be_visible()
    look_at("open")

    page.get_by_role("button", name="Make it the current meeting").click()
    try:
        everybody(visit, eyes)
    finally:
        page.goto(HOME)
        page.get_by_role("button", name="Let the next meeting to end be the current one").click()
    expect(page.get_by_role("button", name="Make it the current meeting")).to_be_visible()


def everybody(visit: Opener, staff: Page) -> None:
    """Look at the front page as anybody does, and at the meeting of June."""
    guest = visit("/", width=320)
    expect(guest.get_by_role("heading", level=1)).to_contain_text("Seventeenth Meeting")
    expect(guest.locator("h1")).to_contain_text(re.compile("26–30.November.2018"))
    look(guest, "front", 320)
    guest.goto("/fr/")
    expect(guest.locator("h1")).to_contain_text("Dix-septième Assemblée")
    guest.goto("/m/2018/")
    expect(guest.locator("h1")).to_contain_text(re.compile("7–8.June.2018"))
    guest.goto("/m/2018/register/")
    expect(guest.locator("h1")).to_be_visible()
    staff.goto("/desk/meetings/")
    look(staff, "list", 1280)
