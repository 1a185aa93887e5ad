"""Every page for everyone: axe finds nothing, nothing is cut off on a telephone, nothing is heavy."""

import re
from dataclasses import dataclass

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import CDPSession, Page, Route, expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal
from tests.visitor import PAOLA, Receipt

pytestmark = pytest.mark.browser

VIEWS = {
    "en-1280": {"prefix": "", "width": 1280},
    "fr-320": {"prefix": "/fr", "width": 320, "locale": "fr-FR"},
    "es-320-dark": {"prefix": "/es", "width": 320, "locale": "es-ES", "color_scheme": "dark"},
}
STAFF_PAGES = [
    "",
    "registrations/registration/",
    "registrations/registration/?q=Nobody+at+all",
    "registrations/person/",
    "letters/letter/",
    "outbox/message/",
    "audit/auditentry/",
    "delegations/entity/",
    "delegations/delegation/",
    "meetings/meeting/",
    "meetings/meeting/1/change/",
    "accounts/user/",
    "accounts/user/add/",
    "accounts/user/1/change/",
    "audit/auditentry/1/change/",
    "delegations/delegation/1/change/",
    "delegations/entity/1/change/",
    "delegations/entity/add/",
    "delegations/tag/",
    "delegations/tag/1/change/",
    "letters/letter/1/change/",
    "meetings/committee/",
    "meetings/committee/1/change/",
    "meetings/meeting/add/",
    "outbox/message/1/change/",
    "registrations/person/1/change/",
    "registrations/registration/1/history/",
    "registrations/likelyduplicate/",
    "registrations/likelyduplicate/1/change/",
    "registrations/quota/",
    "registrations/quota/add/",
    "registrations/confirmationrule/add/",
    "registrations/categorydeadline/add/",
    "registrations/extension/add/",
]
ERRORS = ["400", "403", "403_csrf", "404", "500", "503"]


@dataclass(frozen=True)
class Cast:
    """One registration in each state that a receipt can show today, and a letter's code."""

    received: Receipt
    requested: Receipt
    confirmed: Receipt
    declined: Receipt
    letter: str

    def path(self, state: str) -> str:
        """Return the path of a receipt."""
        receipt: Receipt = getattr(self, state)
        return "/register/" + receipt.url.partition("/register/")[2]


@pytest.fixture(scope="module")
def cast(portal: Portal) -> Cast:
    """People in each state."""
    received = portal.register(email="received@pages.example")
    requested = portal.register(
        email="requested@pages.example",
        delegation="unlisted",
        unlisted_name="Organisation with a rather long name for the protection of civilians",
    )
    confirmed = portal.register(email="confirmed@pages.example", family_name="Konfirm")
    declined = portal.register(email="refused@pages.example", family_name="Declin")
    staff = portal.staff()
    staff.confirm(confirmed.number)
    staff.act_on(declined.number, "decline", reason="Twice registered.")
    portal.wait_for_mail("confirmed@pages.example", count=2)
    [[code]] = portal.rows("SELECT code FROM letters_letter ORDER BY id DESC LIMIT 1")
    return Cast(received, requested, confirmed, declined, code)


@pytest.fixture(params=VIEWS)
def view(request: pytest.FixtureRequest, visit: Opener) -> "View":
    """One way of looking: a language, a width, a scheme of colours."""
    return View(request.param, visit)


class View:
    """Opens pages in one language, width and scheme; says whether they are in order."""

    def __init__(self, name: str, visit: Opener) -> None:
        self.name = name
        self.options = dict(VIEWS[name])
        self.prefix = str(self.options.pop("prefix"))
        self.page = visit(self.prefix + "/", **self.options)

    def opened(self, path: str) -> Page:
        """Open a page; those without language prefix begin with `/letters/`."""
        prefix = "" if path.startswith("/letters/") else self.prefix
        self.page.goto(prefix + path)
        return self.page

    def check(self, name: str) -> None:
        """Assert that the page that is open has no violation and no horizontal scroll bar."""
        photograph(self.page, f"{name}-{self.name}")
        assert violations(self.page) == []
        assert width_of(self.page) == self.options["width"]


