"""A colleague is invited, chooses a password, sets up an app, and is seen by administrators."""

import re
from email.message import EmailMessage

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser

CODE = re.compile(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b")
EMAIL, PASSWORD = "nora@isu.example", "nine lazy gardens sing"


def prove(page: Page, portal: Portal) -> None:
    """Show once more who one is, if a page asks."""
    if page.locator("h1").inner_text() == "Please show that it is you":
        page.get_by_label("Password").fill(portal.accounts["administrator"]["password"])
        page.get_by_role("button", name="Go on").click()


def is_invitation(mail: EmailMessage) -> bool:
    return mail["Subject"] == "Your account of staff"


def look(page: Page, name: str) -> list[str]:
    """Photograph a page at two widths; return what axe finds, and whether it is too wide."""
    found = violations(page)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        photograph(page, f"staff-{name}-{width}")
        found += [] if width_of(page) == width else [f"{name}: {width_of(page)} wide"]
    found += violations(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    return found


def test_a_colleague_is_invited_and_comes_in(visit: Opener, portal: Portal) -> None:
    desk = visit("/desk/accounts/")
    sign_in(desk, portal, "administrator")
    found = look(desk, "people")
    desk.get_by_role("link", name="Invite somebody").click()
    prove(desk, portal)
    desk.get_by_label("Name", exact=True).fill("Nora New")
    desk.get_by_label("E-mail address").fill(EMAIL)
    desk.get_by_role("button", name="Send the invitation").click()
    expect(desk.locator("#problems")).to_contain_text("Choose at least one role")
    found += look(desk, "invite")
    desk.get_by_label("ISU staff").check()
    desk.get_by_role("button", name="Send the invitation").click()
    expect(desk.locator("main")).to_contain_text("Invited, not here yet")
    found += look(desk, "waiting")

    nora = visit("/accounts/invitation/", width=320)
    found += look(nora, "accept")
    [code] = CODE.findall(text_of(portal.wait_for_mail(EMAIL, is_invitation)[-1]))
    nora.get_by_label("Code from the mail").fill(code)
    nora.get_by_label("New password").fill(PASSWORD)
    nora.get_by_label("The same password again").fill(PASSWORD)
    nora.get_by_role("button", name="Accept").click()
    nora.wait_for_url(lambda url: "/accounts/" not in url)

    nora.goto("/accounts/2fa/totp/activate/")
    expect(nora.locator("h1")).to_have_text("Set up an app")
    nora.get_by_label("Six digits").fill(totp(nora.locator("code").inner_text()))
    nora.get_by_role("button", name="Set up").click()
    expect(nora.locator("h1")).to_have_text("Recovery codes")
    nora.goto("/admin/")
    expect(nora.locator("h1")).to_be_visible()
    nora.goto("/accounts/sessions/")
    expect(nora.locator("#tries")).to_be_visible()
    found += look(nora, "own-sessions")
    nora.get_by_role("link", name="Another password").click()
    expect(nora.locator("h1")).to_have_text("Another password")
    found += look(nora, "own-password")

    desk.goto("/desk/accounts/?q=nora")
    expect(desk.locator("tbody")).to_contain_text("authenticator app")
    desk.get_by_role("link", name="Nora New").click()
    found += look(desk, "person")
    for path, name in (("log/", "log"), ("roles/", "roles")):
        desk.goto(f"/desk/accounts/{path}")
        found += look(desk, name)
    desk.goto("/desk/accounts/?q=nora")
    desk.get_by_role("link", name="Nora New").click()
    desk.get_by_role("link", name="Close the account").click()
    found += look(desk, "close")
    desk.get_by_label("Why").fill("A journey ends")
    desk.get_by_role("button", name="Close the account").click()
    expect(desk.locator("main")).to_contain_text("The account is closed.")
    nora.goto("/accounts/sessions/")
    expect(nora.locator("h1")).to_have_text("Sign in")
    assert found == []


def text_of(mail: EmailMessage) -> str:
    return str(mail.get_body(("plain",)).get_content())  # type: ignore[union-attr]


def totp(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))
