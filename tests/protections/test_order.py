"""Locks are taken in one order, whoever asks for them: else two wait for each other for ever."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import OperationalError, connection, connections, transaction

from intersessional import locks
from tests.own_database import transactional_db  # noqa: F401 - a fixture


def test_locks_are_taken_in_one_order(transactional_db: None) -> None:  # noqa: F811
    together = Barrier(2)

    def take(names: list[str]) -> str:
        try:
            with transaction.atomic():
                connection.ensure_connection()
                together.wait(30)
                locks.lock(*names)
            return "taken"
        except OperationalError:
            return "deadlock"
        finally:
            connections.close_all()

    names = [f"lock {number}" for number in range(200)]
    with ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(take, [names, names[::-1]]))

    assert outcomes == ["taken", "taken"]
