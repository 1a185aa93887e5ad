"""`manage.py backup FILE-or-FOLDER`: all that must be kept, in one file, while the portal runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from intersessional.backups import making
from intersessional.backups.errors import Refused
from intersessional.backups.programs import database_named


class Command(BaseCommand):
    """Makes a backup."""

    help = "Writes database and files into one new file, and reads it again. The portal may run."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the place."""
        parser.add_argument("target", type=Path, help="a new file, or a folder")

    def handle(self, *, target: Path, **options: Any) -> None:
        """Make it, and say what is in it."""
        self.stdout.write(f"Backup of the database {database_named()}.")
        try:
            made = making.make(target)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        manifest = made.manifest
        rows, files = sum(manifest.rows.values()), len(manifest.files)
        self.stdout.write(
            f"{made.path}: {rows} rows of {len(manifest.rows)} tables and {files} files, "
            f"{made.bytes} bytes, read again and found whole.\n"
            "It holds personal data: encrypt it before it leaves this machine. It does not hold "
            "SECRET_KEY and SEALING_KEYS: keep a copy of these apart from it."
        )
        if manifest.missing:
            raise CommandError(
                f"The backup is made, but {len(manifest.missing)} files that rows name were not in "
                f"the storage, the first of them {manifest.missing[0]}."
            )
