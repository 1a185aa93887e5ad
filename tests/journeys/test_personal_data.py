"""The staff read the table of personal data, and find a person; everybody reads the notice."""

import pytest

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 320])
def test_what_is_kept_is_said_to_everybody_and_to_the_staff(
    visit: Opener, portal: Portal, width: int
) -> None:
    page = visit("/privacy/", width=width)
    photograph(page, f"privacy-{width}")
    assert violations(page) == []
    assert width_of(page) == width

    page.goto("/security/")
    photograph(page, f"security-{width}")
    assert violations(page) == []
    assert width_of(page) == width

    page = visit("/admin/", width=width)
    sign_in(page, portal)
    for path in ("", "log/", "people/?q=a"):
        page.goto(f"/desk/personal-data/{path}")
        photograph(page, f"personal-data-{width}-{path.strip('/?')[:6]}")
        assert violations(page) == []
        assert width_of(page) == width
