"""The programs of Postgres that copy a database: `pg_dump`, `pg_restore` and `psql`."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from psycopg2.extensions import make_dsn

from .errors import Refused

PG_DUMP, PG_RESTORE, PSQL = "pg_dump", "pg_restore", "psql"


@dataclass(frozen=True)
class Programs:
    """One set of programs of Postgres, and how they reach our database."""

    folder: Path
    dsn: str
    environment: dict[str, str]
    # The version of the server, which may be older than they are.
    server: int

    def command(self, name: str, *options: str) -> list[str]:
        """Return the command of a program that talks to the database."""
        return [str(self.folder / name), *options, f"--dbname={self.dsn}"]

    def alone(self, name: str, *options: str) -> list[str]:
        """Return the command of a program that talks to no database."""
        return [str(self.folder / name), *options]


def database_named() -> str:
    """Return name and host of the database, so that somebody sees whether it is the right one."""
    given = connection.get_connection_params()
    host, port = given.get("host") or "this machine", given.get("port")
    return f"{given.get('dbname')} on {host}{f':{port}' if port else ''}"


def programs() -> Programs:
    """Return the programs that fit the server: an older `pg_dump` does not read a newer server.

    :raises Refused: there are none
    """
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        wanted = int(cursor.fetchone()[0]) // 10000
    folder = next((each for each in _folders() if _version(each) >= wanted), None)
    if folder is None:
        raise Refused(
            f"pg_dump, pg_restore and psql of Postgres {wanted} or newer are needed; "
            "install them (Debian: postgresql-client), or name their folder in PATH."
        )
    dsn, password = _access()
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    return Programs(folder, dsn, environment, wanted)


def _access() -> tuple[str, str]:
    """Return how Django reaches the database; the password apart, since others can see commands."""
    given = connection.get_connection_params()
    known = {name: value for name, value in given.items() if isinstance(value, str | int)}
    password = str(known.pop("password", ""))
    return make_dsn(**known), password


def _folders() -> Iterator[Path]:
    """Where they may lie: the PATH, then where Debian and Red Hat keep those of each version."""
    found = shutil.which(PG_DUMP)
    if found:
        yield Path(found).parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    yield from sorted(Path("/usr").glob("pgsql-*/bin"), reverse=True)


def _version(folder: Path) -> int:
    if not all((folder / name).exists() for name in (PG_DUMP, PG_RESTORE, PSQL)):
        return 0
    said = subprocess.run(  # noqa: S603 - found above, and given nothing
        [folder / PG_DUMP, "--version"], capture_output=True, text=True, check=False
    ).stdout
    found = re.search(r"(\d+)", said)
    return int(found[1]) if found else 0