def test_public_pages(view: View, cast: Cast) -> None:
    pages = {
        "home": "/",
        "register": "/register/",
        "login": "/accounts/login/",
        "signup": "/accounts/signup/",
        "inactive": "/accounts/inactive/",
        "home-by-address": "/m/2018/",
        "register-by-address": "/m/2018/register/",
        "verify": f"/letters/verify/{cast.letter}/",
        "verify-unknown": "/letters/verify/0000-0000-0000-0000/",
        "verify-no-code": "/letters/verify/?code=x",
        "not-found": "/no-such-page/",
        "programme": "/programme/",
        "programme-of-one": "/programme/?committee=article-5&zone=America/Bogota",
        "item": "/programme/items/3/?zone=Asia/Tokyo",
        "item-panel": "/programme/items/9/",
    }
    for name, path in pages.items():
        view.opened(path)
        view.check(name)


def test_a_page_in_one_language_offers_no_other(visit: Opener, cast: Cast) -> None:
    page = visit(f"/letters/verify/{cast.letter}/", locale="fr-FR")

    expect(page.locator("h1")).to_have_text("Vérifier une lettre")
    expect(page.locator(".hint")).to_have_count(0)
    expect(page.get_by_role("navigation", name="Langue")).to_have_count(0)


@pytest.mark.parametrize("state", ["received", "requested", "confirmed", "declined"])
def test_the_receipt_in_each_state(view: View, cast: Cast, state: str) -> None:
    view.opened(cast.path(state))

    view.check(f"receipt-{state}")


def test_the_form_with_errors(view: View) -> None:
    page = view.opened("/register/")
    page.locator("#id_delegation").select_option("unlisted")
    page.locator("#id_email").fill("nobody")
    page.locator("#id_phone").fill("by pigeon")
    for box in page.locator("[name=days]").all():
        box.uncheck()

    page.locator("main [type=submit]").click()

    expect(page.locator("#problems")).to_be_focused()
    view.check("register-errors")


def test_the_same_form_sent_twice_with_different_answers(view: View, portal: Portal) -> None:
    page = view.opened("/register/")
    token = page.locator("[name=token]").input_value()
    email = f"twice-{view.name}@pages.example"
    first = portal.visitor()
    first.submit(PAOLA | first.open_form() | {"token": token, "email": email})

    page.locator("#id_delegation").select_option("fr")
    page.locator("#id_given_names").fill("Paula")
    page.locator("#id_family_name").fill("Chavez")
    page.locator("#id_function").fill("Counsellor")
    page.locator("#id_email").fill(email)
    page.locator("main [type=submit]").click()

    expect(page.locator("main .summary")).to_have_count(2)
    view.check("conflict")
    assert len(portal.wait_for_mail(email)) == 1


def test_a_form_whose_cookie_was_lost(view: View) -> None:
    page = view.opened("/accounts/login/")
    page.context.clear_cookies()
    page.locator("#id_login").fill("somebody@pages.example")
    page.locator("#id_password").fill("something")

    page.locator("main [type=submit]").click()

    expect(page.locator("h1")).to_be_visible()
    view.check("cookie-lost")


@pytest.mark.parametrize("error", ERRORS)
def test_error_pages_stand_without_database_and_context(
    visit: Opener, portal: Portal, error: str
) -> None:
    page = visit("/")
    styled = render_to_string(f"{error}.html")

    def answer(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body=styled)

    page.route("**/an-error", answer)
    page.goto("/an-error")

    photograph(page, f"error-{error}-en-1280")
    assert violations(page) == []


