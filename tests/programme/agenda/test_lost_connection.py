"""The programme after its process has lost its connection to the database."""

from contextlib import closing

import psycopg2
from django.db import connection
from django.test import Client

from tests.own_database import transactional_db  # noqa: F401 - a fixture
from tests.services import CLUSTER


def test_a_connection_that_was_lost_is_opened_anew(
    client: Client,
    transactional_db: None,  # noqa: F811 - the fixture
) -> None:
    before = client.get("/programme/").content
    lost = connection.connection.info.backend_pid
    with closing(psycopg2.connect(CLUSTER.url("postgres"))) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s), pg_sleep(0.2)", [lost])

    after = client.get("/programme/")

    assert (after.status_code, after.content) == (200, before)
    assert connection.connection.info.backend_pid != lost
