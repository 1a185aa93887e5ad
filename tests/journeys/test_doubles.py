"""Two who may be one: the staff see it wherever they look, also on a telephone."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser

DOUBLE = {"given_names": "Radmila", "function": "Minister Counsellor for Multilateral Affairs"}


def smallest_target(page: Page) -> float:
    """Return the lesser side of the smallest button on a page, in pixels."""
    boxes = [button.bounding_box() for button in page.locator("#content button.button").all()]
    return min(min(box["width"], box["height"]) for box in boxes if box)


def overlap(page: Page) -> bool:
    """Say whether two buttons stand closer than 4 pixels."""
    found = [button.bounding_box() for button in page.locator("#content button.button").all()]
    boxes = [box for box in found if box]
    return any(
        abs(one["x"] - other["x"]) < one["width"] + 4
        and one["y"] < other["y"] + other["height"] + 4
        and other["y"] < one["y"] + one["height"] + 4
        for n, one in enumerate(boxes)
        for other in boxes[n + 1 :]
        if one["x"] <= other["x"]
    )


def in_order(page: Page, width: int, name: str) -> None:
    photograph(page, f"doubles-{name}-{width}")
    assert violations(page) == []
    assert (width_of(page), smallest_target(page) >= 24, overlap(page)) == (width, True, False)


@pytest.mark.parametrize(("width", "prefix"), [(1280, ""), (320, "/fr")])
def test_a_pair_is_seen_and_decided(visit: Opener, portal: Portal, width: int, prefix: str) -> None:
    family = {1280: "Stojković", 320: "Wierzbicka"}[width]
    first, second = (
        portal.register(email=email, family_name=family, **DOUBLE)
        for email in (f"radmila.stojkovic.{width}@mission.example", f"r{width}@home.example")
    )
    page = visit(f"/admin/registrations/registration/?q={second.number}", width=width)
    sign_in(page, portal)
    page.goto(f"{prefix}/admin/registrations/registration/?q={second.number}")
    expect(page.locator("#result_list .field-open_pair a")).to_be_visible()
    photograph(page, f"doubles-list-{width}")
    assert violations(page) == []

    page.locator("#result_list tbody th a").click()
    expect(page.locator(".in-doubt")).to_contain_text(first.number)
    photograph(page, f"doubles-registration-{width}")
    assert (violations(page), width_of(page)) == ([], width)
    page.locator("[name=_confirm]").click()
    expect(page.locator("#content h2").first).to_be_visible()
    in_order(page, width, "confirm")

    page.locator(".in-doubt a").click()
    page.wait_for_url("**/likelyduplicate/**")
    expect(page.locator("table.pair")).to_contain_text(family)
    in_order(page, width, "pair")
    page.get_by_role("textbox").fill("Registered by the mission already.")
    page.locator(f"[name=decline][value='{second.number}']").click()

    page.wait_for_url("**/likelyduplicate/")
    states = portal.rows(
        "SELECT state FROM registrations_registration WHERE family_name = %s ORDER BY id", family
    )
    assert states == [("received",), ("declined",)]
