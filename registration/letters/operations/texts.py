"""The texts of the invitation for a new meeting: those of an earlier one, to be read and changed."""

from datetime import datetime

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from registration.meetings.models import Meeting

from .. import queries
from ..models import UNTOUCHED, InvitationTemplate

# Copied, and not saved by anybody since.
COPIED = UNTOUCHED + 1


def copy_texts(meeting: Meeting, *, by: User, at: datetime) -> int:
    """Copy to a meeting the texts that it lacks from the last earlier one that has any; return how many.

    The date of all letters is not copied: it was that of the other meeting.
    """
    with transaction.atomic(durable=True):
        earlier = queries.earlier_with_texts(meeting)
        return copy_texts_within(meeting, earlier, by=by, at=at) if earlier else 0


def copy_texts_within(meeting: Meeting, source: Meeting, *, by: User, at: datetime) -> int:
    """Do the same from a certain meeting, inside the caller's transaction."""
    with transaction.atomic():
        lock(f"texts {meeting.pk}")
        held = queries.templates(meeting)
        texts = InvitationTemplate.objects.filter(meeting=source)
        missing = [one for one in texts if (one.audience, one.language) not in held]
        for text in missing:
            origin = text.pk
            text.pk, text.meeting, text.dated_on = None, meeting, None
            # From now on it is the staff's (loading.py).
            text.version, text._state.adding = COPIED, True
            text.save()
            record("copy_text", text, by=by, at=at, after={"from": origin})
        return len(missing)
