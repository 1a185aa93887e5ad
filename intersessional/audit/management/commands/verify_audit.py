"""`manage.py verify_audit`: is the audit trail whole? Names what is not, and fails then."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from intersessional.audit import operations
from intersessional.audit.models import AuditSeal


class Command(BaseCommand):
    """Walks the whole chain."""

    help = "Names each audit entry that is altered, missing or has long been unsealed."

    def handle(self, **options: Any) -> None:
        """Print the problems, or that there are none."""
        found = list(operations.problems())
        for problem in found:
            self.stdout.write(problem)
        if found:
            raise CommandError(f"The audit trail is not whole: {len(found)} problems.")
        self.stdout.write(f"The audit trail is whole: {AuditSeal.objects.count()} entries sealed.")
