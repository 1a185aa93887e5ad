"""Day sheets that are ordered on paper (a worker prints them, see `printing`), and who took a file."""

from datetime import datetime
from typing import Any

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from registration.meetings.models import Meeting

from ..models import WHOLE_DAY, Host, Paper, Printout
from ..papers import printed

VERB = "export_bilaterals"


def order_day_sheet(
    meeting: Meeting,
    host: Host | None,
    facts: dict[str, Any],
    *,
    language: str,
    by: User,
    at: datetime,
) -> Printout:
    """Order a day sheet as it stands, unless it was ordered so already; note who took it.

    Without a host it is that of all hosts.
    """
    with transaction.atomic(durable=True):
        printout: Printout = Printout.objects.get_or_create(
            meeting=meeting,
            paper=Paper.DAY_SHEET,
            key=host.slug if host else WHOLE_DAY,
            language=language,
            digest=printed.digest_of(facts),
            defaults={"facts": facts},
        )[0]
        after = {"format": "pdf", "language": language}
        record(VERB, host or meeting, by=by, at=at, after=after)
        return printout


def note_export(meeting: Meeting, *, file: str, language: str, by: User, at: datetime) -> None:
    """Write down that `by` took the day of the hosts for which they plan as a file."""
    with transaction.atomic(durable=True):
        record(VERB, meeting, by=by, at=at, after={"format": file, "language": language})
