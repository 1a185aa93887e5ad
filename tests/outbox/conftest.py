"""For the tests of `outbox`."""

from tests.own_database import own_database  # noqa: F401 - a fixture
