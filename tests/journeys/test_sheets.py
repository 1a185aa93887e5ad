"""A focal point sends a sheet, sees what each row would do, and writes it; the staff for many."""

import pytest
from playwright.sync_api import Page, expect

from tests.desk.test_sheets import HEADING, xlsx
from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def check(page: Page, name: str, width: int) -> None:
    photograph(page, name)
    assert violations(page) == []
    assert width_of(page) == width


def rows_of(width: int) -> list[list[str]]:
    return [
        [f"Quilla{width}", f"Ñandú{width}", "Counsellor", f"q{width}@sheet.example"],
        [f"Rumi{width}", f"Vega{width}", "", f"r{width}@sheet.example"],
    ]


def send(page: Page, rows: list[list[str]]) -> None:
    page.get_by_label("Sheet", exact=True).set_input_files(
        {"name": "equipo.xlsx", "mimeType": SHEET, "buffer": xlsx(rows)}
    )
    page.get_by_role("button", name="Continue").click()


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (320, False)])
def test_a_sheet_is_sent_compared_and_written(
    visit: Opener, portal: Portal, width: int, javascript: bool
) -> None:
    page = visit("/accounts/login/", width=width, javascript=javascript)
    sign_in(page, portal, "focal_point")
    page.goto("/delegation/cr/")
    page.get_by_role("link", name="Send a sheet").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("#problems")).to_contain_text("Choose a file, or paste rows.")
    if javascript:
        check(page, f"sheet-{width}-1", width)

    send(page, [HEADING, *rows_of(width)])
    expect(page.get_by_label("Column 4 holds")).to_have_value("email")
    if javascript:
        check(page, f"sheet-{width}-2", width)

    page.get_by_role("button", name="Show what each row would do").click()
    expect(page.get_by_role("row", name=f"Rumi{width}")).to_contain_text("Enter the function.")
    if javascript:
        check(page, f"sheet-{width}-3", width)
    else:
        assert width_of(page) == width

    page.get_by_role("button", name="Write the new or changed row").click()
    expect(page.locator(".notice.ok")).to_contain_text("The sheet has been written.")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the rows left out").click()
    assert download.value.suggested_filename == "rows-left-out.xlsx"
    if javascript:
        check(page, f"sheet-{width}-4", width)
    assert portal.wait_for_mail(f"q{width}@sheet.example")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_staff_send_a_sheet_for_many(visit: Opener, portal: Portal, width: int) -> None:
    page = visit("/accounts/login/", width=width)
    sign_in(page, portal, "isu_staff")
    page.goto("/desk/sheet/")
    check(page, f"sheet-desk-{width}-1", width)
    countries = ["Country", "Bolivia", "Atlantis"]
    rows = [HEADING, *rows_of(width)]
    send(page, [[*row, country] for row, country in zip(rows, countries, strict=True)])
    check(page, f"sheet-desk-{width}-2", width)

    page.get_by_role("button", name="Show what each row would do").click()
    expect(page.get_by_role("row", name=f"Rumi{width}")).to_contain_text("Atlantis")
    check(page, f"sheet-desk-{width}-3", width)
