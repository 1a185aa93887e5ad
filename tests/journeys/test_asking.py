"""A focal point asks for the floor in a browser: axe, on a telephone and on a desk."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser

# The last row is what `make test` leaves to the long tests (tests/long.txt).
VIEWS = [("/fr", 320, "dark"), ("", 1280, "light")]


@pytest.mark.parametrize(("prefix", "width", "scheme"), VIEWS)
def test_asking_changing_and_withdrawing(
    visit: Opener, portal: Portal, prefix: str, width: int, scheme: str
) -> None:
    page = visit("/accounts/login/", width=width, color_scheme=scheme)
    sign_in(page, portal, "focal_point")
    name = f"asking{prefix.replace('/', '-')}-{width}"

    def check(part: str) -> None:
        photograph(page, f"{name}-{part}")
        assert violations(page) == []
        assert width_of(page) == width

    page.goto(f"{prefix}/interventions/")
    check("list")
    page.locator("#ask + div a.btn-primary").first.click()
    check("form")
    page.locator("#id_minutes_wished").fill("99")
    page.locator("main [type=submit]").click()
    expect(page.locator("#problems")).to_be_visible()
    check("errors")
    page.locator("#id_minutes_wished").fill("3")
    page.locator("main [type=submit]").click()
    expect(page.locator(".notice.ok")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/interventions/\d+/$"))
    check("one")
    page.locator("a[href$='/change/']").click()
    check("change")
    page.locator("#id_note").fill("12:00")
    page.locator("main [type=submit]").click()
    expect(page.locator(".notice.ok")).to_be_visible()
    page.locator("a[href$='/withdraw/']").click()
    check("withdraw")
    page.locator("main [type=submit]").click()
    expect(page.locator("article .tag")).not_to_have_count(0)
    check("list-withdrawn")
