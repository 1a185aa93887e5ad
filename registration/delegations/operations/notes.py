"""Receiving and removing notes verbales and letters."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from intersessional import uploads
from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.uploads import Upload, stored

from ..models import FOLDER, Delegation, Note


def receive_note(
    delegation: Delegation,
    *,
    upload: Upload,
    reference: str,
    dated_on: date,
    names: list[str],
    by: User,
    at: datetime,
) -> Note:
    """Keep a note with its file; the same file under the same reference makes no second one.

    The file is stored before the row, and goes again if the row cannot be written.
    """
    known = _known(delegation, reference, upload)
    if known is not None:
        return known
    note = Note(
        delegation=delegation,
        reference=reference,
        dated_on=dated_on,
        names=names,
        file_name=upload.name,
        content_type=upload.content_type,
        size_bytes=upload.size_bytes,
        sha256=upload.sha256,
        received_at=at,
        received_by=by,
    )
    try:
        with stored(note.file, upload):
            _write(note, by=by, at=at)
    except IntegrityError as error:
        known = _known(delegation, reference, upload) if _is_second(error) else None
        if known is None:
            raise
        return known
    return note


def remove_orphans(*, before: datetime) -> int:
    """Delete the files of notes whose row was never committed; see `uploads.remove_orphans`."""
    return uploads.remove_orphans(Note, FOLDER, before=before)


def remove_note(note: Note, *, by: User, at: datetime) -> bool:
    """Let a note count no longer; return False if it was removed before. Its file is kept."""
    with transaction.atomic(durable=True):
        current = Note.objects.current().filter(pk=note.pk)
        if not current.update(removed_at=at, removed_by=by):
            return False
        record("remove_note", note, by=by, at=at)
        return True


def _write(note: Note, *, by: User, at: datetime) -> None:
    with transaction.atomic(durable=True):
        note.save(force_insert=True)
        after = {"delegation": note.delegation_id, "sha256": note.sha256}
        record("receive_note", note, by=by, at=at, after=after)


def _known(delegation: Delegation, reference: str, upload: Upload) -> Note | None:
    return (
        Note.objects.current()
        .filter(delegation=delegation, reference=reference, sha256=upload.sha256)
        .first()
    )


def _is_second(error: IntegrityError) -> bool:
    return "note_once_per_delegation" in str(error)
