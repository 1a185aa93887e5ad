"""Answering somebody who asks what the portal holds about them: a ZIP file, made by a worker."""

from datetime import datetime
from typing import Any

from django.db import transaction

from intersessional import printing
from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from intersessional.sealing import seal
from registration.registrations.models import Person

from .. import answers
from ..models import Export


def ask_export(person: Person, *, with_passports: bool, by: User, at: datetime) -> Export:
    """Order everything about a person, and note who did; passports only for those who may see them.

    One that is on its way is not ordered twice.
    """
    with transaction.atomic(durable=True):
        lock(f"answer to person {person.pk} by {by.pk}")
        waiting = Export.objects.filter(
            person=person, asked_by=by, with_passports=with_passports, printed_at__isnull=True
        )
        if found := waiting.first():
            return found
        export: Export = Export.objects.create(
            person=person, with_passports=with_passports, asked_by=by
        )
        record("ask_export", person, by=by, at=at, after={"with_passports": with_passports})
        if with_passports:
            _note_passports(person, by, at)
        return export


def take(export: Export, *, by: User, at: datetime) -> bytes:
    """Return the file to whoever may have it, and write down that they had it."""
    content = export.content
    with transaction.atomic(durable=True):
        record("download_export", export.person, by=by, at=at)
    return content


def make_due() -> int:
    """Make what was ordered, for some seconds at most; return how many were tried."""
    return printing.print_due(Export.objects.order_by("attempts", "pk"), _render)


def erase_exports() -> int:
    """Delete what was ordered more than a day ago; return how many."""
    return printing.erase_old(Export.objects.all())


def _render(export: Export) -> dict[str, Any]:
    content = answers.everything_about(export.person, with_passports=export.with_passports)
    return {"sealed": seal(content)}


def _note_passports(person: Person, by: User, at: datetime) -> None:
    for one in person.registrations.filter(travel_document__isnull=False):
        record("view_travel_document", one, by=by, at=at)
