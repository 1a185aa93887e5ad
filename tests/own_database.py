"""A database of a test's own, for what must really be committed: threads, locks, workers.

It takes the place of pytest-django's `transactional_db`, which empties the tests' database: ours is a
copy (the 2018 meeting is in it) that goes away afterwards. A conftest imports it for its folder.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg2
import pytest
from django.db import connection, connections
from psycopg2 import sql

from tests.services import CLUSTER

COPY = "copy_for_one_test"


@pytest.fixture
def transactional_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Turn all connections of the test to a copy of the database."""
    settings = connection.settings_dict
    original = settings["NAME"]
    with django_db_blocker.unblock():
        # A database in use cannot be copied.
        connections.close_all()
        _run("DROP DATABASE IF EXISTS {} WITH (FORCE)", COPY)
        _run("CREATE DATABASE {} TEMPLATE {}", COPY, original)
        settings["NAME"] = COPY
        try:
            yield
        finally:
            connections.close_all()
            settings["NAME"] = original
            _run("DROP DATABASE {} WITH (FORCE)", COPY)


def at_once[T](number: int, act: Callable[[], T]) -> list[T]:
    """Return what `act` returned in `number` threads, each with a connection of its own."""

    def one(_: int) -> T:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as threads:
        return list(threads.map(one, range(number)))


def _run(statement: str, *names: str) -> None:
    session = psycopg2.connect(CLUSTER.url("postgres"))
    session.autocommit = True
    with session.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
    session.close()
