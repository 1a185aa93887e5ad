"""The digests of the audit trail: of values, and of one link of the chain."""

import json
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from .models import AuditEntry

START = "0" * 64


def plain(values: dict[str, Any] | None) -> dict[str, Any]:
    """Return values as JSON keeps them, so that their digest is the same before and after storage."""
    return json.loads(json.dumps(values or {}, cls=DjangoJSONEncoder))


def of_values(salt: str, before: dict[str, Any], after: dict[str, Any]) -> str:
    """Return the salted digest of what an act changed.

    The salt goes with the values when they are erased: then nobody can guess them from the digest.
    """
    text = json.dumps([salt, before, after], sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def of_link(previous: str, position: int, entry: AuditEntry) -> str:
    """Return the digest that binds an entry to the link before it."""
    facts = [
        previous,
        position,
        entry.pk,
        entry.at.timestamp(),
        entry.by_id,
        entry.verb,
        entry.subject_type,
        entry.subject_id,
        entry.values_digest,
    ]
    return sha256(json.dumps(facts).encode()).hexdigest()
