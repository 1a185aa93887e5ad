"""The Content-Security-Policy in a real browser: it blocks, and the portal hears of it."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from intersessional.embedded.service import wait_until
from tests.portal import Portal

pytestmark = pytest.mark.browser


def reports(portal: Portal) -> list[str]:
    lines = Path(portal.var / "log" / "web.log").read_text().splitlines()
    return [json.loads(line)["message"] for line in lines if "content security policy" in line]


def test_what_stands_inline_is_blocked_and_reported(browser: Browser, portal: Portal) -> None:
    """The negative control of every other journey, which may draw no complaint."""
    context = browser.new_context(base_url=portal.url)
    page = context.new_page()
    page.goto("/register/")
    before = len(reports(portal))

    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.broken = true";
            document.body.append(script);
            const picture = new Image();
            picture.src = "https://cdn.example/kanarienvogel.png";
            document.body.append(picture);
        }"""
    )

    wait_until(lambda: len(reports(portal)) >= before + 2, 15, every=0.2)
    assert sorted(reports(portal)[before:]) == [
        "content security policy: img-src blocked cdn.example",
        "content security policy: script-src-elem blocked inline",
    ]
    assert page.evaluate("window.broken") is None
    context.close()
