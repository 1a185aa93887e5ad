"""Advisory locks that make contention wait in line instead of failing (RELIABILITY rule 3)."""

import hashlib
from collections.abc import Iterable

from django.db import connection

_ALONE = "SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key"
_SHARED = "SELECT pg_advisory_xact_lock_shared(key) FROM unnest(%s::bigint[]) AS key"


def lock(*names: str) -> None:
    """Hold the named locks until the transaction ends; sorted, so that two takers cannot deadlock."""
    keys = sorted(_key(name) for name in names)
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


def lock_at_once(*names: str, shared: Iterable[str] = ()) -> None:
    """Hold the named locks as `lock` does, in one query however many there are.

    Those that are `shared` come first: several hold them together, and nobody meanwhile who wants one
    for himself. Whoever shares a name must not want it for himself later in the same transaction.
    """
    alone, together = (sorted(map(_key, several)) for several in (names, shared))
    with connection.cursor() as cursor:
        if together:
            cursor.execute(f"{_SHARED}; {_ALONE}", [together, alone])
        else:
            cursor.execute(_ALONE, [alone])
