"""The staff's pages of lists of speakers, on which one list of the demonstration does not fit."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("prefix", "width"), [("", 1280), ("/fr", 320)])
def test_the_pages_are_for_everyone(visit: Opener, portal: Portal, prefix: str, width: int) -> None:
    page = visit("/admin/", width=width)
    sign_in(page, portal)
    page.goto("/desk/speakers/")
    lists = page.get_by_role("link", name="Needs and offers")
    crowded = lists.first.get_attribute("href") or ""
    page.goto(crowded)
    expect(page.locator("#budget")).to_contain_text("22 speakers at 3 minutes do not fit 45")
    one = page.get_by_role("link", name=re.compile("^Move…")).first.get_attribute("href") or ""

    for name, path in {
        "all": "/desk/speakers/",
        "list": crowded,
        "request": one,
        "ask": f"{crowded}ask/",
    }.items():
        page.goto(prefix + path)
        photograph(page, f"speakers-{name}-{width}")
        assert violations(page) == []
        assert width_of(page) == width
