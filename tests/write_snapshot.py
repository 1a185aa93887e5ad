"""Write intersessional/embedded/schema.sql anew: `python -m tests.write_snapshot`.

Worth it when some migrations have come: each costs half a second of the first start. It applies all
of them to an empty database, and keeps what pg_dump says of it.
"""

import os
import subprocess
import tempfile
from pathlib import Path

import django
import psycopg2
from django.apps import apps

from intersessional.embedded import snapshot
from intersessional.embedded.cluster import USER, Cluster, binary
from tests import migrated

OPTIONS = ["--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=1000"]


def dump(cluster: Cluster, database: str = USER, *options: str) -> str:
    """Return a database of a running cluster as SQL."""
    command = [str(binary("pg_dump")), *OPTIONS, *options, "--dbname", cluster.url(database)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def applied(cluster: Cluster, database: str = USER) -> list[str]:
    """Return the migrations in a database, in the order in which they were applied."""
    if not apps.ready:
        django.setup()
    modules = {config.label: config.name for config in apps.get_app_configs()}
    with psycopg2.connect(cluster.url(database)) as session, session.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        return [f"{modules[app]}.migrations.{name}" for app, name in cursor.fetchall()]


def main() -> None:
    """Write the file."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intersessional.settings")
    os.environ.update(migrated.SECRETS | {"DATABASE_URL": "postgresql:///none"})
    with (
        tempfile.TemporaryDirectory(prefix="it-") as folder,
        Cluster(Path(folder) / "postgres", fsync=False) as cluster,
    ):
        cluster.create()
        migrated.run(cluster.url(), migrated.BY_MIGRATIONS)
        text = snapshot.written(dump(cluster), applied(cluster))
    snapshot.FILE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
