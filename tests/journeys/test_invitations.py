"""The staff invite: they choose, a second person approves, and the page follows the letters."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser


def test_a_batch_is_prepared_approved_and_watched(visit: Opener, portal: Portal) -> None:
    page = visit("/admin/")
    sign_in(page, portal)
    page.goto("/desk/invitations/")
    assert violations(page) == []

    page.locator("#entity").select_option("cr")
    page.get_by_role("button", name="Go on").click()
    photograph(page, "invitations-choose")
    assert violations(page) == []
    page.get_by_role("button", name="Prepare the batch").press("Enter")
    page.get_by_role("button", name="Approve and send").press("Enter")

    assert violations(page) == []
    # Without a reload by anybody: the script follows.
    expect(page.locator("[data-says]")).to_contain_text("1 of 1 done: 1 sent", timeout=30_000)
    path = page.url.partition("/desk")[2]
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"/fr/desk{path}")
    photograph(page, "invitations-320-fr")
    assert width_of(page) == 320
    assert violations(page) == []
