"""Bilaterals: an invitation that is answered in the browser, and pages for everyone."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser
OFFICE_PAGES = {
    "candidates": "/bilaterals/candidates/",
    "host": "/bilaterals/candidates/article-5/",
    "requests": "/bilaterals/requests/",
    "invitations": "/bilaterals/invitations/",
    "plans": "/bilaterals/plan/",
    "day": "/bilaterals/day/",
    "sheet": "/bilaterals/day/article-5/",
    "live": "/bilaterals/live/",
    "papers": "/bilaterals/papers/",
    "paper": "/bilaterals/papers/article-5/",
    "signs": "/bilaterals/signs/",
}


def signed_in(visit: Opener, portal: Portal, role: str, **options: object) -> Page:
    """The browser of a demonstration account."""
    page = visit("/admin/", **options)
    sign_in(page, portal, role)
    return page


def focal_point(visit: Opener, portal: Portal, **options: object) -> Page:
    """The browser of Costa Rica's focal point, who has a password in the demonstration."""
    page = visit("/accounts/login/", **options)
    sign_in(page, portal, "focal_point")
    return page


@pytest.mark.parametrize(("prefix", "width"), [("", 1280), ("/fr", 320)])
def test_the_offices_pages_are_for_everyone(
    visit: Opener, portal: Portal, prefix: str, width: int
) -> None:
    page = signed_in(visit, portal, "president_office", width=width)
    page.goto("/bilaterals/candidates/article-5/")
    one = page.get_by_role("link", name="Change…").first.get_attribute("href") or ""
    page.goto("/bilaterals/board/")
    bilateral = page.locator(".cell a").first.get_attribute("href") or ""

    for name, path in (OFFICE_PAGES | {"candidate": one, "bilateral": bilateral}).items():
        page.goto(prefix + path)
        photograph(page, f"bilaterals-{name}-{width}")
        assert violations(page) == []
        assert width_of(page) == width, path


@pytest.mark.parametrize(("prefix", "width"), [("", 1280), ("/fr", 320)])
def test_the_delegations_pages_are_for_everyone(
    visit: Opener, portal: Portal, prefix: str, width: int
) -> None:
    page = focal_point(visit, portal, width=width)
    page.goto("/bilaterals/")
    one = page.locator("main .section a").first.get_attribute("href") or ""

    for name, path in {
        "agenda": "/bilaterals/",
        "invitation": one,
        "ask": "/bilaterals/ask/",
    }.items():
        page.goto(prefix + path)
        photograph(page, f"bilaterals-{name}-{width}")
        assert violations(page) == []
        assert width_of(page) == width, path


def test_an_invitation_is_accepted_by_keyboard_without_javascript(
    visit: Opener, portal: Portal
) -> None:
    """Who comes is ticked; the answer comes back as a mail with its calendar entry."""
    page = focal_point(visit, portal, javascript=False)
    page.goto("/bilaterals/")
    link = page.get_by_role(
        "link", name="Committee on the Enhancement of Cooperation and Assistance"
    )
    link.focus()
    page.keyboard.press("Enter")
    who = page.get_by_role("checkbox").first
    who.focus()
    page.keyboard.press("Space")
    accept = page.get_by_role("button", name="Accept").first
    accept.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".tag", has_text="Accepted").first).to_be_visible()
    address = portal.accounts["focal_point"]["email"]
    mails = portal.wait_for_mail(address, count=2)
    assert any("BEGIN:VCALENDAR" in str(mail) or "calendar" in str(mail) for mail in mails)
