"""`manage.py restore FILE`: a backup put back, and what must follow before the portal opens."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseFailure

from intersessional import clock
from intersessional.backups import after, files, restoring
from intersessional.backups.archive import Reader
from intersessional.backups.errors import Refused, Unfinished
from intersessional.backups.programs import database_named


class Command(BaseCommand):
    """Restores a backup."""

    help = "Puts a backup back, erases again what was erased since, and verifies the audit trail."
    # The tables may be missing.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the file."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="put it in the place of what is there"
        )
        parser.add_argument(
            "--other-keys",
            action="store_true",
            help="though SEALING_KEYS opens nothing in it, so that nothing proves who made it",
        )
        mail = parser.add_mutually_exclusive_group()
        mail.add_argument(
            "--hold-mail", action="store_true", help="hold what had not left (the default)"
        )
        mail.add_argument("--send-mail", action="store_true", help="let it leave")

    def handle(
        self, *, file: Path, replace: bool, other_keys: bool, send_mail: bool, **options: Any
    ) -> None:
        """Restore, and say what was done."""
        try:
            for sentence in _restored(file, replace, other_keys, hold_mail=not send_mail):
                self.stdout.write(sentence)
                self.stdout.flush()
        except (Refused, Unfinished) as problem:
            raise CommandError(str(problem)) from problem
        except DatabaseFailure as problem:
            raise CommandError(f"The database does not answer: {problem}".strip()) from problem


def _restored(file: Path, replace: bool, other_keys: bool, *, hold_mail: bool) -> Iterator[str]:
    yield f"Restore into the database {database_named()}."
    with Reader(file) as reader:
        restoring.check(reader, replace=replace, other_keys=other_keys)
        manifest = reader.manifest
        yield f"{file} of {manifest.made_at} is whole: {len(manifest.parts)} parts."
        added = restoring.put_back(reader, hold_mail=hold_mail)
    rows, tables = sum(manifest.rows.values()), len(manifest.rows)
    yield f"The database is restored: {rows} rows of {tables} tables."
    removed = files.remove_others(manifest) if replace else 0
    there = len(manifest.files) - added
    yield f"{added} files were put back, {there} were there, {removed} others were removed."
    yield from after.migrate(manifest)
    yield from after.end_sessions()
    yield from after.erase_again(at=clock.now())
    yield from after.verify_audit()
    yield from after.tell_of_mail(is_held=hold_mail)
    yield "The portal can start."
