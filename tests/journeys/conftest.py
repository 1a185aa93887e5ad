"""Chromium, and people who use the portal with it."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from tests.portal import Portal

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Nothing that calls home, and no sandbox inside containers where root has none to give.
FLAGS = [
    *("--disable-gpu", "--disable-quic", "--disable-sync", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update"),
]
# The document's own answer 404 or 422 is what a test asks for; a missing file of it is not.
OF_THE_DOCUMENT = re.compile(r"Failed to load resource: the server responded with a status of")
MISSING = "NO CHROMIUM: the browser tests are skipped. Name one by INTERSESSIONAL_CHROMIUM."
AXE = Axe()
# The same rules; of what passes, no list of elements is made.
VIOLATIONS_ALONE = {"resultTypes": ["violations"]}
SCREENSHOTS = os.environ.get("INTERSESSIONAL_SCREENSHOTS", "")

Opener = Callable[..., Page]


@dataclass
class Complaints:
    """What the browser said against our pages: errors of scripts, of the policy, missing files."""

    found: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen to a page from its beginning."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"{page.url}: {error}"))
        page.on("requestfailed", self._failed)

    def _failed(self, request: Request) -> None:
        # Whoever leaves a page ends its last requests: no fault of theirs.
        if request.failure != "net::ERR_ABORTED":
            self.found.append(f"{request.url}: {request.failure}")

    def _console(self, message: ConsoleMessage) -> None:
        address = message.location["url"]
        ours = OF_THE_DOCUMENT.match(message.text) and "/static/" not in address
        if message.type in {"error", "warning"} and not ours:
            self.found.append(f"{address}: {message.text}")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; ends with this folder's tests, since its loop and the ORM share no thread."""
    path = _chromium()
    if not path:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


def _chromium() -> str:
    named = os.environ.get("INTERSESSIONAL_CHROMIUM")
    found = (shutil.which(name) for name in ([named] if named else NAMES))
    return next((path for path in found if path and _runs(path)), "")


def _runs(path: str) -> bool:
    done = subprocess.run([path, "--version"], capture_output=True, check=False)
    return done.returncode == 0


@pytest.fixture
def visit(browser: Browser, portal: Portal) -> Iterator[Opener]:
    """Opens a page for a new person: `visit("/", width=320, locale="fr-CH", javascript=False)`.

    At the end of the test no page may have drawn a complaint from the browser.
    """
    contexts: list[BrowserContext] = []
    complaints = Complaints()

    def open_page(
        path: str = "/",
        *,
        width: int = 1280,
        locale: str = "en-GB",
        javascript: bool = True,
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=portal.url,
            viewport={"width": width, "height": 800},
            locale=locale,
            java_script_enabled=javascript,
            # Colours are judged as they are, not on their way.
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        complaints.watch(page)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints.found == []


@pytest.fixture
def staff_page(visit: Opener, portal: Portal) -> Page:
    """The admin site, opened by somebody of the ISU who came through its sign-in."""
    page = visit("/admin/")
    sign_in(page, portal)
    return page


def sign_in(page: Page, portal: Portal, role: str = "isu_staff") -> None:
    """Fill in the sign-in form, which any page of the admin site shows first."""
    account = portal.accounts[role]
    page.get_by_label("E-mail address").fill(account["email"])
    page.get_by_label("Password").fill(account["password"])
    page.get_by_role("button", name="Sign in").click()


def violations(page: Page) -> list[str]:
    """Return what axe finds on a page, one line for each element."""
    # A click returns as soon as the next page begins to arrive.
    page.wait_for_load_state()
    results = AXE.run(page, options=VIOLATIONS_ALONE).response["violations"]
    return [
        f"{page.url} {rule['id']}: {node['html'][:200]} ({node['failureSummary'][:300]})"
        for rule in results
        for node in rule["nodes"]
    ]


def width_of(page: Page) -> int:
    """Return how wide the content is; more than the window means a horizontal scroll bar."""
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def photograph(page: Page, name: str) -> None:
    """Keep a picture of the whole page, when INTERSESSIONAL_SCREENSHOTS names a folder."""
    if SCREENSHOTS:
        page.wait_for_load_state()
        Path(SCREENSHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=True)
