"""Confidential notes. Their text is in no audit value, log, mail or message of an error."""

from datetime import datetime, timedelta

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from intersessional.accounts.models import User
from intersessional.audit.operations import record, record_many
from intersessional.locks import lock
from registration.meetings.models import Meeting

from ..models import Bilateral, Host, Note

KEPT_DAYS = 30


class NoteChanged(Exception):
    """Somebody else wrote it since; `current` is the note as it stands, None where it was removed."""

    def __init__(self, current: Note | None) -> None:
        super().__init__()
        self.current = current


@sensitive_variables("text")
def write_note(
    bilateral: Bilateral, host: Host, text: str, *, version: int, by: User, at: datetime
) -> Note | None:
    """Keep a host's note on a bilateral, sealed; an empty text removes it.

    `version` is that of the note that was seen, 0 where there was none. Whoever calls has seen to it
    that `by` is an officer of the host.

    :raises NoteChanged: it is not the version that was seen; nothing was written
    """
    with transaction.atomic(durable=True):
        lock(f"bilateral note {bilateral.pk} {host.pk}")
        note = Note.objects.filter(bilateral=bilateral, host=host).first()
        if (note.version if note else 0) != version:
            raise NoteChanged(note)
        if not text:
            _remove(note, by=by, at=at)
            return None
        return _written(note or Note(bilateral=bilateral, host=host, version=0), text, by, at)


def see_note(note: Note, *, by: User, at: datetime) -> None:
    """Write down that somebody reads a note."""
    with transaction.atomic(durable=True):
        record("see_note", note, by=by, at=at)


def erase_due_notes(*, at: datetime) -> int:
    """Erase the notes of meetings that ended thirty days ago; return how many."""
    return sum(_erase(meeting, at) for meeting in due_meetings("bilaterals__notes", at=at))


def due_meetings(having: str, *, at: datetime) -> list[Meeting]:
    """Return the meetings that ended thirty days ago and still have what is to go then."""
    latest = (at + timedelta(days=1)).date() - timedelta(days=KEPT_DAYS)
    found = Meeting.objects.filter(ends_on__lte=latest, **{f"{having}__isnull": False})
    return [one for one in found.distinct() if one.ends_at + timedelta(days=KEPT_DAYS) <= at]


def _erase(meeting: Meeting, at: datetime) -> int:
    with transaction.atomic(durable=True):
        notes = list(
            Note.objects.filter(bilateral__meeting=meeting).defer("sealed").select_for_update()
        )
        record_many("erase_note", [(note, None, None) for note in notes], by=None, at=at)
        Note.objects.filter(pk__in=[note.pk for note in notes]).delete()
        return len(notes)


@sensitive_variables("text")
def _written(note: Note, text: str, by: User, at: datetime) -> Note:
    note.text = text
    note.version += 1
    note.written_at, note.written_by = at, by
    note.save()
    record("write_note", note, by=by, at=at, after={"version": note.version})
    return note


def _remove(note: Note | None, *, by: User, at: datetime) -> None:
    if note:
        record("remove_note", note, by=by, at=at)
        note.delete()
