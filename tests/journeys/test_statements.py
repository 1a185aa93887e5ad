"""A statement in a browser: handed in, read by an interpreter, delivered, and published."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.journeys.test_own_changes import come_in
from tests.people import SMALL_PDF
from tests.portal import Portal

pytestmark = pytest.mark.browser

# The last row is what `make test` leaves to the long tests (tests/long.txt).
VIEWS = [("/fr", 320, "dark"), ("", 1280, "light")]
# Each view has an item of its own, so that they do not meet in the portal that they share.
ITEMS = {320: 6, 1280: 7}
LONGER_THAN_IT_WAITS = 20_000


def interpreter(portal: Portal, email: str) -> None:
    """Register somebody, and let the staff confirm them as an interpreter."""
    number = portal.register(email=email, family_name=email.partition("@")[0].title()).number
    staff = portal.staff()
    staff.confirm(number)
    staff.act_on(number, "participate", participation="interpreter", reason="Of the booth")


@pytest.mark.parametrize(("prefix", "width", "scheme"), VIEWS)
def test_a_statement_from_the_mission_to_the_public(
    visit: Opener, portal: Portal, tmp_path: Path, prefix: str, width: int, scheme: str
) -> None:
    item = ITEMS[width]
    email = f"booth{width}@statements.example"
    interpreter(portal, email)

    def check(page: Page, part: str) -> None:
        photograph(page, f"statements-{part}-{width}")
        assert violations(page) == []
        assert width_of(page) == width

    def opened(role: str) -> Page:
        page = visit("/accounts/login/", width=width, color_scheme=scheme)
        sign_in(page, portal, role)
        return page

    def choose(page: Page, mark: str) -> None:
        file = tmp_path / f"{mark}.pdf"
        file.write_bytes(SMALL_PDF.replace(b"<<>>", f"<</Mark ({width}{mark})>>".encode(), 1))
        page.locator("#id_statement_file").set_input_files(file)

    mission = opened("focal_point")
    mission.goto(f"{prefix}/interventions/")
    asking = mission.locator("#ask + div h3", has_text=f"{item} ")
    asking.locator("xpath=following-sibling::ul[1]").locator("a.btn").first.click()
    choose(mission, "first")
    mission.locator("main [type=submit]").click()
    expect(mission.locator(".notice.ok")).to_be_visible()
    one = mission.url
    [uid] = re.findall(r"/ask/(\w+)/", mission.evaluate("document.referrer"))

    # The booth fetches it, and is told that it has changed since: in place.
    booth = visit("/accounts/login/", width=width, color_scheme=scheme)
    booth.clock.install()
    come_in(booth, portal, email)
    booth.goto(f"{prefix}/interventions/")
    booth.locator("main .notice a").click()
    check(booth, "interpreters")
    booth.locator("main li a", has_text=f"{item} ").click()
    expect(booth.locator("[data-version='1']")).to_have_count(1)
    file = booth.locator("[data-version]")
    with booth.expect_download():
        file.click()
    expect(booth.locator("[data-changed]")).to_be_hidden()
    file.focus()

    mission.locator("a[href$='/statement/']").click()
    choose(mission, "second")
    mission.locator("main [type=submit]").click()
    expect(mission.locator("#problems")).to_be_visible()
    check(mission, "hand-in")
    choose(mission, "second")
    mission.locator("#id_reason").fill("12 → 13.")
    mission.locator("main [type=submit]").click()
    expect(mission).to_have_url(f"{one}#statement")

    booth.clock.run_for(LONGER_THAN_IT_WAITS)
    expect(booth.locator("[data-version='2']")).to_be_focused()
    expect(booth.locator("[data-changed]")).to_be_visible()
    check(booth, "interpreters-item")

    chair = opened("isu_staff")
    chair.goto(f"{prefix}/floor/{uid}/")
    chair.locator("[data-part=list] tr", has_text="Costa Rica").locator("button").click()
    for act in ("start", "deliver"):
        chair.locator(f"#act-{act}").click()
    expect(chair.locator("#act-deliver")).to_have_count(0)

    for path in (
        "/desk/statements/",
        "/desk/speakers/record/",
        f"/desk/speakers/record/{item}/",
        "/desk/speakers/statistics/",
        "/desk/speakers/summary/",
        "/programme/speaking/",
    ):
        chair.goto(prefix + path)
        check(chair, path.strip("/").replace("/", "-"))
    chair.goto(f"{prefix}/desk/statements/")
    chair.locator("main table a", has_text=f"{item} ").click()
    check(chair, "desk-item")
    public = visit(f"{prefix}/programme/items/{item}/", width=width, color_scheme=scheme)
    expect(public.locator("a[href^='/statements/']")).to_have_count(0)
    chair.locator("button[value=publish]").click()
    expect(chair.locator(".notice.ok")).to_be_visible()
    chair.locator("main td a.btn", has_text="Costa Rica").first.click()
    check(chair, "desk-one")
    public.reload()
    with public.expect_download():
        public.locator("a[href^='/statements/']").first.click()
    check(public, "item")

    chair.go_back()
    chair.locator("button[value=take_back]").click()
    expect(chair.locator(".notice.ok")).to_be_visible()
    public.reload()
    expect(public.locator("a[href^='/statements/']")).to_have_count(0)
