"""The ISU signs in, lands on its desk, and follows a number to its list."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("prefix", "width"), [("", 1280), ("/fr", 320)])
def test_the_desk_is_the_first_page_and_leads_on(
    visit: Opener, portal: Portal, prefix: str, width: int
) -> None:
    page = visit("/accounts/login/", width=width)
    sign_in(page, portal)
    expect(page).to_have_url(f"{portal.url}/desk/")
    page.goto(f"{prefix}/desk/")
    photograph(page, f"desk-{width}")
    assert violations(page) == []
    assert width_of(page) == width

    page.goto(f"{prefix}/desk/waiting/speakers/")
    photograph(page, f"desk-list-{width}")
    assert violations(page) == []
    assert width_of(page) == width
    page.goto("/desk/")
    number = page.locator("#queue + div .big a").first
    shown = int(number.inner_text())
    number.click()
    expect(page.locator("#result_list tbody tr")).to_have_count(min(shown, 50))
