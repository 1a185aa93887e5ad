"""For the tests of badges, check-in and lists."""

import pytest


@pytest.fixture(autouse=True)
def by_password_alone(settings: object) -> None:
    """Let staff in without a second factor, which is tested elsewhere."""
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
