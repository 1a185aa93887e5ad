"""For the long tests."""

from tests.own_database import transactional_db  # noqa: F401 - a fixture
