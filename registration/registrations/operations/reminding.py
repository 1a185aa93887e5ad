"""Reminding those who have not registered."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record_many
from intersessional.locks import lock
from intersessional.outbox.operations import enqueue_many
from registration.delegations.models import Entity
from registration.meetings.models import Meeting

from .. import missing
from ..models import Reminder


def remind(meeting: Meeting, entities: Iterable[int], *, by: User, at: datetime) -> list[Reminder]:
    """Remind those of the entities (by their pk) that are due; return one reminder for each mail.

    Each goes to the focal points in their languages; where there are none, to the entity's own
    address. Who has registered meanwhile, or was reminded within the meeting's interval, is left out.
    """
    with transaction.atomic(durable=True):
        # Two who click at once stand in line, and the second sees what the first has sent. The
        # meeting's row would do, but those who register wait for that one.
        lock(f"reminders/{meeting.pk}")
        wanted = Entity.objects.filter(pk__in=list(entities))
        due = [line for line in missing.expected(meeting, wanted, at=at) if line.is_due]
        return _send(meeting, due, by=by, at=at)


def _send(
    meeting: Meeting, due: list[missing.Expected], *, by: User, at: datetime
) -> list[Reminder]:
    reminders = Reminder.objects.bulk_create(
        reminder for line in due for reminder in reminders_to(meeting, line, by=by, at=at)
    )
    after = {line.entity.pk: {"meeting": meeting.pk, "mails": line.addresses} for line in due}
    record_many(
        "remind", [(line.entity, None, after[line.entity.pk]) for line in due], by=by, at=at
    )
    kind = "registration_reminder"
    promised = [(one, f"{kind}/{one.pk}", one.language) for one in reminders]
    enqueue_many(kind, promised)
    return list(reminders)


def reminders_to(
    meeting: Meeting, line: missing.Expected, *, by: User, at: datetime
) -> list[Reminder]:
    """Return the reminders that an entity would get, not saved."""
    return [
        Reminder(
            meeting=meeting,
            entity=line.entity,
            focal_point=focal_point,
            sent_at=at,
            sent_by=by,
        )
        for focal_point in line.focal_points or (None,)
    ]
