"""Receiving what the public form sends."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.outbox.operations import enqueue
from registration.delegations.models import Category, Delegation
from registration.delegations.operations import add_provisional_entity, open_delegation
from registration.delegations.queries import delegation_of, entity_named
from registration.meetings.models import Meeting

from .. import policies
from ..details import Details
from ..models import Needs, Person, Registration
from ..transitions import State


class SubmittedDifferently(Exception):
    """The same form was submitted before with other answers; `first` is what we received then."""

    def __init__(self, first: Registration) -> None:
        super().__init__()
        self.first = first


class UnknownDelegation(Exception):
    """The list has no such delegation (any more); the text can be shown."""

    def __str__(self) -> str:
        return str(_("Choose a delegation from the list, or “My organisation is not listed”."))


def receive(
    details: Details,
    *,
    meeting: Meeting,
    token: str,
    language: str,
    at: datetime,
    by: User | None = None,
) -> Registration:
    """Receive one submission of the public form and promise its acknowledgement.

    The same `token` with the same answers returns the first registration and does nothing more. A
    submission at or after the closing becomes a late request; one for an unlisted organisation a
    request to attend. Both wait for the staff.

    :raises SubmittedDifferently: the token came before with other answers
    :raises policies.NotOpenYet, policies.ReasonNeeded: see `check_can_receive`
    :raises UnknownDelegation: no listed entity has this code
    """
    with transaction.atomic(durable=True):
        # First the number: its row stays locked until the commit, and puts all that follows in
        # line, the same form sent twice too.
        number = _next_number(meeting)
        first = Registration.objects.filter(submission_token=token).first()
        if first:
            # The number was not needed.
            transaction.set_rollback(True)
            return _same_or_refuse(first, details)
        policies.check_can_receive(meeting, late_reason=details.late_reason, at=at)
        delegation = _delegation(details, meeting)
        registration = _write(
            details, meeting, delegation, number=number, token=token, language=language, at=at
        )
        # No values: what was received is the row itself, and nothing was there before.
        record("receive", registration, by=by, at=at)
        enqueue(
            "registration_received",
            registration,
            key=f"registration_received/{registration.pk}",
            language=language,
        )
        return registration


def _same_or_refuse(first: Registration, details: Details) -> Registration:
    if first.submission_digest != details.digest():
        raise SubmittedDifferently(first)
    return first


def _delegation(details: Details, meeting: Meeting) -> Delegation:
    if details.unlisted_name:
        named = entity_named(details.unlisted_name, meeting.begins_on)
        if named is None:
            named = (add_provisional_entity(details.unlisted_name), Category.OTHER)
        return open_delegation(meeting, *named)
    delegation = delegation_of(details.entity_code, meeting)
    if delegation is None:
        raise UnknownDelegation
    if delegation.pk:
        return delegation
    return open_delegation(meeting, delegation.entity, Category(delegation.category))


def _write(
    details: Details,
    meeting: Meeting,
    delegation: Delegation,
    *,
    number: int,
    token: str,
    language: str,
    at: datetime,
) -> Registration:
    is_late = policies.is_late(meeting, at=at)
    is_to_attend = bool(details.unlisted_name)
    registration = Registration.objects.create(
        meeting=meeting,
        delegation=delegation,
        person=Person.objects.create(
            given_names=details.given_names, family_name=details.family_name, email=details.email
        ),
        receipt_number=f"{meeting.code}-{number:04d}",
        submission_token=token,
        submission_digest=details.digest(),
        honorific=details.honorific,
        given_names=details.given_names,
        family_name=details.family_name,
        function=details.function,
        department=details.department,
        role=details.role,
        position=number,
        email=details.email,
        phone=details.phone,
        languages=list(details.languages),
        days=list(details.days),
        gender=details.gender,
        wants_visa_letter=details.wants_visa_letter,
        correspondence_language=language,
        state=State.REQUESTED if is_late or is_to_attend else State.RECEIVED,
        is_late=is_late,
        is_to_attend=is_to_attend,
        late_reason=details.late_reason if is_late else "",
        received_at=at,
    )
    if details.accessibility or details.diet:
        Needs.objects.create(
            registration=registration,
            accessibility=details.accessibility,
            diet=details.diet,
        )
    return registration


def _next_number(meeting: Meeting) -> int:
    """Count on. The row stays locked until the commit, so numbers follow the order of arrival."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE meetings_meeting SET last_receipt = last_receipt + 1"
            " WHERE id = %s RETURNING last_receipt",
            [meeting.pk],
        )
        [number] = cursor.fetchone()
    return number
