"""The desk at the door, by a browser: without network, after a reload, by keyboard and by camera."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import segno
from playwright.sync_api import Browser, Page, expect

from intersessional.embedded.service import wait_until
from tests.journeys.conftest import (
    FLAGS,
    Opener,
    _chromium,
    photograph,
    sign_in,
    violations,
    width_of,
)
from tests.portal import Portal

pytestmark = pytest.mark.browser
KEPT_SCANS = "() => Object.keys(localStorage).filter((one) => one.startsWith('checkin/')).length"
KEPT_FILES = "async () => (await (await caches.open('checkin-1')).keys()).length"


def codes(portal: Portal, *names: str) -> list[str]:
    """Register and confirm people; return the codes of their letters."""
    staff, found = portal.staff(), []
    for name in names:
        email = f"{name.lower()}@door.example"
        staff.confirm(portal.register(email=email, family_name=name, given_names=name).number)
        [[code]] = portal.rows(
            "SELECT badge_code FROM registrations_registration WHERE email = %s", email
        )
        found.append(code)
    return found


def at_the_door(visit: Opener, portal: Portal, **options: Any) -> Page:
    page = visit("/admin/", **options)
    sign_in(page, portal)
    page.goto("/desk/check-in/")
    return page


def entries(portal: Portal) -> list[str]:
    rows = portal.rows(
        "SELECT r.badge_code FROM attendance_passage p"
        " JOIN registrations_registration r ON r.id = p.registration_id"
        " WHERE p.act = 'check_in' ORDER BY p.happened_at"
    )
    return [code for [code] in rows]


def type_in(page: Page, code: str) -> None:
    """Type as a scanner does that works like a keyboard."""
    field = page.get_by_label("Code of the badge or of the letter")
    field.fill(code)
    field.press("Enter")


@contextmanager
def without_complaints(browser: Browser, portal: Portal) -> Iterator[Page]:
    """A page of the staff’s whose browser may say that the network is away."""
    context = browser.new_context(base_url=portal.url, viewport={"width": 390, "height": 800})
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto("/admin/")
    sign_in(page, portal)
    page.goto("/desk/check-in/")
    assert wait_until(lambda: page.evaluate(KEPT_FILES) > 4, 60)
    yield page
    context.close()


def test_thirty_seconds_without_network_lose_nothing_and_double_nothing(
    browser: Browser, portal: Portal
) -> None:
    three = codes(portal, "Umbra", "Doskova", "Tresvig")
    with without_complaints(browser, portal) as page:
        page.context.set_offline(True)
        # The browser is told from outside, which takes a moment.
        page.wait_for_function("() => !navigator.onLine")
        begun = time.monotonic()
        for code in three:
            type_in(page, code)
        expect(page.locator("[data-kept-says]")).to_contain_text("3 scans wait")
        page.reload()
        expect(page.locator("h1")).to_have_text("Check-in")
        expect(page.locator("main")).to_contain_text("There is no network.")
        expect(page.locator("[data-kept-says]")).to_contain_text("3 scans wait")
        photograph(page, "check-in-offline")
        assert not set(entries(portal)) & set(three)
        page.wait_for_timeout(max(0, 30 - (time.monotonic() - begun)) * 1000)

        page.context.set_offline(False)

        expect(page.locator("[data-kept]")).to_be_hidden(timeout=40_000)
        expect(page.locator("[data-answers]")).to_contain_text("Checked in")
        for code in three:
            type_in(page, code)
        expect(page.locator("[data-answers]")).to_contain_text("Already checked in today")
        expect(page.locator("[data-kept]")).to_be_hidden()
    found = entries(portal)
    assert [found.count(code) for code in three] == [1, 1, 1]


def test_what_somebody_must_act_on_stays_until_it_is_acknowledged(
    browser: Browser, portal: Portal
) -> None:
    good = codes(portal, "Anker", "Bolle", "Cirrus", "Dattel", "Elster", "Falke", "Ginster")
    waiting = portal.register(email="h@door.example", family_name="Hummel", given_names="H")
    [[early]] = portal.rows(
        "SELECT badge_code FROM registrations_registration WHERE receipt_number = %s",
        waiting.number,
    )
    with without_complaints(browser, portal) as page:
        page.context.set_offline(True)
        for code in [early, *good]:
            type_in(page, code)
        # First over a network that is there and carries nothing.
        hanging: list[str] = []

        def hang(route: Any) -> None:
            hanging.append(route.request.url)
            if len(hanging) > 1:
                route.continue_()

        page.route("**/entries/", hang)
        page.context.set_offline(False)
        expect(page.locator("[data-kept]")).to_be_hidden(timeout=40_000)

        assert len(hanging) > 1
        assert all("/m/2018/desk/check-in/entries/" in url for url in hanging)
        stays = page.locator("[data-answers] [data-stays]")
        expect(stays).to_have_count(1)
        expect(stays).to_contain_text("Not confirmed yet")
        expect(page.locator("[data-answers] > *")).to_have_count(6)
        page.reload()
        expect(stays).to_contain_text("Not confirmed yet")
        expect(stays).to_contain_text(early)
        photograph(page, "check-in-to-act-on")
        page.get_by_role("button", name="Seen").press("Enter")
        expect(stays).to_have_count(0)
        page.reload()
        expect(stays).to_have_count(0)
    assert set(good) <= set(entries(portal))
    assert early not in entries(portal)


def test_what_is_kept_of_one_meeting_is_not_sent_to_another(
    browser: Browser, portal: Portal
) -> None:
    [code] = codes(portal, "Iltis")
    with without_complaints(browser, portal) as page:
        page.context.set_offline(True)
        type_in(page, code)
        expect(page.locator("[data-kept-says]")).to_contain_text("1 scan waits")
        # As on the page of another meeting, which has another address to send to.
        page.evaluate(
            "document.querySelector('[data-scanner]').dataset.entries ="
            " '/m/2017/desk/check-in/entries/'"
        )
        page.context.set_offline(False)
        expect(page.locator("[data-answers]")).to_contain_text("Checked in")
    assert entries(portal).count(code) == 1


def test_by_name_from_a_persons_page_nothing_is_lost_either(
    browser: Browser, portal: Portal
) -> None:
    [code] = codes(portal, "Jaguar")
    with without_complaints(browser, portal) as page:
        # What is none of our codes is not kept at all.
        page.context.set_offline(True)
        type_in(page, "WIFI:S:guests;P:secret;;")
        expect(page.locator("[data-answers]")).to_contain_text("This code is not known")
        assert page.evaluate(KEPT_SCANS) == 0
        page.context.set_offline(False)
        page.get_by_label("Name, delegation or receipt number").fill("Jaguar")
        page.get_by_role("button", name="Look for").click()
        page.locator(".found a").first.click()
        expect(page.locator("h1")).to_contain_text("JAGUAR")
        page.context.set_offline(True)
        page.get_by_role("button", name="Check in").press("Enter")
        expect(page.locator("[data-kept-says]")).to_contain_text("1 scan waits")
        photograph(page, "check-in-person-offline")
        page.context.set_offline(False)
        expect(page.locator("[data-answers]")).to_contain_text("Checked in")
    assert entries(portal).count(code) == 1


def test_where_a_browser_keeps_nothing_a_scan_is_sent_all_the_same(
    browser: Browser, portal: Portal
) -> None:
    [code] = codes(portal, "Kolibri")
    context = browser.new_context(base_url=portal.url)
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })"
    )
    page = context.new_page()
    page.goto("/admin/")
    sign_in(page, portal)
    page.goto("/desk/check-in/")
    type_in(page, code)
    expect(page.locator("[data-answers]")).to_contain_text(re.compile("Checked in: .*KOLIBRI"))
    context.close()
    assert entries(portal).count(code) == 1


def test_a_session_that_ended_loses_nothing(visit: Opener, portal: Portal) -> None:
    [code] = codes(portal, "Quattrini")
    page = at_the_door(visit, portal)
    page.context.clear_cookies(name="session")

    type_in(page, code)

    expect(page.locator("[data-kept-says]")).to_contain_text("Sign in")
    page.get_by_role("link", name="Sign in", exact=True).last.click()
    page.goto("/admin/login/?next=/desk/check-in/")
    sign_in(page, portal)
    page.wait_for_url("**/desk/check-in/")
    expect(page.locator("[data-answers]")).to_contain_text("Quattrini", ignore_case=True)
    assert entries(portal).count(code) == 1


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_are_for_everyone(visit: Opener, portal: Portal, width: int) -> None:
    page = at_the_door(visit, portal, width=width)

    for path in ("", "?q=a", "house/", "walk-in/", "offline/"):
        page.goto(f"/desk/check-in/{path}")
        photograph(page, f"check-in-{width}-{path.strip('/?=')}")
        assert violations(page) == []
        assert width_of(page) == width
    page.goto("/desk/badges/")
    photograph(page, f"badges-{width}")
    assert violations(page) == []
    assert width_of(page) == width


def test_somebody_walks_in_by_the_keyboard_and_has_a_badge(visit: Opener, portal: Portal) -> None:
    page = at_the_door(visit, portal, width=320)
    page.get_by_role("link", name="Register somebody at the desk").press("Enter")
    begun = time.monotonic()

    box = page.get_by_label("Type to search")
    box.press_sequentially("peru")
    box.press("Enter")
    for label, text in (
        ("Given name(s)", "Quispe"),
        ("Family name", "Zuñiga"),
        ("Function", "Attaché"),
        ("E-mail address", "quispe@door.example"),
        ("Why the person is let in", "Note in hand"),
    ):
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Register and check in").press("Enter")

    expect(page.get_by_role("status").first).to_contain_text("is registered and checked in")
    link = page.get_by_role("link", name="Fetch the PDF")
    expect(link).to_be_visible(timeout=60_000)
    assert time.monotonic() - begun < 60
    with page.expect_download() as fetched:
        link.press("Enter")
    assert Path(fetched.value.path()).read_bytes().startswith(b"%PDF-")


def test_the_camera_reads_a_badge(browser: Browser, portal: Portal, tmp_path: Path) -> None:
    """The decoder that we ship, from a picture that moves: Chromium’s camera is a file."""
    [code] = codes(portal, "Ojeda")
    film = tmp_path / "camera.y4m"
    film.write_bytes(_film(code))
    flags = [
        *FLAGS,
        "--no-sandbox",
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    seeing = browser.browser_type.launch(executable_path=_chromium(), args=flags)
    page = seeing.new_page(base_url=portal.url)
    page.goto("/admin/")
    sign_in(page, portal)
    page.goto("/desk/check-in/")
    page.get_by_role("button", name="Scan with the camera").click()
    expect(page.locator("[data-answers]")).to_contain_text(
        re.compile("Checked in: .*OJEDA"), timeout=30_000
    )
    page.get_by_label("leaves the house").check()
    expect(page.locator("[data-answers]")).to_contain_text(
        re.compile("Left the house: .*OJEDA"), timeout=30_000
    )
    seeing.close()
    assert entries(portal).count(code) == 1


def _film(code: str, size: int = 480) -> bytes:
    """Return some pictures of a QR code as raw video."""
    matrix = [list(row) for row in segno.make(code, error="m").matrix_iter(border=4)]
    step = size // len(matrix)
    rows = bytearray(b"\xeb" * size * size)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                for line in range(y * step, (y + 1) * step):
                    rows[line * size + x * step : line * size + (x + 1) * step] = b"\x10" * step
    frame = b"FRAME\n" + bytes(rows) + b"\x80" * (size * size // 2)
    return f"YUV4MPEG2 W{size} H{size} F10:1 Ip A1:1 C420\n".encode() + frame * 10
