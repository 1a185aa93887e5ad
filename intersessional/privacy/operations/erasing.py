"""Erasing the rows of one rule, in batches, each in its own transaction."""

from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import QuerySet

from ..rules import Rule
from . import keeping

BATCH = 500
_COUNTED = "registrations.Registration"


def erase_rows(rule: Rule, rows: QuerySet[Any]) -> int:
    """Erase what a rule says of these rows; return how many. A second time, there is nothing to do.

    Each batch is a transaction, so that nobody waits long for a row.
    """
    count, last = 0, None
    while pks := _next(rows, last):
        with transaction.atomic():
            erase_batch(rule, pks)
        count, last = count + len(pks), pks[-1]
    return count


def erase_batch(rule: Rule, pks: list[Any], *, is_single: bool = False) -> None:
    """Erase what a rule says of the rows with these keys, in the caller's transaction."""
    _let_erase()
    if rule.listed.label == _COUNTED:
        keeping.keep(pks, is_single=is_single)
    rows = rule.model._default_manager.filter(pk__in=pks)
    names = [name for file in rule.files for name in rows.values_list(file, flat=True)]
    if rule.deletes:
        rows.delete()
    else:
        rows.update(**rule.changes)
    for name in filter(None, names):
        # Where this fails, the part's own tidying finds a file without a row.
        transaction.on_commit(partial(default_storage.delete, name), robust=True)


def _next(rows: QuerySet[Any], last: Any) -> list[Any]:
    later = rows if last is None else rows.filter(pk__gt=last)
    return list(later.order_by("pk").values_list("pk", flat=True)[:BATCH])


def _let_erase() -> None:
    """Let the database blank what it else refuses to change: see migration 0002."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('intersessional.erasing', 'on', true)")
