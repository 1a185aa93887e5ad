"""Changing a delegation: who stands in for whom, who belongs where, and in which order."""

from datetime import datetime

from django.db import transaction
from django.db.models import Case, When
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from registration.delegations.models import Delegation
from registration.meetings.models import Meeting

from .. import policies
from ..details import Details, Particulars
from ..models import Registration
from ..signals import registration_left, registration_withdrawn, registrations_reopened
from ..transitions import ACTIVE, PLACED, State, refusal
from .acts import because, hold_places, locked_version, move_state, tell, write
from .arriving import arrive
from .changing import amend
from .confirming import confirm_or_tell
from .ending import end_pairs
from .finding import find
from .places import NoPlace, has_place, move_up
from .receiving import build, open_listed, write_needs
from .travelling import end_document


class OtherMembers(Exception):
    """The members of the delegation are not those whose order was sent; the text can be shown."""

    def __str__(self) -> str:
        return _("The delegation has changed meanwhile. Please look at it again.")


def replace(
    registration: Registration,
    details: Details,
    *,
    version: int,
    token: str,
    language: str,
    by: User,
    at: datetime,
) -> Registration:
    """Let another person take somebody's place in the delegation; return the new registration.

    The new one stands at the same place of the list, and keeps place or turn under a quota. The old
    one ends, with its letters. One mail goes to each of the two.

    :raises policies.ChangesClosed: registration has closed
    :raises TransitionRefused: the old one is a request, or has ended
    :raises ChangedMeanwhile: it is another version now
    """
    with transaction.atomic(durable=True):
        known = Registration.objects.filter(submission_token=token).first()
        if known is not None:
            return known
        arrival = arrive(registration.meeting)
        old = locked_version(registration, version)
        policies.check_can_replace(old, by=by, at=at)
        new = build(
            details,
            old.delegation,
            number=arrival.receipt_number,
            token=token,
            language=language,
            at=at,
        )
        return _replace(old, new, details, by=by, at=at)


def _replace(
    old: Registration, new: Registration, details: Details, *, by: User, at: datetime
) -> Registration:
    new.position, new.submitted_by = old.position, by
    new.state = State.WAITING if old.state == State.WAITING else State.RECEIVED
    new.turn = old.turn or old.pk
    if not by.is_staff:
        new.endorsed_at, new.endorsed_by = at, by
    new.person.save()
    new.person = new.person
    new.save(force_insert=True)
    write_needs(new, details)
    record("receive", new, by=by, at=at, after={"replaces": old.pk})
    move_state(old, "replace", by=by, at=at, replaced_by=new)
    tell("registration_replaced", old)
    registration_withdrawn.send(Registration, registration=old, at=at)
    end_pairs(old, by=by, at=at)
    end_document(old, by=by, at=at)
    find([new.pk], at=at)
    confirm_or_tell("registration_received", new, by=by, at=at)
    return new


def move(
    registration: Registration,
    code: str,
    *,
    version: int,
    by: User,
    at: datetime,
    reason: str = "",
) -> Registration:
    """Move somebody to the end of the delegation of the entity with this code; one mail says so.

    What one delegation has said of the person does not count for the other. A confirmed registration
    has to be confirmed again, since its letter names the delegation. The reason is kept on record.

    :raises UnknownDelegation: no listed entity has this code
    :raises NoPlace: the other delegation or its category has no place left
    :raises TransitionRefused: the registration has ended
    :raises ChangedMeanwhile: it is another version now
    """
    with transaction.atomic(durable=True):
        hold_places(registration.meeting_id)
        found = locked_version(registration, version)
        delegation = open_listed(code, found.meeting)
        if found.delegation_id != delegation.pk:
            _move(found, delegation, reason=reason, by=by, at=at)
        return found


def _move(
    registration: Registration, delegation: Delegation, *, reason: str, by: User, at: datetime
) -> None:
    if registration.state not in ACTIVE:
        raise refusal(registration.state)
    before = {"delegation": registration.delegation_id, "state": registration.state}
    registration.delegation = delegation
    if registration.state in PLACED and not has_place(registration):
        raise NoPlace
    was_confirmed = registration.state == State.CONFIRMED
    write(
        registration,
        delegation=delegation,
        position=_end_of(delegation),
        state=State.RECEIVED if was_confirmed else registration.state,
        endorsed_at=None,
        endorsed_by=None,
    )
    after = {"delegation": delegation.pk, "state": registration.state}
    record("move", registration, by=by, at=at, before=before, after=after | because(reason))
    if was_confirmed:
        registrations_reopened.send(Registration, registrations=[registration], at=at)
    tell("registration_moved", registration)
    registration_left.send(Registration, registration=registration, at=at)
    move_up(registration.meeting, by=by, at=at)


def _end_of(delegation: Delegation) -> int:
    """Return the place after all members, which no newcomer will be given, too."""
    last = delegation.registrations.order_by("-position").values_list("position", flat=True).first()
    place: int = (last or 0) + 1
    # Newcomers stand where the number of their receipt puts them: it has to count from here.
    meetings = Meeting.objects.filter(pk=delegation.meeting_id, last_receipt__lt=place)
    meetings.update(last_receipt=place)
    return place


def set_positions(delegation: Delegation, pks: list[int], *, by: User, at: datetime) -> bool:
    """Put the active members of a delegation in this order; return False where it was so already.

    It concerns lists only: nobody gets a mail. Four queries, however many members there are.

    :raises OtherMembers: `pks` are not just the active members
    """
    with transaction.atomic(durable=True):
        members = Registration.objects.select_for_update(of=("self",)).active()
        rows = members.filter(delegation=delegation).order_by("pk")
        now = dict(rows.values_list("pk", "position"))
        if sorted(pks) != sorted(now):
            raise OtherMembers
        before = sorted(now, key=lambda pk: (now[pk], pk))
        if before == pks:
            return False
        places = [When(pk=pk, then=place) for place, pk in enumerate(pks, 1)]
        Registration.objects.filter(pk__in=pks).update(position=Case(*places))
        record(
            "set_order", delegation, by=by, at=at, before={"order": before}, after={"order": pks}
        )
        return True


def set_role(
    registration: Registration, role: str, *, version: int, by: User, at: datetime
) -> bool:
    """Make somebody head, deputy, member or adviser, as `amend` does."""
    particulars = Particulars.of(registration)
    values = {**particulars.__dict__, "role": role}
    return amend(registration, Particulars(**values), version=version, by=by, at=at)
