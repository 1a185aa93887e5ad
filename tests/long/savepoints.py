"""What machines do, and undo."""

from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def savepoint() -> Any:
    """A transaction in which durable operations may run, as in Django's own TestCase."""
    with transaction.atomic() as _:
        connection.atomic_blocks[-1]._from_testcase = True  # type: ignore[attr-defined]
        try:
            yield
        finally:
            transaction.set_rollback(True)
