"""Who took a file about speakers: written down when it goes out, with its form and language."""

from datetime import datetime

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from programme.agenda.models import Segment
from registration.meetings.models import Meeting

from ..queries import ListedSegment


def note_export(
    about: ListedSegment | Meeting,
    *,
    file: str,
    language: str,
    by: User,
    at: datetime,
    number: int | None = None,
) -> None:
    """Write down that `by` took a file: of a list, or of a meeting or its item with this number."""
    subject = Segment(pk=about.pk) if isinstance(about, ListedSegment) else about
    after = {"format": file, "language": language} | ({"item": number} if number else {})
    with transaction.atomic(durable=True):
        record("export_speakers", subject, by=by, at=at, after=after)
