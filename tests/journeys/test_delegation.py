"""A focal point in a browser: sees the delegation, confirms somebody, adds another, sets the order."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser

VIEWS = [("", 1280, "light"), ("/fr", 320, "dark"), ("/es", 320, "light")]


def check(page: Page, name: str, width: int) -> None:
    photograph(page, name)
    assert violations(page) == []
    assert width_of(page) == width


@pytest.mark.parametrize(("prefix", "width", "scheme"), VIEWS)
def test_the_pages_are_for_everyone(
    visit: Opener, portal: Portal, prefix: str, width: int, scheme: str
) -> None:
    email = f"alone{width}{prefix.strip('/')}@delegation.example"
    alone = portal.register(email=email, delegation="cr")
    page = visit("/accounts/login/", width=width, color_scheme=scheme)
    sign_in(page, portal, "focal_point")
    name = f"delegation{prefix.replace('/', '-')}-{width}"

    page.goto(f"{prefix}/delegation/")
    check(page, name, width)
    page.goto(f"{prefix}/delegation/cr/{alone.number}/answer/")
    check(page, f"{name}-answer", width)
    page.locator("[name=reject]").click()
    expect(page.locator("#id_reason_error")).to_be_visible()
    check(page, f"{name}-answer-error", width)
    page.goto(f"{prefix}/delegation/cr/add/")
    check(page, f"{name}-add", width)
    page.locator("main [type=submit]").click()
    expect(page.locator("#problems")).to_be_visible()
    check(page, f"{name}-add-errors", width)
    page.goto(f"{prefix}/delegation/cr/several/")
    check(page, f"{name}-several", width)
    page.locator("#id_person-1-family_name").fill("Alfaro")
    page.locator("main [type=submit]").click()
    expect(page.locator("#problems")).to_be_visible()
    expect(page.locator("#id_person-1-family_name")).to_have_value("Alfaro")
    check(page, f"{name}-several-errors", width)
    page.goto(f"{prefix}/delegation/cr/earlier/")
    check(page, f"{name}-earlier", width)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_mission_puts_its_delegation_in_order(
    visit: Opener, portal: Portal, scripts: bool
) -> None:
    # Two people in each run: one name twice would wait for the staff.
    lone = f"lone{scripts}@delegation.example".lower()
    name, other = ("Ranger", "Luna") if scripts else ("Wolfhart", "Escobedo")
    alone = portal.register(email=lone, delegation="cr", given_names=name, family_name=name)
    page = visit("/accounts/login/", javascript=scripts)
    sign_in(page, portal, "focal_point")
    page.goto("/delegation/")

    page.get_by_role("link", name=re.compile(f"Confirm or reject .*{name.upper()}")).first.click()
    page.get_by_role("button", name="Yes, confirm").click()
    expect(page.locator(".notice.ok")).to_be_visible()
    portal.wait_for_mail(lone, count=2)

    page.get_by_role("link", name="Add a person").click()
    page.get_by_label("Given name(s)").fill(other)
    page.get_by_label("Family name").fill(other)
    page.get_by_label("Function").fill("First Secretary")
    page.get_by_label("E-mail address").fill(f"rosa-{lone}")
    page.get_by_role("button", name="Register").press("Enter")
    expect(page.locator(".notice.ok")).to_be_visible()
    row = page.get_by_role("row", name=re.compile(other.upper()))
    expect(row.last).to_contain_text("Confirmed")
    portal.wait_for_mail(f"rosa-{lone}")

    up = row.last.get_by_role("button", name=re.compile(f"Move {other} .* up"))
    before = page.locator("tbody [scope=row]").all_inner_texts()
    up.press("Enter")
    expect(page.locator("tbody [scope=row]").last).not_to_have_text(before[-1])
    after = page.locator("tbody [scope=row]").all_inner_texts()
    assert sorted(after) == sorted(before)
    assert alone.number


@pytest.mark.parametrize("scripts", [True, False])
def test_a_mission_registers_five_people_on_one_page(
    visit: Opener, portal: Portal, scripts: bool
) -> None:
    names = ["Bolaños", "Fonseca", "Quirós", "Umaña", "Zúñiga"] if scripts else ["Ibarra", "Madriz"]
    page = visit("/accounts/login/", javascript=scripts)
    sign_in(page, portal, "focal_point")
    page.goto("/delegation/")

    page.get_by_role("link", name="Add several people").click()
    for row, name in enumerate(names):
        email = f"{row}{scripts}@five.example".lower()
        for field, value in {
            "given_names": f"{name} {name}",
            "family_name": name,
            "function": "Adviser",
            "email": email,
        }.items():
            page.locator(f"#id_person-{row}-{field}").fill(value)
    page.get_by_role("button", name="Register them").click()

    expect(page.locator(".notice.ok")).to_be_visible()
    for row, name in enumerate(names):
        expect(page.locator("#members ~ div")).to_contain_text(name.upper())
        email = f"{row}{scripts}@five.example".lower()
        [mail] = portal.wait_for_mail(email)
        assert [part.get_content_type() for part in mail.iter_attachments()]
