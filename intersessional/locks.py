"""Advisory locks that make contention wait in line instead of failing (RELIABILITY rule 3)."""

import hashlib

from django.db import connection


def lock(*names: str) -> None:
    """Hold the named locks until the transaction ends; sorted, so that two takers cannot deadlock."""
    keys = sorted(_key(name) for name in names)
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


def lock_at_once(*names: str) -> None:
    """Hold the named locks as `lock` does, in one query however many there are."""
    keys = sorted(_key(name) for name in names)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key", [keys])
