"""Receiving what the public form, a focal point or the staff send."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.outbox.operations import enqueue, enqueue_many
from registration.delegations.models import Category, Delegation, FocalPoint
from registration.delegations.operations import add_provisional_entity, open_delegation
from registration.delegations.queries import delegation_of, entity_named
from registration.meetings.models import Meeting

from .. import policies
from ..details import Details
from ..models import Needs, Participation, Person, Registration
from .acts import move_state, tell
from .arriving import Arrival, arrive
from .finding import find
from .places import assign, state_on_arrival


class SubmittedDifferently(Exception):
    """The same form was submitted before with other answers; `first` is what we received then."""

    def __init__(self, first: Registration) -> None:
        super().__init__()
        self.first = first


class UnknownDelegation(Exception):
    """The list has no such delegation (any more); the text can be shown."""

    def __str__(self) -> str:
        return str(_("Choose a delegation from the list, or “My organisation is not listed”."))


# What a form meets that was received before: whichever comes first, the first receipt is the answer.
_REFUSALS = (
    policies.NotOpenYet,
    policies.ReasonNeeded,
    UnknownDelegation,
    IntegrityError,
)


def receive(
    details: Details,
    *,
    meeting: Meeting,
    token: str,
    language: str,
    at: datetime,
    by: User | None = None,
) -> Registration:
    """Receive one submission and promise its acknowledgement.

    The same `token` with the same answers returns the first registration and does nothing more. A
    submission at or after the closing becomes a late request; one of a category that has to ask first
    (by default an unlisted organisation), a request to attend. Both wait for the staff. Where all
    places of a quota are taken, the person waits for one. `by` is who sends it for somebody else, whom
    the caller has let do so: from a focal point it is the delegation's own word, and confirmed at once
    where the rule asks for no more.

    :raises SubmittedDifferently: the token came before with other answers
    :raises policies.NotOpenYet, policies.ReasonNeeded: see `check_can_receive`
    :raises UnknownDelegation: no listed entity has this code
    """
    try:
        with transaction.atomic(durable=True):
            return receive_inside(
                details, meeting=meeting, token=token, language=language, at=at, by=by
            )
    except _REFUSALS:
        # Asked only now: a token comes twice so rarely that no other form shall pay for it.
        first = received_before(token, details)
        if first is None:
            raise
        return first


def received_before(token: str, details: Details) -> Registration | None:
    """Return what came under a token before with the same answers, if anything came.

    :raises SubmittedDifferently: it came with other answers
    """
    first: Registration | None = Registration.objects.filter(submission_token=token).first()
    if first is not None and not details.has_digest(first.submission_digest):
        raise SubmittedDifferently(first) from None
    return first


def receive_inside(
    details: Details,
    *,
    meeting: Meeting,
    token: str,
    language: str,
    at: datetime,
    by: User | None,
    participation: Participation = Participation.DELEGATE,
    tells: bool = True,
) -> Registration:
    """Receive one submission inside the caller's transaction.

    Without `tells` nothing is promised to the person: the caller goes on, and says all in one mail.
    """
    # First the number: its row stays locked until the commit, and puts all that follows in line,
    # the same form sent twice too.
    arrival = arrive(meeting, code=details.entity_code, email=details.email)
    delegation = find_delegation(details, meeting)
    category = delegation.category if delegation else Category.OTHER
    late = check_in_time(details, arrival, category, by=by, at=at)
    delegation = opened(delegation, details, meeting)
    registration = build(
        details, delegation, number=arrival.receipt_number, token=token, language=language, at=at
    )
    registration.position = arrival.last_number
    registration.participation = participation
    registration.is_late = late
    registration.late_reason = details.late_reason if late else ""
    registration.submitted_by = by
    registration.is_to_attend = policies.asks_to_attend(
        arrival.needs(category), is_unlisted=bool(details.unlisted_name), by=by
    )
    looks_twice = _add(registration, details, arrival, by=by, at=at)
    if tells:
        _answer(registration, arrival, looks_twice=looks_twice, by=by, at=at)
    return registration


def check_in_time(
    details: Details, arrival: Arrival, category: str, *, by: User | None, at: datetime
) -> bool:
    """Say whether a submission is late; what the staff enter for somebody never is."""
    if by is not None and by.is_staff:
        return False
    closes_at = arrival.closes_at(category)
    policies.check_can_receive(
        arrival.meeting, closes_at=closes_at, late_reason=details.late_reason, at=at
    )
    return policies.is_late(arrival.meeting, closes_at=closes_at, at=at)


def find_delegation(details: Details, meeting: Meeting) -> Delegation | None:
    """Return the delegation somebody chose, not saved where nobody has opened it; None: unlisted.

    :raises UnknownDelegation:
    """
    if details.unlisted_name:
        return None
    delegation = delegation_of(details.entity_code, meeting)
    if delegation is None:
        raise UnknownDelegation
    return delegation


def open_listed(code: str, meeting: Meeting) -> Delegation:
    """Return the delegation of a listed entity, opened where nobody has yet.

    :raises UnknownDelegation:
    """
    delegation = delegation_of(code, meeting)
    if delegation is None:
        raise UnknownDelegation
    return _saved(delegation)


def _saved(delegation: Delegation) -> Delegation:
    if delegation.pk:
        return delegation
    category = Category(delegation.category)
    return open_delegation(delegation.meeting, delegation.entity, category)


def opened(delegation: Delegation | None, details: Details, meeting: Meeting) -> Delegation:
    """Return the delegation, opened where nobody has yet."""
    if delegation is None:
        named = entity_named(details.unlisted_name, meeting.begins_on)
        if named is None:
            named = (add_provisional_entity(details.unlisted_name), Category.OTHER)
        return open_delegation(meeting, *named)
    return _saved(delegation)


def build(
    details: Details,
    delegation: Delegation,
    *,
    number: str,
    token: str,
    language: str,
    at: datetime,
) -> Registration:
    """Return a registration of a new person, neither of them saved; its state is still to be set."""
    return Registration(
        meeting=delegation.meeting,
        delegation=delegation,
        person=Person(
            given_names=details.given_names, family_name=details.family_name, email=details.email
        ),
        receipt_number=number,
        submission_token=token,
        submission_digest=details.digest(),
        honorific=details.honorific,
        given_names=details.given_names,
        family_name=details.family_name,
        function=details.function,
        department=details.department,
        role=details.role,
        email=details.email,
        phone=details.phone,
        languages=list(details.languages),
        days=list(details.days),
        gender=details.gender,
        wants_visa_letter=details.wants_visa_letter,
        correspondence_language=language,
        received_at=at,
    )


def _add(
    registration: Registration,
    details: Details,
    arrival: Arrival,
    *,
    by: User | None,
    at: datetime,
) -> bool:
    """Write a new registration; say whether somebody like that is registered already."""
    delegation = registration.delegation
    is_request = registration.is_late or registration.is_to_attend
    needs_none = not arrival.has_quotas or registration.participation not in policies.COUNTED
    has_place = is_request or needs_none or assign(arrival.meeting, [delegation])[0]
    registration.state = state_on_arrival(is_request=is_request, has_place=has_place)
    if by is not None and not by.is_staff:
        registration.endorsed_at, registration.endorsed_by = at, by
    registration.person.save()
    registration.person = registration.person
    registration.save(force_insert=True)
    write_needs(registration, details)
    # No values: what was received is the row itself, and nothing was there before.
    record("receive", registration, by=by, at=at)
    return bool(find([registration.pk], at=at))


def write_needs(registration: Registration, details: Details) -> None:
    """Write the needs of a new registration, if there are any."""
    if details.accessibility or details.diet:
        Needs.objects.create(
            registration=registration,
            accessibility=details.accessibility,
            diet=details.diet,
        )


def _answer(
    registration: Registration,
    arrival: Arrival,
    *,
    looks_twice: bool,
    by: User | None,
    at: datetime,
) -> None:
    """Promise the acknowledgement; or confirm at once, which says it all."""
    due = policies.confirms_at_once(
        arrival.needs(registration.delegation.category),
        is_endorsed=policies.is_endorsed(registration),
        state=registration.state,
        has_open_pair=looks_twice,
    )
    if due:
        move_state(registration, "confirm", by=by, at=at, confirmed_at=at, confirmed_by=by)
        tell("registration_confirmed", registration)
        return
    enqueue(
        "registration_received",
        registration,
        key=f"registration_received/{registration.pk}",
        language=registration.correspondence_language,
    )
    if by is None and arrival.focal_points:
        kind = "delegation_member_to_confirm"
        promised = [
            (FocalPoint(pk=int(pk)), f"{kind}/{registration.pk}/{pk}", its_language)
            for pk, its_language in arrival.focal_points.items()
        ]
        enqueue_many(kind, promised)
