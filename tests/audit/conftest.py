"""What the tests of the audit trail need besides."""

from tests.own_database import transactional_db  # noqa: F401 - a fixture
