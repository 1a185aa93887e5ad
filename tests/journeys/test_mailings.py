"""The staff write to people: text, readers, preview, test, sending; each page seen at two widths."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser


def look(page: Page, name: str, width: int) -> None:
    photograph(page, f"mailings-{width}-{name}")
    assert violations(page) == []
    assert width_of(page) == width


@pytest.mark.parametrize("width", [1280, 320])
def test_the_staff_write_to_a_delegation(visit: Opener, portal: Portal, width: int) -> None:
    for n in range(3):
        portal.register(email=f"w{width}{n}@writing.example", delegation="to")
    page = visit("/admin/", width=width)
    sign_in(page, portal)
    page.goto("/desk/messages/")
    look(page, "list", width)

    page.goto("/desk/messages/add/")
    page.locator("[name=title]").fill(f"Rooms {width}")
    page.locator("[name=subject_en]").fill("The room, {nme}")
    page.locator("[name=text_en]").fill("{salutation}\n\nPlease come to Room A: {link}\n\nThe ISU")
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.locator("#problems")).to_be_visible()
    look(page, "refused", width)
    page.locator("[name=subject_en]").fill("The room, {name}")
    page.get_by_role("button", name="Keep as a draft").click()

    page.locator("[name=delegation]").select_option("to")
    page.get_by_role("button", name="Choose these").click()
    page.get_by_role("checkbox", name=re.compile("CHÁVEZ")).first.uncheck()
    page.get_by_role("button", name="Save who is ticked").click()
    look(page, "recipients", width)
    page.get_by_role("link", name="Go on to the preview").click()
    look(page, "preview", width)
    page.get_by_role("button", name="Send a test to myself").click()
    expect(page.get_by_text("The test is on its way")).to_be_visible()
    page.get_by_role("link", name="Go on to sending").click()
    look(page, "send", width)
    page.get_by_role("button", name=re.compile("Send .* now")).click()

    told = page.locator("main p", has_text=re.compile("sent, 0 queued"))
    expect(told.first).to_be_visible(timeout=60_000)
    look(page, "sent", width)
    page.get_by_role("link", name="Paola Fernanda").first.click()
    expect(page.get_by_role("heading", name="Messages")).to_be_visible()
    photograph(page, f"mailings-{width}-person")
