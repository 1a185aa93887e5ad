"""Erasing a person from lists that stay otherwise: by law, and inside the caller's transaction."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.db import connection
from django.db.models import F, Q
from django.utils import timezone

from ..models import Correction, ListFile, ListVersion
from .content import Content, from_json

# In place of the name; the line stays, and with it the totals.
ERASED = "[…]"


def forget(registrations: Collection[int]) -> int:
    """Take people, by their registrations, off all versions, and have those printed anew.

    Their lines stay without name and function, so that the totals stay right; corrections about them
    go. A file that is being printed as it was does not come back: the try counts as overtaken.
    Returns how many versions named them. The caller records why.
    """
    Correction.objects.filter(registration__in=registrations).delete()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL intersessional.erasing = 'on'")
    found = 0
    # Only those that name them: the others are neither read nor locked.
    naming = Q(pk__in=[])
    for one in registrations:
        naming |= Q(content__contains={"entries": [{"people": [{"registration": one}]}]})
    versions = ListVersion.objects.filter(naming).select_for_update().order_by("pk")
    for version in versions.iterator():
        before = from_json(version.content)
        after = _without(before, frozenset(registrations))
        if after != before:
            found += 1
            rows = ListVersion.objects.filter(pk=version.pk)
            rows.update(content=after.to_json(), digest=after.digest)
            ListFile.objects.filter(version=version).update(
                file=None,
                sha256="",
                printed_at=None,
                attempts=F("attempts") + 1,
                next_try_at=timezone.now(),
            )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL intersessional.erasing = 'off'")
    return found


def _without(content: Content, registrations: frozenset[int]) -> Content:
    blank: dict[str, Any] = {
        **dict.fromkeys(("honorific", "given_names", "function", "department"), ""),
        "family_name": ERASED,
    }
    entries = tuple(
        replace(
            entry,
            people=tuple(
                replace(one, **blank) if one.registration in registrations else one
                for one in entry.people
            ),
        )
        for entry in content.entries
    )
    return replace(content, entries=entries)
