"""For the tests of speakers."""

import pytest

from intersessional.accounts.models import User
from tests.own_database import transactional_db  # noqa: F401 - a fixture
from tests.people import focal_point
from tests.quick import quick_passwords  # noqa: F401 - a fixture
from tests.registration.registrations.conftest import browser_of  # noqa: F401 - a fixture


@pytest.fixture
def felix(db: None) -> User:
    """The focal point of Ecuador."""
    return focal_point()
