"""For the tests of `accounts`."""

from tests.quick import quick_passwords  # noqa: F401 - a fixture
