"""For the tests of access."""

import pytest

from tests.access import sweep
from tests.own_database import transactional_db  # noqa: F401 - a fixture
from tests.quick import quick_passwords  # noqa: F401 - a fixture


@pytest.fixture
def answers_of(db: None) -> sweep.AnswersOf:
    """Return a function: what an actor gets from each address, asked once for all tests."""
    return sweep.answers_of
