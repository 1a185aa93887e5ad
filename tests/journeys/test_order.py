"""A focal point drags the members into their order, by mouse and by finger."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations
from tests.portal import Portal

pytestmark = pytest.mark.browser

NAMES = ["Drago", "Echandi", "Fallas"]


def names_of(page: Page) -> list[str]:
    rows = page.locator("#order tr[data-rank=''] [scope=row]").all_inner_texts()
    return [re.sub(r"\s+", " ", row.partition("\n")[0]) for row in rows]


def middle_of(page: Page, name: str) -> tuple[float, float]:
    grip = page.get_by_role("row", name=re.compile(name.upper())).locator(".grip")
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, name: str, to: str) -> None:
    x, y = middle_of(page, name)
    page.mouse.move(x, y)
    page.mouse.down()
    box = page.get_by_role("row", name=re.compile(to.upper())).bounding_box()
    assert box
    page.mouse.move(x, box["y"] + 4, steps=8)
    page.mouse.up()


def touch(page: Page, name: str, to: str) -> None:
    """Drag with a finger: the browser's own events, not ours."""
    x, y = middle_of(page, name)
    box = page.get_by_role("row", name=re.compile(to.upper())).bounding_box()
    assert box
    session = page.context.new_cdp_session(page)

    def send(kind: str, points: list[dict[str, Any]]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", [{"x": x, "y": y}])
    for step in range(1, 9):
        send("touchMove", [{"x": x, "y": y + (box["y"] + 4 - y) * step / 8}])
    send("touchEnd", [])


def add_members(portal: Portal, page: Page) -> None:
    for name in NAMES:
        page.goto("/delegation/cr/add/")
        page.get_by_label("Given name(s)").fill(name)
        page.get_by_label("Family name").fill(name)
        page.get_by_label("Function").fill("Attaché")
        page.get_by_label("E-mail address").fill(f"{name.lower()}@order.example")
        page.get_by_role("button", name="Register").click()
        expect(page.locator(".notice.ok").first).to_be_visible()


def test_members_are_dragged_into_their_order(visit: Opener, portal: Portal) -> None:
    page = visit("/accounts/login/")
    page.set_viewport_size({"width": 1280, "height": 1600})
    sign_in(page, portal, "focal_point")
    add_members(portal, page)
    page.goto("/delegation/cr/")
    before = names_of(page)
    last, wanted = before[-1], before[-3]

    drag(page, "Fallas", to="Drago")

    expect(page.locator("#order-says")).to_have_text("The order is saved.")
    assert names_of(page) == [*before[:-3], last, wanted, before[-2]]
    photograph(page, "order-saved")
    assert violations(page) == []
    page.reload()
    assert names_of(page) == [*before[:-3], last, wanted, before[-2]]
    # A head stays first, wherever it is dragged to, and nobody passes it.
    heads = page.locator("#order tr").first.inner_text()
    drag(page, "Fallas", to=heads.split("\n")[0].split()[-1])
    expect(page.locator("#order tr").first).to_have_text(re.compile(heads.split("\n")[0]))

    # Somebody has withdrawn meanwhile: the portal refuses, and shows how it stands.
    page.reload()
    other = page.context.new_page()
    other.goto("/delegation/cr/")
    row = other.get_by_role("row", name=re.compile("ECHANDI"))
    row.get_by_role("link", name=re.compile("Withdraw")).click()
    other.locator("main [type=submit]").click()
    other.close()
    drag(page, "Drago", to="Fallas")
    expect(page.locator("#order-says")).to_contain_text("changed meanwhile")
    expect(page.locator("#order")).not_to_contain_text("ECHANDI")

    # The portal does not answer: it says so, and the rows go back.
    now = names_of(page)
    page.route("**/order/", lambda route: route.fulfill(status=503))
    drag(page, "Drago", to="Fallas")
    expect(page.locator("#order-says")).to_contain_text("could not be saved")
    assert names_of(page) == now


def test_a_finger_drags_too(visit: Opener, portal: Portal) -> None:
    page = visit("/accounts/login/", width=390, has_touch=True)
    page.set_viewport_size({"width": 390, "height": 2400})
    sign_in(page, portal, "focal_point")
    page.goto("/delegation/cr/")
    before = names_of(page)
    names = [name.split()[-1] for name in before[-2:]]

    touch(page, names[1], to=names[0])

    expect(page.locator("#order-says")).to_have_text("The order is saved.")
    assert names_of(page) == [*before[:-2], before[-1], before[-2]]
