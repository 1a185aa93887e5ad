"""What is decided of a registration: by the staff, and by the delegation's own focal point."""

from datetime import datetime

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from registration.delegations.models import Note

from .. import naming, policies, queries
from ..models import Registration
from ..transitions import ENDED, State, refusal, target
from .acts import hold_places, locked, locked_version, move_state, tell, write
from .ending import follow_up
from .places import NoPlace, has_place


def confirm(registration: Registration, *, by: User, at: datetime) -> Registration:
    """Confirm a registration and promise its confirmation with letter and calendar file.

    :raises TransitionRefused: it is not received or requested any more
    :raises NoPlace: it was a request, and all places are taken
    """
    with transaction.atomic(durable=True):
        hold_places(registration.meeting_id)
        return confirm_inside(registration.pk, by=by, at=at)


def decline(registration: Registration, *, reason: str, by: User, at: datetime) -> Registration:
    """Decline a registration or a request for a reason, which the mail quotes.

    :raises TransitionRefused: it is confirmed or has ended
    """
    with transaction.atomic(durable=True):
        hold_places(registration.meeting_id)
        return decline_inside(registration.pk, reason=reason, by=by, at=at)


def reject(
    registration: Registration, *, reason: str, version: int, by: User, at: datetime
) -> Registration:
    """Decline, for the delegation, a person who does not belong to it; the mail quotes the reason.

    :raises TransitionRefused: it is confirmed or has ended
    :raises ChangedMeanwhile: it is another version now
    """
    with transaction.atomic(durable=True):
        hold_places(registration.meeting_id)
        locked_version(registration, version)
        return decline_inside(registration.pk, reason=reason, by=by, at=at, verb="reject")


def accept(registration: Registration, *, by: User, at: datetime) -> Registration:
    """Accept a late request or a request to attend: it is received, or waits for a place.

    One mail says which; what its category needs before “confirmed” still has to come.

    :raises TransitionRefused: it is no request any more
    """
    with transaction.atomic(durable=True):
        hold_places(registration.meeting_id)
        found = locked(registration.pk)
        if found.state != State.REQUESTED:
            raise refusal(found.state)
        move_state(found, "accept" if has_place(found) else "queue", by=by, at=at)
        if not confirm_if_due(found, by=by, at=at):
            tell("registration_accepted", found)
        return found


def reopen(registration: Registration, *, by: User, at: datetime) -> Registration:
    """Take up again what was declined: it is received anew, or waits for a place; one mail says so.

    :raises TransitionRefused: it was not declined
    """
    with transaction.atomic(durable=True):
        hold_places(registration.meeting_id)
        found = locked(registration.pk)
        if found.state != State.DECLINED:
            raise refusal(found.state)
        verb = "reopen" if has_place(found) else "requeue"
        cleared = {"declined_at": None, "declined_by": None, "decline_reason": ""}
        move_state(found, verb, by=by, at=at, **cleared)
        tell("registration_accepted", found)
        return found


def endorse(registration: Registration, *, version: int, by: User, at: datetime) -> Registration:
    """Write down the delegation's own word that this person belongs to it.

    Where the rule of the category asks for nothing more, the registration is confirmed by it.
    Endorsing twice changes nothing.

    :raises TransitionRefused: it has ended
    :raises ChangedMeanwhile: it is another version now
    """
    with transaction.atomic(durable=True):
        hold_places(registration.meeting_id)
        found = locked_version(registration, version)
        endorse_inside(found, by=by, at=at)
        return found


def endorse_named(note: Note, *, by: User, at: datetime) -> int:
    """Write down the delegation's word for each active member whom a note names; say for how many.

    Who was endorsed before stays as they are; a note that was removed speaks for nobody.
    """
    with transaction.atomic(durable=True):
        hold_places(note.delegation.meeting_id)
        if not Note.objects.current().select_for_update().filter(pk=note.pk).exists():
            return 0
        found = Registration.objects.active().filter(delegation=note.delegation_id)
        members = list(
            found.select_for_update(of=("self",))
            .select_related("meeting", "delegation")
            .order_by("pk")
        )
        named = naming.compare(note.names, members).matched
        return sum(endorse_inside(one, by=by, at=at) for _name, one in named)


def endorse_inside(registration: Registration, *, by: User, at: datetime) -> bool:
    """Endorse a locked registration, inside the caller's transaction; say whether it was new.

    :raises TransitionRefused: it has ended
    """
    if registration.endorsed_at is not None:
        return False
    if registration.state in ENDED:
        raise refusal(registration.state)
    write(registration, endorsed_at=at, endorsed_by=by)
    record("endorse", registration, by=by, at=at)
    confirm_if_due(registration, by=by, at=at)
    return True


def confirm_if_due(registration: Registration, *, by: User, at: datetime) -> bool:
    """Confirm a locked registration if nothing more is wanted; say whether it was."""
    if not policies.is_endorsed(registration) or registration.state != State.RECEIVED:
        return False
    due = policies.confirms_at_once(
        policies.needs_for(registration.meeting, registration.delegation.category),
        is_endorsed=True,
        state=registration.state,
        has_open_pair=queries.has_open_pair(registration),
    )
    if due:
        _confirm(registration, by=by, at=at)
    return due


def confirm_inside(pk: int, *, by: User, at: datetime) -> Registration:
    """Confirm, inside the caller's transaction, which holds the places of the meeting."""
    registration = locked(pk)
    target("confirm", registration.state)
    if registration.state == State.REQUESTED and not has_place(registration):
        raise NoPlace
    return _confirm(registration, by=by, at=at)


def decline_inside(
    pk: int, *, reason: str, by: User, at: datetime, verb: str = "decline"
) -> Registration:
    """Decline, inside the caller's transaction, which holds the places of the meeting."""
    registration = locked(pk)
    declined = {"declined_at": at, "declined_by": by, "decline_reason": reason}
    move_state(registration, verb, by=by, at=at, **declined)
    tell("registration_declined", registration)
    follow_up(registration, by=by, at=at)
    return registration


def _confirm(registration: Registration, *, by: User, at: datetime) -> Registration:
    move_state(registration, "confirm", by=by, at=at, confirmed_at=at, confirmed_by=by)
    tell("registration_confirmed", registration)
    return registration
