"""A database as all migrations leave it, as SQL: an empty one of the demonstration begins with it.

To apply every migration takes most of a minute, of which nearly all is Django’s making of models for
each step. `schema.sql` is what they come to, with the rows of `django_migrations`; migrations that came
later are applied on top as always. It is never needed: where a migration in it is no longer the same,
or the server does not take it, all of them run (docs/decisions/0056-a-first-start-from-a-snapshot.md).
"""

import hashlib
import logging
import re
from importlib.util import find_spec
from pathlib import Path

from django.db import Error, connection, transaction

log = logging.getLogger(__name__)

FILE = Path(__file__).with_name("schema.sql")
_HEAD = re.compile(r"-- digest: (\w+)\n-- migrations: (.+)\n")
# Of the session, and not known to older servers.
_SETTINGS = re.compile(
    r"^(SET \w+ = .*;|SELECT pg_catalog\.set_config\(.*\);|\\(un)?restrict .*)\n", re.M
)
_HEADINGS = re.compile(r"^--\n-- .*\n--\n+", re.M)


def load(file: Path = FILE) -> bool:
    """Fill an empty database; say whether it was done, which it is wholly or not at all."""
    if connection.introspection.table_names() or not file.exists():
        return False
    text = file.read_text("utf-8")
    if not is_true(text):
        return False
    try:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            # Names are written in full, and bodies of functions are not looked into yet.
            cursor.execute("SET LOCAL search_path = ''; SET LOCAL check_function_bodies = false")
            cursor.execute(text)
            cursor.execute("UPDATE public.django_migrations SET applied = now()")
    except Error as problem:
        log.warning("The snapshot was not taken (%s): all migrations run.", type(problem).__name__)
        return False
    return True


def is_true(text: str) -> bool:
    """Say whether each migration in a snapshot is still the same."""
    head = _HEAD.match(text)
    return head is not None and head[1] == digest(head[2].split())


def migrations_in(text: str) -> list[str]:
    """Return the migrations that a snapshot holds, as `module.name`."""
    head = _HEAD.match(text)
    return head[2].split() if head else []


def written(dump: str, migrations: list[str]) -> str:
    """Return what pg_dump wrote as a snapshot of these migrations."""
    statements = _HEADINGS.sub("", _SETTINGS.sub("", dump))
    statements = re.sub(r"\n{2,}", "\n", statements.removeprefix("--\n")).strip()
    return f"-- digest: {digest(migrations)}\n-- migrations: {' '.join(migrations)}\n{statements}\n"


def digest(migrations: list[str]) -> str:
    """Return one digest of what these migrations say; of one that is gone, that it is gone."""
    whole = hashlib.sha256()
    for name in migrations:
        whole.update(name.encode())
        file = _file_of(name)
        whole.update(file.read_bytes() if file else b"gone")
    return whole.hexdigest()


def _file_of(name: str) -> Path | None:
    try:
        found = find_spec(name)
    except ModuleNotFoundError:
        return None
    return Path(found.origin) if found and found.origin else None
