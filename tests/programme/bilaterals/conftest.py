"""For the tests of bilaterals."""

import pytest

from intersessional.accounts.models import User
from registration.meetings.models import Meeting
from tests.own_database import transactional_db  # noqa: F401 - a fixture
from tests.programme.bilaterals import days
from tests.quick import quick_passwords  # noqa: F401 - a fixture
from tests.registration.registrations.conftest import browser_of  # noqa: F401 - a fixture


@pytest.fixture
def june(meeting: Meeting) -> Meeting:
    """The meeting of 2018, with its hosts and rooms."""
    return meeting


@pytest.fixture
def paul(june: Meeting) -> User:
    """Somebody of the President's office."""
    return days.planner()


@pytest.fixture
def carla(june: Meeting) -> User:
    """An officer of the Committee on Article 5 Implementation."""
    return days.officer(days.host_of("article-5"))
