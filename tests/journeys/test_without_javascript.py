"""The portal does all its work without a script."""

import pytest
from playwright.sync_api import Page, expect

from tests import papers
from tests.journeys.conftest import Opener
from tests.journeys.people import receipt_number, submit, tick
from tests.portal import Portal

pytestmark = pytest.mark.browser

FIRST = {
    "Given name(s)": "Yuki",
    "Function": "Second Secretary",
    "E-mail address": "yuki@plain.example",
    "Telephone": "+81 3 0000 0000",
    "Accessibility needs": "A quiet room\nLarge print",
}


def test_a_delegate_mends_an_error_and_registers(visit: Opener, portal: Portal) -> None:
    page = visit("/", javascript=False)
    page.locator(".deadline").get_by_role("link", name="Register").click()
    assert page.locator("#delegation-search").count() == 0

    page.get_by_label("Delegation", exact=True).select_option(label="Japan")
    for label, value in FIRST.items():
        page.get_by_label(label, exact=True).fill(value)
    tick(page, "Days present", 2)
    page.get_by_role("radio", name="Woman", exact=True).check()
    submit(page)

    summary = page.locator("#problems")
    expect(summary.get_by_role("link")).to_have_text(["Enter the family name."])
    expect(summary).to_be_focused()
    assert answers(page) == FIRST
    expect(page.get_by_label("Delegation", exact=True)).to_have_value("jp")
    expect(page.get_by_role("radio", name="Woman", exact=True)).to_be_checked()
    assert page.get_by_role("group", name="Days present").locator(":checked").count() == 1
    summary.get_by_role("link").click()
    expect(page.get_by_label("Family name", exact=True)).to_be_focused()
    page.get_by_label("Family name", exact=True).fill("Tanaka")
    submit(page)

    number = receipt_number(page)
    [acknowledgement] = portal.wait_for_mail("yuki@plain.example")
    assert number in acknowledgement["Subject"]
    assert "Yuki TANAKA" in papers.text_of(acknowledgement)


def answers(page: Page) -> dict[str, str]:
    return {label: page.get_by_label(label, exact=True).input_value() for label in FIRST}


def test_an_empty_form_lists_what_is_missing_and_leads_there(visit: Opener) -> None:
    page = visit("/register/", javascript=False)
    tick(page, "Days present")

    submit(page)

    links = page.locator("#problems").get_by_role("link")
    expect(links).to_have_text(
        [
            "Choose the delegation.",
            "Enter the given name or names.",
            "Enter the family name.",
            "Enter the function.",
            "Enter the e-mail address.",
            "Choose at least one day.",
        ]
    )
    for link in links.all():
        assert page.locator(link.get_attribute("href") or "").count() == 1
    assert page.title().startswith("Error: ")


def test_the_name_of_an_unlisted_organisation_is_asked_without_a_script(visit: Opener) -> None:
    page = visit("/register/", javascript=False)

    page.get_by_label("Delegation", exact=True).select_option("unlisted")

    expect(page.get_by_label("Name of your organisation")).to_be_visible()
