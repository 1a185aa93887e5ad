"""The staff look at statistics, publish figures, take a sheet; everybody reads what was published."""

import pytest

from tests.journeys.conftest import Opener, photograph, sign_in, violations, width_of
from tests.portal import Portal

pytestmark = pytest.mark.browser

PATHS = (
    *("desk/statistics/", "desk/statistics/publish/", "statistics/"),
    *("desk/exports/", "desk/exports/registrations/"),
)


@pytest.mark.parametrize(("prefix", "width"), [("", 1280), ("/fr", 320)])
def test_statistics_and_exports_are_for_everyone(
    visit: Opener, portal: Portal, prefix: str, width: int
) -> None:
    page = visit("/admin/", width=width)
    sign_in(page, portal)

    for path in PATHS:
        page.goto(f"{prefix}/{path}")
        photograph(page, f"statistics-{width}-{path.replace('/', '-')}")
        assert violations(page) == []
        assert width_of(page) == width
