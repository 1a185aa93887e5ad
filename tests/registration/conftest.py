"""For the tests of `registration`."""

from tests.own_database import own_database  # noqa: F401 - a fixture
