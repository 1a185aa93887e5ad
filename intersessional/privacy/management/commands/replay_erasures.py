"""`manage.py replay_erasures`: after a restore, erase again what had been erased since the backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from intersessional import clock
from intersessional.privacy import operations


class Command(BaseCommand):
    """Replays the erasure log."""

    help = "Erases again what the erasure log names, and what is due."

    def add_arguments(self, parser: CommandParser) -> None:
        """Let the log be elsewhere."""
        parser.add_argument(
            "--log", type=Path, help="a file or folder of the log; by default the portal’s own"
        )

    def handle(self, *, log: Path | None, **options: Any) -> None:
        """Erase again, and print how many rows."""
        if log and not log.exists():
            raise CommandError(f"There is no {log}.")
        self.stdout.write(f"{operations.replay(at=clock.now(), path=log)} rows erased again.")
