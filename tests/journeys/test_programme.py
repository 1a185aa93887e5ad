"""The programme on a telephone far away, by keyboard, without JavaScript, and on paper."""

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, photograph, width_of

pytestmark = pytest.mark.browser


def own_times(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".days .own").all_inner_texts()]


def test_the_time_of_the_device_beside_each_time(visit: Opener) -> None:
    page = visit("/programme/", width=320, timezone_id="Pacific/Honolulu")
    button = page.get_by_role("button", name="Show the time of this device")

    page.get_by_text("My own time").press("Enter")
    button.press("Enter")

    times = page.locator("time[data-clock]").count()
    expect(page.locator(".own")).to_have_count(times)
    assert own_times(page)[0].endswith("Wed 22:00")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("status")).to_have_text("Beside each time: Pacific/Honolulu")
    photograph(page, "programme-own-time-320")
    assert width_of(page) == 320

    # The address remembers it, and the portal writes the same times as the script.
    written = own_times(page)
    page.reload()
    assert own_times(page) == written
    expect(button).to_have_attribute("aria-pressed", "true")

    button.click()
    expect(page.locator(".own")).to_have_count(0)
    assert page.url.endswith("/programme/")


@pytest.mark.parametrize(("prefix", "first"), [("/fr", "3 h 00"), ("/es", "3:00")])
def test_script_and_portal_write_hours_alike(visit: Opener, prefix: str, first: str) -> None:
    page = visit(f"{prefix}/programme/", timezone_id="America/Bogota")
    page.locator(".zones summary").click()
    page.locator("#own-time button").click()
    by_script = own_times(page)

    page.reload()

    assert own_times(page) == by_script
    assert by_script[0].replace("\xa0", " ").endswith(first)


def test_another_zone_without_javascript(visit: Opener) -> None:
    page = visit("/programme/", javascript=False)

    expect(page.get_by_text("Show the time of this device")).to_be_hidden()
    page.get_by_text("My own time").click()
    page.get_by_label("Show another time zone, too").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Show", exact=True).click()

    # Until the whole page is there.
    page.wait_for_url(lambda url: "zone=Asia/Tokyo" in url.replace("%2F", "/"))
    assert own_times(page)[0].endswith("17:00")


def test_both_days_are_one_sheet_of_paper(visit: Opener) -> None:
    page = visit("/programme/")

    document = pypdfium2.PdfDocument(page.pdf(format="A4"))

    assert len(document) == 1
    words = document[0].get_textpage().get_text_range()
    for expected in ("Thursday 7 June 2018", "Friday 8 June 2018", "11 Closing", "Chair:"):
        assert expected in words.replace("\xa0", " ")
    assert "Go to an item" not in words
    assert "Register" not in words
