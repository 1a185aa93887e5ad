"""`manage.py erase_due`: the nightly erasure by hand; with `--dry-run`, only what would go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from intersessional import clock
from intersessional.privacy import operations


class Command(BaseCommand):
    """Erases what has reached its end."""

    help = "Erases what has reached its end. Prints numbers, never values."

    def add_arguments(self, parser: CommandParser) -> None:
        """Let it only count."""
        parser.add_argument("--dry-run", action="store_true", help="count, and erase nothing")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        """Erase, or count, and print how many rows of each rule."""
        at = clock.now()
        if dry_run:
            for due in operations.all_due(at=at):
                self._say(due.rule.key, due.meeting_id, due.rows.count())
            return
        run = operations.erase_due(at=at)
        operations.write_log()
        for line in run.lines.all():
            self._say(line.rule, line.meeting_id, line.rows)

    def _say(self, rule: str, meeting: int | None, rows: int) -> None:
        if rows:
            of_meeting = f" meeting {meeting}" if meeting else ""
            self.stdout.write(f"{rule}{of_meeting}: {rows}")
