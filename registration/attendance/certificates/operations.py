"""Ordering certificates of attendance, and making them in the worker."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from intersessional import printing
from intersessional.accounts.models import User
from intersessional.audit.operations import record
from registration.meetings.models import Meeting
from registration.registrations.models import Registration

from ..models import Certificate
from . import policies, queries
from .issuing import issue


def order(registration: Registration, *, by: User, at: datetime) -> None:
    """Order the certificate of somebody who was checked in, in their language. Twice is once.

    The registration comes with its meeting. Where the same certificate stands already, it stays.

    :raises policies.NotNow: the door has not seen them
    """
    with transaction.atomic(durable=True):
        policies.check_has_come(queries.days_present(registration))
        _put_in_line([registration], registration.meeting_id, by=by, at=at)
        record("order_certificate", registration, by=by, at=at)


def ask_for_own(registration: Registration, *, by: User, at: datetime) -> None:
    """Order one's own certificate, when the meeting is over.

    :raises policies.NotNow: it is not, or the door has not seen them
    """
    policies.check_is_over(registration.meeting, at=at)
    order(registration, by=by, at=at)


def order_all(meeting: Meeting, *, by: User, at: datetime) -> int:
    """Order the certificates of all who were checked in; return how many they are.

    Those that stand and would say the same stay. As many queries for thousands as for one.
    """
    with transaction.atomic(durable=True):
        people = queries.to_certify(meeting).only("pk", "correspondence_language", "meeting")
        found = list(people.order_by("pk"))
        _put_in_line(found, meeting.pk, by=by, at=at, is_bulk=True)
        record("order_certificates", meeting, by=by, at=at, after={"certificates": len(found)})
        return len(found)


def note_download(registration: Registration, *, by: User, at: datetime) -> None:
    """Write down that somebody took their certificate."""
    with transaction.atomic(durable=True):
        record("download_certificate", registration, by=by, at=at)


def after_taking_back(registration: Registration, *, by: User, at: datetime) -> None:
    """See that no certificate states an entry that was taken back, in the caller’s transaction."""
    if queries.valid_letters().filter(registration=registration).exists():
        _put_in_line([registration], registration.meeting_id, by=by, at=at)


def print_due(*, at: datetime) -> int:
    """Make what is due, first what somebody waits for; return how many were tried."""
    orders = Certificate.objects.order_by("is_bulk", "next_try_at", "pk")
    return printing.print_due(orders, lambda order: _make(order, at=at))


def _make(order: Certificate, *, at: datetime) -> dict[str, Any]:
    people = Registration.objects.with_delegation().select_related("meeting")
    registration: Registration = people.get(pk=order.registration_id)
    return {
        "letter": issue(registration, language=order.language, by=order.ordered_by, at=at),
    }


def _put_in_line(
    registrations: Iterable[Registration],
    meeting: int,
    *,
    by: User,
    at: datetime,
    is_bulk: bool = False,
) -> None:
    """Write the orders, or make those that there are due again; a try under way goes on."""
    Certificate.objects.bulk_create(
        (
            Certificate(
                meeting_id=meeting,
                registration=one,
                language=one.correspondence_language,
                is_bulk=is_bulk,
                ordered_at=at,
                ordered_by=by,
                next_try_at=timezone.now(),
            )
            for one in registrations
        ),
        update_conflicts=True,
        unique_fields=["registration"],
        update_fields=[
            *("language", "is_bulk", "ordered_at", "ordered_by", "printed_at", "next_try_at"),
        ],
    )
