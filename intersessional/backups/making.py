"""Making a backup, while the portal runs."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from intersessional.sealing import seal

from . import inventory
from .archive import DATABASE, FILES, Manifest, Reader, Writer
from .errors import Refused
from .programs import PG_DUMP, Programs, programs

KNOWN_TEXT = b"intersessional backup"


@dataclass(frozen=True)
class Made:
    """What was made."""

    path: Path
    manifest: Manifest
    bytes: int


def make(target: Path) -> Made:
    """Write a backup into a file that does not exist, or into a folder under a name with the time.

    Database first, as of one instant, then the files: none is changed after it was written, so that
    each file that a row of that instant names is there, unless it was erased meanwhile. The file is read
    again before it gets its name.

    :raises Refused: with the reason; then there is no file
    """
    path = named(target)
    with _part(path) as part:
        manifest = _write(part, programs())
    with Reader(part) as reader:
        reader.verify()
        if path.exists():
            raise Refused(f"{path} exists already; a backup replaces nothing.")
        part.rename(path)
        return Made(path, manifest, path.stat().st_size)


def named(target: Path) -> Path:
    """Return the file to write.

    :raises Refused: it exists, or its folder does not
    """
    if target.is_dir():
        target = target / f"intersessional-{timezone.now():%Y%m%dT%H%M%SZ}.backup"
    if target.exists():
        raise Refused(f"{target} exists already; a backup replaces nothing.")
    if not target.parent.is_dir():
        raise Refused(f"There is no folder {target.parent}.")
    return target


@contextmanager
def _part(path: Path) -> Iterator[Path]:
    """Give a name that only we can read; what fails leaves nothing behind."""
    part = path.with_name(f".{path.name}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise Refused(f"{part} is there: another backup is under way, or was killed.") from None
    except OSError as error:
        raise Refused(f"{part} cannot be written: {error.strerror}.") from None
    try:
        yield part
    except OSError as error:
        part.unlink()
        raise Refused(f"{part} could not be written: {error.strerror}.") from error
    except BaseException:
        part.unlink()
        raise


def _write(part: Path, tools: Programs) -> Manifest:
    with part.open("r+b") as file:
        writer = Writer(file)
        with _snapshot() as name:
            manifest = Manifest(
                made_at=timezone.now().isoformat(),
                version=inventory.version(),
                heads=inventory.heads(),
                migrations=inventory.applied(),
                rows=inventory.rows(),
                left_out=inventory.left_out(),
                sealed=seal(KNOWN_TEXT).decode(),
            )
            wanted = inventory.named_files()
            _dump(writer, tools, name)
        _copy_files(writer)
        # What is not there although a row still names it is a fault of before.
        gone = {name for name in wanted if FILES + name not in writer.parts}
        manifest.missing = sorted(gone & inventory.named_files()) if gone else []
        writer.finish(manifest)
        file.flush()
        os.fsync(file.fileno())
    return manifest


@contextmanager
def _snapshot() -> Iterator[str]:
    """Hold the database as of one instant, and give the name under which others read the same."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def _dump(writer: Writer, tools: Programs, snapshot: str) -> None:
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    options += [f"--exclude-table-data=public.{name}" for name in inventory.left_out()]
    command = tools.command(PG_DUMP, *options, "--no-password")
    with TemporaryFile() as words:
        process = subprocess.Popen(  # noqa: S603 - a program of Postgres
            command, env=tools.environment, stdout=subprocess.PIPE, stderr=words
        )
        with process:
            assert process.stdout is not None  # noqa: S101 - asked for above
            writer.add(DATABASE, process.stdout)
        if process.returncode:
            raise Refused(f"The database could not be copied. {last_line(words)}")


def last_line(words: IO[bytes]) -> str:
    """Return the end of what a program said."""
    words.seek(0)
    lines = words.read().decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""


def _copy_files(writer: Writer) -> None:
    for name in inventory.stored_files():
        try:
            file = default_storage.open(name)
        except FileNotFoundError:
            continue  # erased since the list was made
        with file:
            writer.add(FILES + name, file)
