"""What there is to keep: the tables, the files that rows name, the files of the storage."""

import tomllib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from psycopg2 import sql

from intersessional.accounts.models import Session, SignInCode

# The folders of the storage that are the portal's own, beside the erasure log: nothing else is deleted.
FOLDERS = frozenset({"brief-papers", "bundles", "documents", "notes", "statements"})
_TABLES = """
    SELECT c.relname FROM pg_class c
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    ORDER BY c.relname
"""


def left_out() -> list[str]:
    """Return the tables whose rows no backup holds: whoever has them could come in by them."""
    return [
        Session._meta.db_table,
        SignInCode._meta.db_table,
        "django_session",
        settings.CACHES["default"]["LOCATION"],
    ]


def tables() -> list[str]:
    """Return the names of all tables."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return [name for [name] in cursor.fetchall()]


def rows() -> dict[str, int]:
    """Return how many rows each table has that a backup holds."""
    counts = {}
    with connection.cursor() as cursor:
        for name in tables():
            if name not in left_out():
                cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
                counts[name] = cursor.fetchone()[0]
    return counts


def named_files() -> set[str]:
    """Return the names of the files that rows name."""
    return {name for column in file_columns() for name in _names(column)}


def file_columns() -> Iterator[Any]:
    """Return all columns that name a file."""
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, models.FileField):
                yield column


def stored_files(folder: str = "", storage: Storage = default_storage) -> Iterator[str]:
    """Return the names of all files of the storage."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in sorted(files) if name)
    for name in sorted(folders):
        yield from stored_files(prefix + name, storage)


def applied() -> list[str]:
    """Return the migrations that were applied, each as `app.name`."""
    done = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in done)


def known() -> set[str]:
    """Return the migrations of this version of the portal."""
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def heads() -> dict[str, list[str]]:
    """Return the last applied migrations of each app."""
    loader = MigrationLoader(connection)
    found: dict[str, list[str]] = {}
    done = set(loader.applied_migrations)
    for app, name in sorted(done):
        node = loader.graph.node_map.get((app, name))
        followers = {child.key for child in node.children} if node else set()
        if not any(child in done and child[0] == app for child in followers):
            found.setdefault(app, []).append(name)
    return found


def version() -> str:
    """Return the version of the portal."""
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def _names(column: Any) -> Iterator[str]:
    kept = column.model._base_manager.exclude(**{column.name: ""})
    yield from kept.exclude(**{column.name: None}).values_list(column.name, flat=True).iterator()
