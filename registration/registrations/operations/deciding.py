"""What the staff decide: confirming and declining."""

from datetime import datetime

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.outbox.operations import enqueue

from ..models import Registration
from ..transitions import target


def confirm(registration: Registration, *, by: User, at: datetime) -> Registration:
    """Confirm a registration and promise its confirmation with letter and calendar file.

    :raises TransitionRefused: it is not received or requested any more
    """
    with transaction.atomic(durable=True):
        return _confirm(registration.pk, by=by, at=at)


def decline(registration: Registration, *, reason: str, by: User, at: datetime) -> Registration:
    """Decline a registration for a reason, which the mail quotes.

    :raises TransitionRefused: it is confirmed or has ended
    """
    with transaction.atomic(durable=True):
        return _decline(registration.pk, reason=reason, by=by, at=at)


def _confirm(pk: int, *, by: User, at: datetime) -> Registration:
    registration = _locked(pk)
    fields = {"confirmed_at": at, "confirmed_by": by}
    return _move(registration, "confirm", "registration_confirmed", fields, by=by, at=at)


def _decline(pk: int, *, reason: str, by: User, at: datetime) -> Registration:
    registration = _locked(pk)
    fields = {"declined_at": at, "declined_by": by, "decline_reason": reason}
    return _move(registration, "decline", "registration_declined", fields, by=by, at=at)


def _locked(pk: int) -> Registration:
    return Registration.objects.select_for_update(of=("self",)).get(pk=pk)


def _move(
    registration: Registration,
    verb: str,
    message: str,
    fields: dict[str, object],
    *,
    by: User,
    at: datetime,
) -> Registration:
    before = registration.state
    registration.state = target(verb, before)
    registration.version += 1
    for name, value in fields.items():
        setattr(registration, name, value)
    registration.save(update_fields=["state", "version", *fields])
    record(
        verb,
        registration,
        by=by,
        at=at,
        before={"state": before},
        after={"state": registration.state},
    )
    enqueue(
        message,
        registration,
        key=f"{message}/{registration.pk}/{registration.version}",
        language=registration.correspondence_language,
    )
    return registration
