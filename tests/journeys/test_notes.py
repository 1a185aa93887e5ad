"""A focal point sends a note verbale in a browser, opens it, and removes it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.people import SMALL_PDF
from tests.portal import Portal

pytestmark = pytest.mark.browser


def check(page: Page, name: str, width: int) -> None:
    photograph(page, name)
    assert violations(page) == []
    assert width_of(page) == width


@pytest.mark.parametrize("width", [1280, 320])
def test_a_note_is_sent_opened_and_removed(visit: Opener, portal: Portal, width: int) -> None:
    reference = f"4-7-{width}/2018"
    file = {"name": "nota verbal.pdf", "mimeType": "application/pdf", "buffer": SMALL_PDF}
    page = visit("/accounts/login/", width=width)
    sign_in(page, portal, "focal_point")
    page.goto("/delegation/cr/")

    page.get_by_role("link", name="Send a note verbale").click()
    check(page, f"note-{width}", width)
    page.get_by_label("Reference").fill(reference)
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#problems")).to_contain_text("Enter the date.")
    expect(page.get_by_label("Reference")).to_have_value(reference)
    check(page, f"note-{width}-errors", width)

    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Date").fill("2018-05-09")
    page.get_by_label("Names in it").fill("Ms. Xiomara QUIRÓS\nMr. Nobody NOWHERE")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".notice.ok")).to_be_visible()
    note = page.locator("section", has=page.locator("#note"))
    expect(note).to_contain_text("Mr. Nobody NOWHERE is named, but not registered.")
    check(page, f"note-{width}-differs", width)

    with page.expect_download() as download:
        note.get_by_role("link", name=re.compile(r"nota verbal\.pdf")).first.click()
    assert download.value.path().read_bytes() == SMALL_PDF
    note.get_by_role("button", name=f"Remove {reference}").click()
    expect(page.locator(".notice.ok")).to_contain_text("Removed.")
    expect(note).not_to_contain_text(reference)
