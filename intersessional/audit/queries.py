"""Entries that wait for their seal."""

from datetime import datetime

from django.db import models

from .models import AuditEntry, AuditSeal


def unsealed() -> models.QuerySet[AuditEntry]:
    """Return the committed entries that no seal binds yet."""
    sealed = AuditSeal.objects.filter(entry_id=models.OuterRef("pk"))
    return AuditEntry.objects.exclude(models.Exists(sealed))


def oldest_unsealed() -> datetime | None:
    """Return since when the oldest of them waits, in real time; nothing where none does."""
    oldest: datetime | None = unsealed().aggregate(oldest=models.Min("written_at"))["oldest"]
    return oldest
