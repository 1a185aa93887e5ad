"""Coming in with a real browser: by a code from the mail, by password and passkey."""

import re
import urllib.request
from email.message import EmailMessage
from html import unescape

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.journeys.conftest import Opener, photograph, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")
LINK = re.compile(r"https?://[^\s\"<>]+")


def is_code(mail: EmailMessage) -> bool:
    return mail["Subject"] in {
        "Your code to sign in",
        "Votre code de connexion",
        "Su código para iniciar sesión",
    }


def ask_for_code(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("h1")).to_have_text("Type the code")


def fetch_code(portal: Portal, email: str, count: int = 1) -> tuple[str, EmailMessage]:
    mail = portal.wait_for_mail(email, is_code, count=count)[-1]
    [code] = CODE.findall(mail.get_body(("plain",)).get_content())  # type: ignore[union-attr]
    return code, mail


def type_code(page: Page, code: str) -> None:
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_delegate_comes_in_by_code_and_leaves(
    visit: Opener, portal: Portal, javascript: bool
) -> None:
    email = f"dora-{javascript}@signin.example".lower()
    portal.register(email=email)
    page = visit("/", javascript=javascript, width=320)
    ask_for_code(page, email)
    code, _mail = fetch_code(portal, email)

    type_code(page, "AAAA AAAA")
    expect(page.locator("#problems")).to_contain_text("not right, or no longer valid")
    assert violations(page) == [] if javascript else True
    type_code(page, code.lower().replace("-", " "))

    page.goto("/accounts/sessions/")
    expect(page.locator("h1")).to_have_text("Where you are signed in")
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.goto("/accounts/sessions/")
    expect(page.locator("h1")).to_have_text("Sign in")


def test_scanners_open_everything_in_a_mail_and_the_human_still_comes_in(
    visit: Opener, portal: Portal
) -> None:
    email = "scanned@signin.example"
    portal.register(email=email)
    page = visit("/")
    ask_for_code(page, email)
    code, mail = fetch_code(portal, email)
    links = {link for m in [mail, *portal.mails(email)] for link in links_of(m)}
    assert any("/accounts/login/" in link for link in links)
    assert any("/register/" in link for link in links)

    for link in links:
        for method in ["HEAD"] * 3 + ["GET"] * 5:
            with urllib.request.urlopen(urllib.request.Request(link, method=method)) as answer:
                assert answer.status == 200
        visit(link).wait_for_load_state("networkidle")
    type_code(page, code)

    page.goto("/accounts/sessions/")
    expect(page.locator("h1")).to_have_text("Where you are signed in")


def links_of(mail: EmailMessage) -> set[str]:
    bodies = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    return {unescape(link) for body in bodies for link in LINK.findall(body)}


def test_a_staff_address_gets_no_code(visit: Opener, portal: Portal) -> None:
    email = portal.accounts["isu_staff"]["email"]
    portal.register(email=email)
    page = visit("/")

    ask_for_code(page, email)
    type_code(page, "AAAA-AAAA")

    # Whoever comes later in the same lane has waited behind it.
    portal.register(email="later@signin.example")
    portal.wait_for_mail("later@signin.example")
    assert portal.mails(email, is_code) == []


def test_the_pages_of_sign_in_are_for_everyone(visit: Opener, portal: Portal) -> None:
    found = []
    for prefix, width in [("", 320), ("/fr", 1280), ("/es", 320)]:
        page = visit(f"{prefix}/accounts/login/", width=width)
        found += violations(page)
        photograph(page, f"sign-in-{prefix[1:] or 'en'}-{width}")
        page.locator("#id_login").fill("nobody@signin.example")
        page.locator("main [type=submit]").click()
        expect(page.locator("#id_code")).to_be_visible()
        photograph(page, f"sign-in-code-{prefix[1:] or 'en'}-{width}")
        found += violations(page)
        assert width_of(page) == width

    assert found == []


def test_staff_with_a_passkey(visit: Opener, portal: Portal) -> None:
    """Enrol, sign out, come in with the passkey alone, and after the password; then remove it."""
    account = portal.accounts["committee"]
    # Browsers know passkeys of names, not of numbers.
    start = portal.url.replace("127.0.0.1", "localhost") + "/accounts/login/"
    page = visit(start, width=320)
    authenticator(page)
    by_password(page, account)
    enrol(page, account)
    found = [page.url, *violations(page)]
    sign_out(page, start)

    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)
    page.goto(start.replace("accounts/login", "accounts/2fa"))
    photograph(page, "second-factor-320")
    found += violations(page)
    sign_out(page, start)

    by_password(page, account)
    expect(page.locator("h1")).to_have_text("Second step")
    found += violations(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)
    remove(page, start, account)

    assert found[1:] == []


def authenticator(page: Page) -> CDPSession:
    """Give the browser a passkey that asks for a finger, which is always the right one."""
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    client.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return client


def by_password(page: Page, account: dict[str, str]) -> None:
    page.get_by_label("E-mail address").fill(account["email"])
    page.get_by_label("Password").fill(account["password"])
    page.get_by_role("button", name="Sign in").click()


def again(page: Page, account: dict[str, str]) -> None:
    """Show once more who one is, if a page asks."""
    if page.locator("h1").inner_text() == "Please show that it is you":
        page.get_by_label("Password").fill(account["password"])
        page.get_by_role("button", name="Go on").click()


def enrol(page: Page, account: dict[str, str]) -> None:
    page.wait_for_url(lambda url: "/accounts/" not in url)
    page.goto(page.url.rstrip("/") + "/accounts/2fa/webauthn/add/")
    again(page, account)
    expect(page.locator("h1")).to_have_text("Add a passkey")
    page.get_by_role("button", name="Add").click()
    expect(page.locator("h1")).to_have_text("Recovery codes")


def sign_out(page: Page, start: str) -> None:
    page.goto(start.replace("login", "logout"))
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.goto(start)


def remove(page: Page, start: str, account: dict[str, str]) -> None:
    page.goto(start.replace("accounts/login", "accounts/2fa/webauthn"))
    page.get_by_role("link", name="Remove").click()
    again(page, account)
    page.get_by_role("button", name="Remove the passkey").click()
    expect(page.locator("main")).to_contain_text("There is none yet.")


def test_a_passkey_that_does_not_answer_is_said_in_the_page(visit: Opener, portal: Portal) -> None:
    page = visit(portal.url.replace("127.0.0.1", "localhost") + "/accounts/login/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new Error('cancelled')) }"
    )

    page.get_by_role("button", name="Use a passkey").click()

    expect(page.locator("#passkey-problem")).to_be_focused()
    assert violations(page) == []
