"""The staff see who is missing and preview the reminder; somebody asks to be a focal point."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("prefix", "width"), [("", 1280), ("/fr", 320)])
def test_staff_look_for_whom_to_remind(
    visit: Opener, portal: Portal, prefix: str, width: int
) -> None:
    page = visit("/admin/", width=width)
    sign_in(page, portal)

    for path in ("", "?tag=article-5", "remind/"):
        page.goto(f"{prefix}/desk/missing/{path}")
        photograph(page, f"missing-{width}-{path.strip('/?')}")
        assert violations(page) == []
        assert width_of(page) == width


@pytest.mark.parametrize(("prefix", "width"), [("", 1280), ("/es", 320)])
def test_somebody_asks_to_be_a_focal_point(visit: Opener, prefix: str, width: int) -> None:
    page = visit(f"{prefix}/delegation/ask/", width=width, javascript=width > 320)
    if width > 320:
        assert violations(page) == []
    assert width_of(page) == width

    page.locator("main [type=submit]").click()
    expect(page.locator("#problems")).to_be_visible()
    page.locator("[name=delegation]").select_option("ec")
    page.locator("[name=name]").fill("Rosa Rojas")
    page.locator("[name=function]").fill("Counsellor")
    page.locator("[name=email]").fill(f"rosa{width}@asking.example")
    page.locator("main [type=submit]").press("Enter")

    expect(page).to_have_url(f"{page.url.partition('?')[0]}?sent=1")


def test_the_staff_approve_and_see_the_reminder_filled(visit: Opener, portal: Portal) -> None:
    asking = visit("/delegation/ask/")
    asking.locator("[name=delegation]").select_option("gh")
    asking.locator("[name=name]").fill("Kofi Example")
    asking.locator("[name=function]").fill("Counsellor")
    asking.locator("[name=email]").fill("kofi@asking.example")
    asking.locator("main [type=submit]").press("Enter")
    expect(asking).to_have_url(re.compile(r"\?sent=1$"))
    photograph(asking, "asked")
    assert violations(asking) == []
    page = visit("/admin/delegations/delegation/?requests=yes")
    sign_in(page, portal)

    page.get_by_role("link", name=re.compile("Ghana")).first.click()
    approve = page.get_by_role("button", name="Approve kofi@asking.example")
    expect(approve).to_be_visible()
    photograph(page, "approve")
    assert violations(page) == []
    approve.click()
    expect(page.locator(".messagelist")).to_be_visible()

    page.goto("/desk/missing/remind/")
    expect(page.get_by_role("button", name="Send the reminder")).to_be_visible()
    photograph(page, "remind-filled")
    assert violations(page) == []
