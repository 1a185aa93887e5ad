"""Bring database and static files up to date, in one process: `python -m …embedded.prepare`.

Its last line on standard output is the JSON of the demonstration's accounts. What has not changed
since the last time is not done again.
"""

import hashlib
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from intersessional.embedded import snapshot

MEETING = "2018"


def main() -> None:
    """Do all that must be done before the first request."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "intersessional.settings")
    django.setup()
    migrate()
    collect_static_files()
    load_meeting()
    accounts = io.StringIO()
    call_command("demonstration", "--json", stdout=accounts)
    print(json.dumps(json.loads(accounts.getvalue())))


def migrate() -> None:
    """Apply the migrations that are not applied yet, and make the table of the cache.

    An empty database begins with what most of them come to (`snapshot`).
    """
    if snapshot.load():
        # The rights and kinds of rows that are not of a migration: as `migrate` itself does last.
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, stdout=sys.stderr)
    call_command("createcachetable", stdout=sys.stderr)


def load_meeting() -> None:
    """Load the meeting where it is missing, and anew when the data files have changed.

    Not at each start: what somebody changed in the admin site must still be there tomorrow.
    """
    with unless_unchanged("data", contents(_data_files())) as changed:
        options = [] if changed else ["--unless-loaded"]
        call_command("load_meeting", MEETING, *options, stdout=sys.stderr)


def collect_static_files() -> None:
    """Collect the static files if one of their sources, or what makes them, has changed."""
    with unless_unchanged("static", fingerprint(_sources())) as changed:
        if changed or not settings.STATIC_ROOT.exists():
            call_command("collectstatic", interactive=False, clear=True, stdout=sys.stderr)


@contextmanager
def unless_unchanged(name: str, now: str) -> Iterator[bool]:
    """Say whether a fingerprint differs from the one when the block was last left in peace."""
    stamp = settings.VAR_DIR / "run" / f"{name}.stamp"
    yield not stamp.exists() or stamp.read_text() != now
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now)


def fingerprint(files: Iterable[Path]) -> str:
    """Return one digest of names, sizes and times of change."""
    digest = hashlib.sha256()
    for file in sorted(files):
        status = file.stat()
        digest.update(f"{file}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def contents(files: Iterable[Path]) -> str:
    """Return one digest of what the files say, whenever they were written."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(files))).hexdigest()


def _data_files() -> list[Path]:
    found = settings.BASE_DIR.glob("registration/*/data/**/*")
    return [file for file in found if file.is_file()]


def _sources() -> list[Path]:
    """Return our own static files, the code that bundles them, and the list of the packages."""
    root = settings.BASE_DIR
    folders = [*map(Path, settings.STATICFILES_DIRS), *root.glob("*/*/static")]
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return [*files, root / "uv.lock", *root.glob("intersessional/staticfiles.py")]


if __name__ == "__main__":
    main()
