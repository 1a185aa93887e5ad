"""Adding, changing and removing documents and their language versions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from intersessional import uploads
from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.uploads import stored
from registration.meetings.models import Meeting

from ..details import DocumentDetails, Source
from ..models import FOLDER, Document, DocumentFile


class DocumentChanged(Exception):
    """Somebody has changed or removed the document meanwhile; the text can be shown."""

    def __str__(self) -> str:
        return _("Somebody else has changed this document since you opened it.")


def add_document(
    meeting: Meeting,
    *,
    details: DocumentDetails,
    language: str,
    source: Source,
    by: User,
    at: datetime,
) -> Document:
    """Add a document with its first language version. It is there at once, or when the time comes."""
    document = Document(meeting=meeting, added_at=at, added_by=by, **asdict(details))
    file = _file(document, language, source, by=by, at=at)
    with _storing(file, source), transaction.atomic(durable=True):
        document.save(force_insert=True)
        record("add_document", document, by=by, at=at, after=_plain(details))
        _write(file, by=by, at=at)
    return document


def change_document(
    document: Document, *, details: DocumentDetails, version: int, by: User, at: datetime
) -> bool:
    """Change what is said of a document; return False where it says so already.

    :raises DocumentChanged: it is not the `version` that the change was made to
    """
    with transaction.atomic(durable=True):
        current = _locked(document, version)
        before = _plain(_details_of(current))
        changed = {k: v for k, v in asdict(details).items() if getattr(current, k) != v}
        if not changed:
            return False
        _count(current, **changed)
        after = _plain(details)
        record(
            "change_document",
            current,
            by=by,
            at=at,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
        return True


def put_file(
    document: Document, *, language: str, source: Source, version: int, by: User, at: datetime
) -> DocumentFile:
    """Give a document its version in a language, in place of the one before; that is kept as removed.

    :raises DocumentChanged: it is not the document's `version` that was seen, or it was removed
    """
    file = _file(document, language, source, by=by, at=at)
    with _storing(file, source), transaction.atomic(durable=True):
        current = _locked(document, version)
        _remove(current.files.filter(language=language), by=by, at=at)
        _count(current)
        _write(file, by=by, at=at)
    return file


def remove_file(document: Document, *, language: str, version: int, by: User, at: datetime) -> bool:
    """Take a language version away; return False if there was none. Its file is kept.

    :raises DocumentChanged: it is not the document's `version` that was seen, or it was removed
    """
    files = document.files.filter(language=language, removed_at__isnull=True)
    with transaction.atomic(durable=True):
        if not files.exists():
            return False
        current = _locked(document, version)
        _remove(files, by=by, at=at)
        _count(current)
        record("remove_document_file", current, by=by, at=at, after={"language": language})
        return True


def remove_document(document: Document, *, version: int, by: User, at: datetime) -> bool:
    """Take a document away with all versions; return False if it was removed before.

    :raises DocumentChanged: it is not the `version` that was seen
    """
    rows = Document.objects.current().filter(pk=document.pk)
    with transaction.atomic(durable=True):
        if not rows.exists():
            return False
        current = _locked(document, version)
        _remove(rows, by=by, at=at)
        _count(current)
        record("remove_document", current, by=by, at=at)
        return True


def remove_orphans(*, before: datetime) -> int:
    """Delete the files of documents whose row was never committed; see `uploads.remove_orphans`."""
    return uploads.remove_orphans(DocumentFile, FOLDER, before=before)


def _file(
    document: Document, language: str, source: Source, *, by: User, at: datetime
) -> DocumentFile:
    file = DocumentFile(document=document, language=language, added_at=at, added_by=by)
    if isinstance(source, str):
        file.link = source
    else:
        file.file_name, file.content_type = source.name, source.content_type
        file.size_bytes, file.sha256 = source.size_bytes, source.sha256
    return file


@contextmanager
def _storing(file: DocumentFile, source: Source) -> Iterator[None]:
    if isinstance(source, str):
        yield
    else:
        with stored(file.file, source):
            yield


def _write(file: DocumentFile, *, by: User, at: datetime) -> None:
    file.save(force_insert=True)
    after = {"document": file.document_id, "language": file.language, "sha256": file.sha256}
    record("put_document_file", file, by=by, at=at, after=after | {"link": file.link})


def _locked(document: Document, version: int) -> Document:
    """Return the row as it is, held until the transaction ends.

    :raises DocumentChanged: it is not at the version that was seen, or was removed
    """
    rows = Document.objects.current().select_for_update()
    current: Document | None = rows.filter(pk=document.pk).first()
    if current is None or current.version != version:
        raise DocumentChanged
    return current


def _count(document: Document, **changed: Any) -> None:
    """Raise the version of a document, which counts what is done to its files, too."""
    Document.objects.filter(pk=document.pk).update(version=F("version") + 1, **changed)


def _remove(rows: Any, *, by: User, at: datetime) -> int:
    count: int = rows.filter(removed_at__isnull=True).update(removed_at=at, removed_by=by)
    return count


def _details_of(document: Document) -> DocumentDetails:
    return DocumentDetails(
        **{name: getattr(document, name) for name in DocumentDetails.__dataclass_fields__}
    )


def _plain(details: DocumentDetails) -> dict[str, Any]:
    until = details.restricted_until_at
    return asdict(details) | {"restricted_until_at": until.isoformat() if until else None}
