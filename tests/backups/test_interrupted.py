"""An interrupt in the commit of a restore: files are taken back only if the commit is ruled out."""

from contextlib import closing

import psycopg2
import pytest
from django.db import connection

from intersessional.backups import restoring
from tests.own_database import transactional_db  # noqa: F401 - a fixture
from tests.services import CLUSTER

ANEW = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"


def test_the_database_says_whether_it_was_restored(
    transactional_db: None,  # noqa: F811
) -> None:
    before = restoring.schema()
    assert restoring.is_as_it_was(before)
    url = CLUSTER.url(connection.settings_dict["NAME"])

    with closing(psycopg2.connect(url)) as another, another.cursor() as cursor:
        cursor.execute(ANEW)
        another.rollback()
        assert restoring.is_as_it_was(before)
        cursor.execute(ANEW)
        another.commit()

    assert not restoring.is_as_it_was(before)


def test_while_our_session_lives_nothing_is_ruled_out(
    transactional_db: None,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(restoring, "_END_SECONDS", 0.3)
    before = restoring.schema()
    url = CLUSTER.url(connection.settings_dict["NAME"])

    with closing(psycopg2.connect(url, application_name=restoring.SESSION)):
        assert not restoring.is_as_it_was(before)
    assert restoring.is_as_it_was(before)
