"""A delegate signs in, corrects and withdraws a registration; nothing typed is lost on the way."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests import papers
from tests.journeys.conftest import Opener, photograph, violations, width_of
from tests.journeys.people import words
from tests.portal import Portal
from tests.visitor import Receipt

pytestmark = pytest.mark.browser

# Not a receipt number, which looks alike; a code has no letter I.
CODE = re.compile(r"\b(?!IM18-)[0-9A-Z]{4}-[0-9A-Z]{4}\b")
OWN = re.compile(r"/registrations/$")


def register(portal: Portal, email: str, **changes: str) -> Receipt:
    return portal.register(email=email, **changes)


def come_in(page: Page, portal: Portal, email: str, language: str = "en") -> None:
    """Sign in by code on the page that asks for it, wherever that page leads afterwards."""
    say = words(language)
    before = len(codes_for(portal, email))
    page.get_by_label(say("E-mail address")).fill(email)
    page.locator("main form [type=submit]").first.click()
    portal.wait_for_mail(
        email, lambda mail: bool(CODE.search(papers.text_of(mail))), count=before + 1
    )
    # The word is the same in French.
    page.locator("#id_code").fill(codes_for(portal, email)[-1])
    page.locator("main form [type=submit]").first.click()


def codes_for(portal: Portal, email: str) -> list[str]:
    return [code for mail in portal.mails(email) for code in CODE.findall(papers.text_of(mail))]


def check(page: Page, name: str, width: int = 1280) -> None:
    photograph(page, name)
    assert violations(page) == []
    assert width_of(page) == width


@pytest.mark.parametrize("width", [1280, 320])
def test_a_delegate_corrects_a_registration_and_withdraws_it(
    visit: Opener, portal: Portal, width: int
) -> None:
    email = f"corrects-{width}@own.example"
    receipt = register(portal, email)
    page = visit(receipt.url, width=width)
    page.get_by_role("link", name="Sign in to change or withdraw").click()
    come_in(page, portal, email)
    expect(page).to_have_url(OWN)
    expect(page.locator("main")).to_contain_text(receipt.number)
    check(page, f"own-{width}", width)

    page.get_by_role("link", name="Change").click()
    check(page, f"amend-{width}", width)
    page.get_by_label("Family name").fill("")
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator("#problems")).to_be_focused()
    check(page, f"amend-error-{width}", width)
    page.get_by_label("Family name").fill("Chávez Ruiz")
    page.get_by_label("Dietary needs").fill("No nuts")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("status")).to_contain_text("Your changes are saved.")
    expect(page.locator("main")).to_contain_text("No nuts")
    # A withdrawal that comes first would cancel this mail.
    portal.wait_for_mail(email, lambda mail: is_told(mail["Subject"]))

    page.get_by_role("link", name="Withdraw").click()
    check(page, f"withdraw-{width}", width)
    page.get_by_role("link", name="Keep it").click()
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw the registration").click()
    expect(page.get_by_role("status")).to_contain_text("The registration is withdrawn.")
    check(page, f"own-withdrawn-{width}", width)

    page.goto(f"/registrations/{receipt.number}/amend/")
    expect(page.locator("h1")).to_have_text("This can no longer be changed here")
    check(page, f"unchangeable-{width}", width)
    told = portal.wait_for_mail(email, lambda mail: is_told(mail["Subject"]), count=2)
    assert [mail["Subject"].partition(":")[0] for mail in told] == [
        "Your registration has changed",
        "Your registration is withdrawn",
    ]
    assert "CHÁVEZ RUIZ" in papers.text_of(told[0])


def is_told(subject: str) -> bool:
    return subject.startswith(("Your registration has changed", "Your registration is withdrawn"))


def test_two_tabs_show_both_versions(visit: Opener, portal: Portal) -> None:
    email = "tabs@own.example"
    receipt = register(portal, email)
    first = visit(f"/registrations/{receipt.number}/amend/")
    come_in(first, portal, email)
    second = first.context.new_page()
    second.goto(first.url)

    first.get_by_label("Function").fill("First Secretary")
    first.get_by_role("button", name="Save changes").click()
    second.get_by_label("Function").fill("Minister")
    second.get_by_role("button", name="Save changes").click()

    versions = second.locator("section", has_text="Both versions")
    expect(versions).to_contain_text("First Secretary")
    expect(versions).to_contain_text("Minister")
    expect(second.get_by_role("alert")).to_be_focused()
    check(second, "amend-both-versions")
    expect(second.get_by_label("Function")).to_have_value("Minister")
    second.get_by_role("button", name="Save changes").click()
    expect(second.locator("main")).to_contain_text("Minister")
    told = portal.wait_for_mail(email, lambda mail: is_told(mail["Subject"]), count=2)
    assert len(told) == 2


def test_the_staff_confirm_while_the_delegate_types(visit: Opener, portal: Portal) -> None:
    email = "confirmed-meanwhile@own.example"
    receipt = register(portal, email)
    page = visit(f"/registrations/{receipt.number}/amend/")
    come_in(page, portal, email)
    page.get_by_label("Dietary needs").fill("No nuts")
    portal.staff().confirm(receipt.number)

    page.get_by_role("button", name="Save changes").click()

    expect(page.locator("main")).to_contain_text("This registration has changed since")
    expect(page.get_by_label("Dietary needs")).to_have_value("No nuts")
    check(page, "amend-confirmed-meanwhile")
    page.get_by_role("button", name="Save changes").click()
    expect(page.locator("main")).to_contain_text("Confirmed")
    expect(page.locator("main")).to_contain_text("No nuts")


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_was_typed_survives_the_end_of_the_session(
    visit: Opener, portal: Portal, language: str, javascript: bool
) -> None:
    say = words(language)
    email = f"ended-{language}-{javascript}@own.example".lower()
    receipt = register(portal, email)
    prefix = "" if language == "en" else f"/{language}"
    page = visit(f"{prefix}/registrations/{receipt.number}/amend/", javascript=javascript)
    come_in(page, portal, email, language)
    page.get_by_label(say("Function"), exact=True).fill("Minister")
    page.get_by_label(say("Dietary needs"), exact=True).fill("No nuts")
    end_session(page)

    page.get_by_role("button", name=say("Save changes")).click()

    expect(page).to_have_url(re.compile("/accounts/login/"))
    expect(page.get_by_role("status")).to_be_visible()
    come_in(page, portal, email, language)
    expect(page.get_by_label(say("Function"), exact=True)).to_have_value("Minister")
    expect(page.get_by_label(say("Dietary needs"), exact=True)).to_have_value("No nuts")
    if javascript:
        check(page, f"amend-kept-{language}")
    page.get_by_role("button", name=say("Save changes")).click()
    expect(page).to_have_url(OWN)
    expect(page.locator("main")).to_contain_text("No nuts")


def end_session(page: Page) -> None:
    """Let the session end, as it does by itself after some hours; other cookies stay."""
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.context.add_cookies([c for c in cookies if "session" not in c["name"]])  # type: ignore[typeddict-item]


def test_somebody_else_finds_nothing(visit: Opener, portal: Portal) -> None:
    theirs = register(portal, "theirs@own.example")
    register(portal, "mine@own.example")
    page = visit("/registrations/")
    come_in(page, portal, "mine@own.example")
    expect(page.locator("main")).not_to_contain_text(theirs.number)

    page.goto(f"/registrations/{theirs.number}/amend/")

    expect(page.locator("h1")).to_contain_text("not")
    assert page.request.get(page.url).status == 404


def test_the_delegate_of_the_demonstration_has_a_registration(
    visit: Opener, portal: Portal
) -> None:
    page = visit("/registrations/")

    come_in(page, portal, portal.accounts["delegate"]["email"])

    expect(page.locator("main")).to_contain_text("Costa Rica")
    expect(page.get_by_role("link", name="Change")).to_be_visible()
