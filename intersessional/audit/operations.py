"""Writing the audit trail."""

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.utils import ProgrammingError

from .models import AuditEntry, AuditValues


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
    if not transaction.get_connection().in_atomic_block:
        raise ProgrammingError("audit.record() needs the transaction of the act it records.")
    entry = AuditEntry.objects.create(
        at=at,
        by_id=by.pk if by else None,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
    )
    if before or after:
        AuditValues.objects.create(entry=entry, before=_plain(before), after=_plain(after))
    return entry


def _plain(values: dict[str, Any] | None) -> dict[str, Any]:
    encoder = DjangoJSONEncoder()
    return {
        name: value
        if isinstance(value, str | int | float | bool | type(None) | list | dict)
        else encoder.default(value)
        for name, value in (values or {}).items()
    }
