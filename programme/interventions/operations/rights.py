"""Who may ask for the floor beside the focal points."""

from datetime import datetime

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from registration.registrations.models import Registration

from ..models import FloorRight


def give_right(registration: Registration, *, by: User, at: datetime) -> None:
    """Let a delegate ask for the floor for the delegation; twice is once."""
    with transaction.atomic(durable=True):
        _right, is_new = FloorRight.objects.get_or_create(
            registration=registration, defaults={"given_at": at, "given_by": by}
        )
        if is_new:
            record("give_floor_right", registration, by=by, at=at)


def take_right(registration: Registration, *, by: User, at: datetime) -> None:
    """Let a delegate ask no more; what was asked stays."""
    with transaction.atomic(durable=True):
        deleted, _ = FloorRight.objects.filter(registration=registration).delete()
        if deleted:
            record("take_floor_right", registration, by=by, at=at)
