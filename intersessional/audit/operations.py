"""Writing the audit trail, sealing it, and looking whether it is whole."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from intersessional.locks import lock

from . import digests
from .models import AuditEntry, AuditSeal, AuditValues
from .queries import unsealed

BATCH = 500
# A sealer that works leaves nothing unsealed for longer.
LONG_UNSEALED = timedelta(minutes=5)

# A subject, and its changed fields before and after.
Act = tuple[models.Model, dict[str, Any] | None, dict[str, Any] | None]


def record(
    verb: str,
    subject: models.Model,
    *,
    by: AbstractBaseUser | None,
    at: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write down that `by` did `verb` to `subject`, inside the caller's transaction.

    `before` and `after` hold the changed fields only, as JSON can carry them; never needs, passport
    data or texts of letters.

    :raises ProgrammingError: outside a transaction, where the act and its record could part
    """
    [entry] = record_many(verb, [(subject, before, after)], by=by, at=at)
    return entry


def record_many(
    verb: str, acts: Sequence[Act], *, by: AbstractBaseUser | None, at: datetime
) -> list[AuditEntry]:
    """Write down the same act on several subjects, as `record` does, in two statements.

    :raises ProgrammingError: outside a transaction
    """
    if not transaction.get_connection().in_atomic_block:
        raise ProgrammingError("audit.record() needs the transaction of the act it records.")
    values = [_values(before, after) for _subject, before, after in acts]
    entries = AuditEntry.objects.bulk_create(
        AuditEntry(
            at=at,
            by_id=by.pk if by else None,
            verb=verb,
            subject_type=subject._meta.label_lower,
            subject_id=subject.pk,
            values_digest=digests.of_values(kept.salt, kept.before, kept.after) if kept else "",
        )
        for (subject, _before, _after), kept in zip(acts, values, strict=True)
    )
    for entry, kept in zip(entries, values, strict=True):
        if kept:
            kept.entry = entry
    AuditValues.objects.bulk_create(kept for kept in values if kept)
    return entries


def seal() -> int:
    """Link the committed entries that have no seal yet; return how many.

    One sealer at a time, so that the chain has one end. It follows the order in which entries became
    visible: a chain inside each transaction would make every registration wait for a long import.
    """
    with transaction.atomic():
        lock("audit seal")
        last = AuditSeal.objects.order_by("-position").first()
        position, digest = (last.position, last.digest) if last else (0, digests.START)
        seals = []
        for entry in unsealed().order_by("pk")[:BATCH]:
            position += 1
            digest = digests.of_link(digest, position, entry)
            seals.append(AuditSeal(position=position, entry_id=entry.pk, digest=digest))
        AuditSeal.objects.bulk_create(seals)
        return len(seals)


def problems() -> Iterator[str]:
    """Walk the chain from its beginning and name each entry that is altered, missing or long unsealed.

    Erased values are no problem; values that differ from their digest are. Rows are read in batches.
    """
    digest, expected = digests.START, 1
    for batch in _batches():
        entries = AuditEntry.objects.select_related("values_changed").in_bulk(
            [seal.entry_id for seal in batch]
        )
        for link in batch:
            if link.position != expected:
                yield f"seals {expected} to {link.position - 1} are missing"
            entry = entries.get(link.entry_id)
            if entry is None:
                yield f"entry {link.entry_id} is missing"
            elif digests.of_link(digest, link.position, entry) != link.digest:
                yield f"entry {entry.pk} is altered"
            elif _are_values_altered(entry):
                yield f"values of entry {entry.pk} are altered"
            # Go on from what was sealed, so that one altered entry does not accuse all later ones.
            digest, expected = link.digest, link.position + 1
    late = unsealed().filter(written_at__lt=timezone.now() - LONG_UNSEALED)
    for pk in late.order_by("pk").values_list("pk", flat=True):
        yield f"entry {pk} has long been unsealed"


def erase_values(entries: models.QuerySet[AuditEntry]) -> int:
    """Erase what the entries changed, with the salt; entries and chain stay. Return how many."""
    return AuditValues.objects.filter(entry__in=entries).delete()[0]


def _values(before: dict[str, Any] | None, after: dict[str, Any] | None) -> AuditValues | None:
    if not before and not after:
        return None
    salt = secrets.token_hex(16)
    return AuditValues(salt=salt, before=digests.plain(before), after=digests.plain(after))


def _are_values_altered(entry: AuditEntry) -> bool:
    values = getattr(entry, "values_changed", None)
    if values is None:
        return False
    return digests.of_values(values.salt, values.before, values.after) != entry.values_digest


def _batches() -> Iterator[list[AuditSeal]]:
    position = 0
    while batch := list(AuditSeal.objects.filter(position__gt=position)[:BATCH]):
        yield batch
        position = batch[-1].position
