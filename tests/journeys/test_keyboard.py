"""The portal by keyboard alone: Tab, typing, Space, Enter."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener
from tests.journeys.people import receipt_number
from tests.portal import Portal

pytestmark = pytest.mark.browser

# More than a page has stops: then the control cannot be reached.
MOST_STOPS = 60
NAME = r"""() => {
  const e = document.activeElement, label = e.labels?.[0] ?? e;
  if (e === document.body) return "the end of the page";
  return (e.ariaLabel || label.textContent || e.value || "").replace(/\s+/g, " ").trim();
}"""
# What shows the focus: an outline, drawn where it can be seen.
SEEN = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


def tab_to(page: Page, name: str, *, key: str = "Tab") -> None:
    """Press Tab until the control of this name has the focus; each stop on the way must show it."""
    seen = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        here = page.evaluate(NAME)
        if here == "the end of the page":
            break
        assert page.evaluate(SEEN), f"the focus cannot be seen on {here!r}"
        if here == name:
            return
        seen.append(here)
    pytest.fail(f"{name!r} is not reached; there were {seen}")


def write(page: Page, name: str, text: str) -> None:
    tab_to(page, name)
    page.keyboard.type(text)


def press(page: Page, name: str, key: str) -> None:
    tab_to(page, name)
    page.keyboard.press(key)


def test_from_the_home_page_to_the_receipt(visit: Opener, portal: Portal) -> None:
    page = visit("/")

    tab_to(page, "Skip to content")
    expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    press(page, "Register", "Enter")
    expect(page).to_have_url(f"{portal.url}/register/")

    write(page, "Type to search", "new zea")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Delegation", exact=True)).to_have_value("nz")
    tab_to(page, "Role in the delegation")
    page.keyboard.type("Adv")
    write(page, "Given name(s)", "Hana")
    write(page, "Family name", "Ngata")
    write(page, "Function", "Adviser")
    press(page, "French", "Space")
    press(page, "Wednesday 6 June (bilaterals, upon invitation)", "Space")
    press(page, "I need a letter for a visa", "Space")
    press(page, "Submit registration", "Enter")

    expect(page.locator("#problems")).to_be_focused()
    press(page, "Enter the e-mail address.", "Enter")
    expect(page.get_by_label("E-mail address", exact=True)).to_be_focused()
    page.keyboard.type("hana@keys.example")
    page.keyboard.press("Enter")

    receipt_number(page)
    expect(page.locator("main")).to_contain_text("Hana Ngata")
    [acknowledgement] = portal.wait_for_mail("hana@keys.example")
    assert "New Zealand" in acknowledgement.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_the_list_is_chosen_with_the_arrows(visit: Opener) -> None:
    page = visit("/register/")

    write(page, "Type to search", "guinea")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    chosen = page.get_by_label("Delegation", exact=True).locator("option:checked")
    expect(chosen).to_contain_text("Guinea")
    expect(page).to_have_url("".join([page.url]))
    expect(page.locator(".search-says")).to_have_text(f"Chosen: {chosen.inner_text()}.")


def test_staff_confirm_by_keyboard(visit: Opener, portal: Portal) -> None:
    receipt = portal.register(email="bykeys@keys.example", family_name="Keys")
    account = portal.accounts["isu_staff"]
    page = visit("/admin/registrations/registration/")

    write(page, "E-mail address", account["email"])
    write(page, "Password", account["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/registrations/registration/")
    press(page, "Skip to main content", "Enter")
    write(page, "Search registrations", receipt.number)
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=*")
    press(page, "Skip the filters", "Enter")
    tab_to(page, receipt.number)
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/**")
    page.get_by_role("button", name="Confirm registration").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".messagelist")).to_contain_text("1 registration confirmed")
    assert len(portal.wait_for_mail("bykeys@keys.example", count=2)) == 2
