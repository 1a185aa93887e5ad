"""For the tests of the programme."""

from tests.own_database import transactional_db  # noqa: F401 - a fixture
from tests.quick import quick_passwords  # noqa: F401 - a fixture
