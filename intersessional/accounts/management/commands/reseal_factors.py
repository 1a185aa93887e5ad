"""`manage.py reseal_factors`: to be run before `SECRET_KEY_FALLBACKS` is emptied."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from intersessional import clock
from intersessional.accounts import operations
from intersessional.accounts.operations import Resealed


class Command(BaseCommand):
    """Seals them anew; a second time it finds nothing to do."""

    help = "Seals the secrets of apps and recovery codes with the newest key. Prints numbers only."

    def handle(self, **options: Any) -> None:
        """Do so and print how many; fail while a key is missing."""
        counts = operations.reseal_factors(at=clock.now())
        for outcome in Resealed:
            self.stdout.write(f"{counts[outcome]} {outcome.value}")
        if counts[Resealed.LOST]:
            raise CommandError(
                "Put the key that sealed them into SECRET_KEY_FALLBACKS and run this again; if it is"
                " gone, an administrator removes these people’s factors."
            )
