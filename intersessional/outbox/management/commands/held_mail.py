"""`manage.py held_mail`: mails that a restore holds; see them, let them leave, or cancel them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count, Max, Min

from intersessional import clock
from intersessional.outbox import holding
from intersessional.outbox.models import Message


class Command(BaseCommand):
    """Decides on what a restore holds."""

    help = (
        "Lists by kind the mails that a restore holds; releases or cancels them. With --hold, holds all "
        "that wait, after the database came back by other means than bin/restore."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Let one decide, of one kind or all."""
        decision = parser.add_mutually_exclusive_group()
        decision.add_argument("--release", action="store_true", help="let them leave")
        decision.add_argument("--cancel", action="store_true", help="they shall never leave")
        decision.add_argument(
            "--hold",
            action="store_true",
            help="hold all that wait, and void all codes; before the portal opens",
        )
        parser.add_argument("--kind", help="those of one kind only")

    def handle(
        self, *, release: bool, cancel: bool, hold: bool, kind: str | None, **options: Any
    ) -> None:
        """List, release, cancel or hold."""
        if hold and kind:
            raise CommandError("--hold holds all kinds.")
        if hold:
            self.stdout.write(f"{holding.hold_as_a_restore()} more mails are held.")
        held = holding.held_by_restore(Message.objects.all())
        if kind:
            held = held.filter(kind=kind)
        if release:
            count = holding.decide(held, leave=True, by=None, at=clock.now())
            self.stdout.write(f"{count} mails leave now.")
        elif cancel:
            count = holding.decide(held, leave=False, by=None, at=clock.now())
            self.stdout.write(f"{count} mails were cancelled.")
        else:
            self._list(held)

    def _list(self, held: Any) -> None:
        facts = {"count": Count("pk"), "first": Min("created_at"), "last": Max("created_at")}
        for row in held.order_by().values("kind").annotate(**facts).order_by("kind"):
            span = f"{row['first']:%Y-%m-%d %H:%M} to {row['last']:%Y-%m-%d %H:%M} UTC"
            self.stdout.write(f"{row['kind']}: {row['count']}, promised {span}")
        self.stdout.write(f"{held.count()} mails are held by a restore.")