@pytest.mark.parametrize(
    ("width", "paths"),
    [
        # Django's own pages, dressed by us: each at one width, and in the long tests at the other, too.
        pytest.param(1280, STAFF_PAGES[::2], id="1280"),
        pytest.param(320, STAFF_PAGES[1::2], id="320"),
        pytest.param(1280, STAFF_PAGES[1::2], id="1280-others", marks=pytest.mark.long),
        pytest.param(320, STAFF_PAGES[::2], id="320-others", marks=pytest.mark.long),
    ],
)
def test_staff_pages(
    visit: Opener, portal: Portal, cast: Cast, width: int, paths: list[str]
) -> None:
    page = visit("/admin/", width=width)
    sign_in(page, portal, "administrator")

    found = {}
    for path in paths:
        page.goto(f"/admin/{path}")
        photograph(page, f"admin-{re.sub('[^a-z]+', '-', path).strip('-') or 'index'}-{width}")
        found[path] = violations(page)
        if width_of(page) > width:
            found[path].append(f"{width_of(page)} px wide")

    assert {path: lines for path, lines in found.items() if lines} == {}


def test_the_staff_page_of_one_registration_and_its_refusal(staff_page: Page, cast: Cast) -> None:
    page = staff_page
    page.goto(f"/admin/registrations/registration/?q={cast.received.number}")
    page.locator("#result_list tbody th a").click()
    expect(page.get_by_role("button", name="Confirm registration")).to_be_visible()
    photograph(page, "admin-registration-1280")
    assert violations(page) == []

    page.get_by_role("button", name="Decline…").click()
    expect(page.get_by_label("Reason")).to_have_value("")
    photograph(page, "admin-decline-1280")
    assert violations(page) == []
    page.get_by_label("Reason").fill(" ")
    page.get_by_role("button", name="Decline registrations").click()
    expect(page.locator(".errorlist")).to_be_visible()
    photograph(page, "admin-decline-error-1280")
    assert violations(page) == []


def test_the_staff_pages_in_the_dark(visit: Opener, portal: Portal, cast: Cast) -> None:
    page = visit("/fr/admin/", color_scheme="dark", locale="en-GB")
    page.locator("#id_login").fill(portal.accounts["isu_staff"]["email"])
    page.locator("#id_password").fill("wrong")
    page.locator("main [type=submit]").click()
    expect(page.locator("#problems")).to_be_visible()
    assert violations(page) == []

    page.locator("#id_password").fill(portal.accounts["isu_staff"]["password"])
    page.locator("main [type=submit]").click()
    expect(page.locator("#user-tools")).to_be_visible()
    photograph(page, "admin-index-fr-dark")
    assert violations(page) == []
    page.goto("/fr/admin/registrations/registration/")
    photograph(page, "admin-list-fr-dark")
    assert violations(page) == []


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 40_000),
        ("/es/", 40_000),
        ("/register/", 60_000),
        ("/es/register/", 60_000),
    ],
)
def test_a_first_visit_is_light_with_all_its_files(visit: Opener, path: str, most: int) -> None:
    page = visit("about:blank")
    client = page.context.new_cdp_session(page)
    received = count_bytes(client)

    page.goto(path, wait_until="networkidle")

    assert sum(received) < most


def count_bytes(client: CDPSession) -> list[float]:
    """Return a list that grows by the bytes of each answer, head and body as they were sent."""
    received: list[float] = []
    client.on("Network.loadingFinished", lambda e: received.append(e["encodedDataLength"]))
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    return received


def test_a_name_in_amharic_has_letters_on_every_machine(visit: Opener, portal: Portal) -> None:
    receipt = portal.register(
        email="abebe@pages.example", delegation="et", given_names="አበበ", family_name="ቢቂላ"
    )
    page = visit(receipt.url)
    name = page.locator("bdi", has_text="አበበ")
    expect(name).to_be_visible()

    assert ("Noto Sans Ethiopic", True) in fonts_on_screen(page, "bdi")


def fonts_on_screen(page: Page, selector: str) -> set[tuple[str, bool]]:
    """Return the fonts that the browser draws the elements with, and whether they came from us."""
    client = page.context.new_cdp_session(page)
    client.send("DOM.enable")
    client.send("CSS.enable")
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    nodes = client.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]
    return {
        (font["familyName"], font["isCustomFont"])
        for node in nodes
        for font in client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    }
