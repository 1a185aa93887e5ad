"""`manage.py unlisted_fields`: which columns the table of personal data does not list yet."""

from typing import Any

from django.core.management.base import BaseCommand

from intersessional.privacy.fields import obsolete, unlisted


class Command(BaseCommand):
    """Prints what is missing in the table, ready to be pasted and sorted."""

    help = "Prints columns that the table of personal data does not list, and those that are gone."

    def handle(self, **options: Any) -> None:
        """Print one `Listed` for each model."""
        for label, names in unlisted().items():
            self.stdout.write(f'Listed("{label}", plain(w.LINK, "{" ".join(names)}")),')
        for label, names in obsolete().items():
            self.stdout.write(f"# gone from {label}: {' '.join(names)}")
