"""Every page of the desk and the admin site that a link leads to: axe, and nothing is cut off."""

import re
from collections import deque
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

from tests.journeys.conftest import Opener, sign_in, violations, width_of
from tests.long.crowd import SCALE
from tests.portal import Portal

# One page of each address: some minutes for each width.
pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.wide]

BEGINNINGS = ("/desk/", "/admin/")
# What ends the session.
LEFT_ALONE = re.compile(r"logout")
# Files, and what a script asks for.
NO_PAGES = re.compile(
    r"\.(pdf|docx|csv|xlsx|ics|zip|json|txt)$|/(csv|file|jsi18n|autocomplete|news)/"
)


# What is cut off is cut off on a telephone; the wide window is looked at once in a while.
@pytest.mark.parametrize("width", [320, 1280] if SCALE >= 1 else [320])
def test_every_page_that_a_link_leads_to(visit: Opener, portal: Portal, width: int) -> None:
    page = visit("/admin/", width=width)
    sign_in(page, portal, "administrator")
    wrong: list[str] = []
    waiting, seen = deque(BEGINNINGS), set()

    while waiting:
        path = waiting.popleft()
        seen.add(path)
        if not _is_opened(page, path):
            continue
        wrong += _what_is_wrong(page, width)
        waiting.extend(_new_addresses(page, {*map(_address, seen), *map(_address, waiting)}))

    assert wrong == []
    assert len(seen) > 120


def _is_opened(page: Page, path: str) -> bool:
    """Open a path; say whether a page came and no file."""
    try:
        page.goto(path)
    except Error as problem:
        if "Download is starting" in str(problem):
            return False
        raise
    return True


def _what_is_wrong(page: Page, width: int) -> list[str]:
    found = violations(page)
    if width_of(page) != width:
        found.append(f"{page.url} is {width_of(page)} wide")
    return found


def _new_addresses(page: Page, known: set[str]) -> list[str]:
    """Return a path for each address that the page links to and no other has linked to yet."""
    links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    new: dict[str, str] = {}
    for link in links:
        url = urlsplit(link)
        ours = url.netloc == urlsplit(page.url).netloc and url.path.startswith(BEGINNINGS)
        if ours and not LEFT_ALONE.search(url.path) and not NO_PAGES.search(url.path):
            address = _address(url.path)
            if address and address not in known:
                new.setdefault(address, url.path + (f"?{url.query}" if url.query else ""))
    return list(new.values())


def _address(path: str) -> str:
    """Return the route of a path; empty for what leads nowhere."""
    try:
        return str(resolve(urlsplit(path).path).route)
    except Resolver404:
        return ""
