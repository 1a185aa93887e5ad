"""The snapshot with which a first start begins is what the migrations make, or is not taken."""

import re
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from psycopg2 import sql

from intersessional.embedded import snapshot
from intersessional.embedded.cluster import Cluster
from tests import migrated
from tests.write_snapshot import applied, dump

# One migration costs half a second of each first start.
MOST_ON_TOP = 20
# The end of a row of `django_migrations`.
APPLIED = re.compile(r"'[-\d:. +]+'\)$")


def test_each_migration_in_it_is_still_the_same() -> None:
    text = snapshot.FILE.read_text("utf-8")

    assert snapshot.is_true(text), "Write it anew: python -m tests.write_snapshot"


def test_one_that_holds_another_migration_is_not_taken(tmp_path: Path) -> None:
    text = snapshot.FILE.read_text("utf-8")
    name = snapshot.migrations_in(text)[-1]

    assert not snapshot.is_true(text.replace(f" {name}\n", f" {name}_of_old\n", 1))
    assert not snapshot.is_true("CREATE TABLE nothing ();")


@pytest.mark.django_db
def test_a_database_with_anything_in_it_is_left_alone() -> None:
    assert snapshot.load() is False


@pytest.mark.long
def test_it_comes_to_the_same_as_all_migrations(cluster: Cluster) -> None:
    by_migrations, by_snapshot = database(cluster, "restored"), database(cluster, "begun")
    migrated.run(cluster.url(database(cluster, "migrated")), migrated.BY_MIGRATIONS)
    # Through one dump, as the snapshot went: Postgres writes some conditions in other words afterwards.
    fill(cluster, by_migrations, dump(cluster, "migrated"))
    migrated.run(cluster.url(by_snapshot), migrated.FROM_SNAPSHOT)

    assert told(cluster, by_snapshot) == told(cluster, by_migrations)
    on_top = set(applied(cluster, "migrated")) - set(
        snapshot.migrations_in(snapshot.FILE.read_text("utf-8"))
    )
    assert len(on_top) <= MOST_ON_TOP, "Write it anew: python -m tests.write_snapshot"


def database(cluster: Cluster, name: str) -> str:
    with closing(psycopg2.connect(cluster.url("postgres"))) as session:
        session.autocommit = True
        with session.cursor() as cursor:
            for statement in ("DROP DATABASE IF EXISTS {}", "CREATE DATABASE {}"):
                cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))
    return name


def fill(cluster: Cluster, name: str, text: str) -> None:
    lines = [
        line for line in text.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))
    ]
    with closing(psycopg2.connect(cluster.url(name))) as session, session.cursor() as cursor:
        cursor.execute("\n".join(lines))
        session.commit()


def told(cluster: Cluster, name: str) -> list[str]:
    """Return all of a database: tables, functions, constraints, rows; but when each migration came."""
    lines = [
        line.rstrip(",;") for line in dump(cluster, name, "--exclude-table=cache").splitlines()
    ]
    kept = [line for line in lines if not line.startswith(("\\restrict", "\\unrestrict"))]
    # Rows come as they lie.
    return sorted(APPLIED.sub("", line) for line in kept)
