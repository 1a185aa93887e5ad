"""For the tests of `desk`."""

from tests.quick import quick_passwords  # noqa: F401 - a fixture
