"""Putting a backup back: the database in one transaction, so that a failure leaves the old one."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from tempfile import TemporaryFile
from typing import IO

from django.core.files.storage import default_storage
from django.db import Error as DatabaseFailure
from django.db import connection

from intersessional.outbox.holding import HOLD, VOID
from intersessional.sealing import CannotBeOpened, unseal

from . import files, inventory
from .archive import DATABASE, PIECE, Manifest, Reader
from .errors import Refused, Unfinished
from .making import KNOWN_TEXT, last_line
from .programs import PG_RESTORE, PSQL, Programs, programs

# By which we know our own session.
SESSION = f"intersessional restore {os.getpid()}"
_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
# All or nothing: whatever fails before COMMIT leaves everything as it was. The messages are settled
# here, so that no worker can come between.
_OURS = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s"
# The restore makes the schema anew, so that its number tells whether the commit has happened.
_SCHEMA = "SELECT oid FROM pg_namespace WHERE nspname = 'public'"
# What pg_restore sets since version 17, and older servers refuse.
LIMIT, KNOWS_THE_LIMIT = b"SET transaction_timeout = 0;\n", 17
# How long to wait for the end of a session whose program has ended.
_END_SECONDS = 30
_BEGIN = """
\\set ON_ERROR_STOP on
BEGIN;
SET client_min_messages = warning;
SET lock_timeout = '10s';
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""
_COUNTED = """
DO $$ BEGIN
  IF (SELECT count(*) FROM public."{table}") <> {rows} THEN
    RAISE EXCEPTION 'table {table} does not have {rows} rows';
  END IF;
END $$;
"""


def check(reader: Reader, *, replace: bool, other_keys: bool) -> None:
    """Refuse what must not be restored here; nothing has been touched yet.

    :raises Refused: with the reason
    """
    reader.verify()
    manifest = reader.manifest
    unknown = set(manifest.migrations) - inventory.known()
    if unknown:
        raise Refused(
            f"The backup is of a later version ({manifest.version}): this one does not know "
            f"{min(unknown)}. Restore it with that version."
        )
    if not other_keys and not _opens(manifest):
        raise Refused(
            "SEALING_KEYS does not open what is sealed in this backup (passports, letters for a visa). "
            "Put the keys of its time in place; or, if they are lost, say --other-keys."
        )
    if not other_keys and not reader.is_ours:
        raise Refused(
            "The backup was altered by somebody without SEALING_KEYS, or its stamp was lost. It may do "
            "anything to this portal: take another one. Only of a file that nobody else could write "
            "to, say --other-keys."
        )
    _check_database(replace=replace)
    files.check_log(reader)
    if not replace:
        files.check_others(manifest)


def put_back(reader: Reader, *, hold_mail: bool) -> int:
    """Put files and database back; return how many files were written.

    Files first, beside those that are there: they do no harm while no row names them. What must be
    replaced waits for the commit, since nobody could put it back.

    :raises Refused: it failed, and the database is as it was
    :raises Unfinished: it failed at its end: with the database restored, or nobody can say whether
    """
    plan = files.plan(reader)
    begun: list[str] = []
    before = schema()
    try:
        for place, name in plan.added.items():
            # Before it is whole: what a full disk cuts off is taken away, too.
            begun.append(place)
            files.put(reader, name, place)
        tools = programs()
        connection.close()
        _put_database(reader, tools, hold_mail=hold_mail)
    except BaseException as error:
        # An interrupt, or a lost connection, may come while the database commits. Rows that are
        # there need their files.
        if not is_as_it_was(before):
            raise Unfinished(
                "The restore was interrupted at its very end: the database may be restored already. "
                "All files were kept. Before the portal opens, restore again, with --replace."
            ) from error
        for place in begun:
            default_storage.delete(place)
        raise
    _replace(reader, plan.replaced)
    return len(plan.added) + len(plan.replaced)


def _replace(reader: Reader, names: list[str]) -> None:
    for name in names:
        try:
            files.replace(reader, name)
        except BaseException as error:
            # An interrupt, too: the name of the class says so.
            why = f"{type(error).__name__}: {error}"
            raise Unfinished(
                f"The database is restored, and {name} could not be written ({why}). Mend that, then"
                " restore again, with --replace, before the portal opens."
            ) from error


def schema() -> int | None:
    """Return the number of the schema, which every restore makes anew."""
    with connection.cursor() as cursor:
        cursor.execute(_SCHEMA)
        found = cursor.fetchone()
        return int(found[0]) if found else None


