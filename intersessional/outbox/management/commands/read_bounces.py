"""Read the mailbox to which other servers send back what they could not deliver."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from intersessional import clock
from intersessional.outbox.bouncing import Taken, read_bounces
from intersessional.outbox.mailboxes import NoMailbox


class Command(BaseCommand):
    """Marks messages that came back."""

    help = (
        "Read the mailbox of reports (BOUNCES_URL, or the address given) and mark what came back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another mailbox."""
        parser.add_argument("url", nargs="?", default=settings.BOUNCES_URL)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many were marked."""
        if not options["url"]:
            raise CommandError("Say where the reports are: BOUNCES_URL (docs/operations.md).")
        try:
            taken = read_bounces(options["url"], at=clock.now())
        except NoMailbox as error:
            raise CommandError(f"The mailbox cannot be read. {error}") from error
        counts = [taken[one] for one in (Taken.MARKED, Taken.KNOWN, Taken.IGNORED)]
        self.stdout.write("{} marked, {} known already, {} ignored".format(*counts))