def is_as_it_was(before: int | None) -> bool:
    """Return whether it is certain that nothing was restored since the schema had this number."""
    ends_at = time.monotonic() + _END_SECONDS
    try:
        connection.close()
        while _count(_OURS, [SESSION]):
            # Its program was killed, but it may be committing.
            if time.monotonic() > ends_at:
                return False
            time.sleep(0.2)
        return schema() == before
    except DatabaseFailure:
        return False


def _opens(manifest: Manifest) -> bool:
    try:
        return unseal(manifest.sealed.encode()) == KNOWN_TEXT
    except CannotBeOpened:
        return False


def _check_database(*, replace: bool) -> None:
    others = _others()
    if others:
        # What has just been stopped may be on its way out.
        time.sleep(3)
        others = _others()
    if others:
        raise Refused(
            f"The database is in use ({others} sessions): stop the portal first "
            "(web, workers, beat), and whatever else is connected."
        )
    if inventory.tables() and not replace:
        raise Refused("The database is not empty. To put the backup in its place, say --replace.")


def _others() -> int:
    return _count(_OTHERS)


def _count(query: str, values: Sequence[str] = ()) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return int(cursor.fetchone()[0])


def _put_database(reader: Reader, tools: Programs, *, hold_mail: bool) -> None:
    """Feed psql with our beginning, what pg_restore makes of the dump, and our end."""
    command = tools.command(PSQL, "--no-psqlrc", "--quiet", "--no-password", "--output=/dev/null")
    is_whole = False
    with TemporaryFile() as words:
        psql = subprocess.Popen(  # noqa: S603 - a program of Postgres
            command,
            env=tools.environment | {"PGAPPNAME": SESSION},
            stdin=subprocess.PIPE,
            stderr=words,
        )
        assert psql.stdin is not None  # noqa: S101 - asked for above
        try:
            _feed(psql.stdin, reader, tools, hold_mail=hold_mail)
            is_whole = True
        except BrokenPipeError:
            pass  # one of the programs has ended, and said why
        except BaseException:
            # Without COMMIT, which nobody may send any more.
            psql.kill()
            raise
        finally:
            with suppress(BrokenPipeError):
                psql.stdin.close()
            psql.wait()
        if psql.returncode or not is_whole:
            raise Refused(
                f"The database could not be restored; it is as it was. {last_line(words)}"
            )


def _feed(psql: IO[bytes], reader: Reader, tools: Programs, *, hold_mail: bool) -> None:
    psql.write(_BEGIN.encode())
    psql.flush()
    options = ["--file=-", "--no-owner", "--no-privileges", "--no-comments"]
    with subprocess.Popen(  # noqa: S603 - a program of Postgres
        tools.alone(PG_RESTORE, *options), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as restore:
        assert restore.stdin is not None  # noqa: S101 - asked for above
        assert restore.stdout is not None  # noqa: S101 - asked for above
        # It says while it is told.
        with ThreadPoolExecutor(1) as other:
            said = other.submit(_hand_on, restore.stdout, psql, tools.server)
            with suppress(BrokenPipeError), restore.stdin:
                reader.copy(DATABASE, restore.stdin.write)
            said.result()
    if restore.returncode:
        raise BrokenPipeError
    for line in _end(reader.manifest, hold_mail=hold_mail):
        psql.write(line.encode())
    psql.write(b"COMMIT;\n")
    psql.flush()


def _hand_on(said: IO[bytes], psql: IO[bytes], server: int) -> None:
    # Whatever stops us must stop who speaks, too.
    with said:
        hand_on(said, psql, server=server)
        psql.flush()


def hand_on(said: IO[bytes], to: IO[bytes], *, server: int) -> None:
    """Hand on what pg_restore says, but for what an older server does not know.

    It sets a limit that Postgres has since version 17, whatever the server is; and only before the
    first rows, of which no line is touched.
    """
    if server < KNOWS_THE_LIMIT:
        for line in said:
            if line != LIMIT:
                to.write(line)
            if line.startswith(b"COPY "):
                break
    shutil.copyfileobj(said, to, PIECE)


def _end(manifest: Manifest, *, hold_mail: bool) -> Iterator[str]:
    for table, rows in manifest.rows.items():
        yield _COUNTED.format(table=table, rows=rows)
    yield VOID
    if hold_mail:
        yield HOLD
