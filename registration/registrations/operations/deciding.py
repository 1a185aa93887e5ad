"""What is decided of a registration: by the staff, and by the delegation's own focal point."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from registration.delegations.models import Note

from .. import naming, queries
from ..models import Registration
from ..signals import registration_left
from ..transitions import ENDED, State, TransitionRefused, refusal, target
from .acts import check_version, hold_places, locked, locked_version, move_state, tell, write
from .confirming import confirm_if_due, confirm_now, confirm_or_tell
from .ending import follow_up
from .finding import find
from .places import NoPlace, has_place


class RegisteredAgain(TransitionRefused):
    """The person of an ended registration has another one at the meeting; the text can be shown."""

    def __str__(self) -> str:
        return _("This person has another registration at this meeting.")


class InDoubt(TransitionRefused):
    """Something speaks against confirming: `doubts` says what; the text can be shown."""

    def __init__(self, doubts: list[str]) -> None:
        super().__init__()
        self.doubts = doubts

    def __str__(self) -> str:
        return " ".join(self.doubts)


def confirm(
    registration: Registration,
    *,
    by: User,
    at: datetime,
    version: int | None = None,
    heeding_doubts: bool = False,
) -> Registration:
    """Confirm a registration and promise its confirmation with letter and calendar file.

    The staff's decision overrules the rule of the category and an open pair; with `heeding_doubts` it
    does not, for whoever has not been shown them.

    :raises TransitionRefused: it is not received or requested any more
    :raises ChangedMeanwhile: it is another than the `version` that was seen
    :raises NoPlace: it was a request, and all places are taken
    :raises InDoubt: an open pair or the rule of the category speaks against it, and is heeded
    """
    with transaction.atomic(durable=True):
        hold_places(registration.meeting_id)
        if heeding_doubts:
            check_no_doubt(locked(registration.pk))
        return confirm_inside(registration.pk, version=version, by=by, at=at)


def decline(
    registration: Registration,
    *,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Registration:
    """Decline a registration or a request for a reason, which the mail quotes.

    :raises TransitionRefused: it is confirmed or has ended
    :raises ChangedMeanwhile: it is another than the `version` that was seen
    """
    with transaction.atomic(durable=True):
        hold_places(registration.meeting_id)
        return decline_inside(registration.pk, version=version, reason=reason, by=by, at=at)


def reject(
    registration: Registration, *, reason: str, version: int, by: User, at: datetime
) -> Registration:
    """Decline, for the delegation, a person who does not belong to it; the mail quotes the reason.

    The delegation's word for the person, if it was given, is taken back.

    :raises TransitionRefused: it is confirmed or has ended
    :raises ChangedMeanwhile: it is another version now
    """
    with transaction.atomic(durable=True):
        hold_places(registration.meeting_id)
        locked_version(registration, version)
        return decline_inside(registration.pk, reason=reason, by=by, at=at, verb="reject")


def accept(
    registration: Registration,
    *,
    by: User,
    at: datetime,
    version: int | None = None,
    reason: str = "",
) -> Registration:
    """Accept a late request or a request to attend: it is received, or waits for a place.

    One mail says which; what its category needs before “confirmed” still has to come. The reason is
    kept on record.

    :raises TransitionRefused: it is no request any more
    :raises ChangedMeanwhile: it is another than the `version` that was seen
    """
    with transaction.atomic(durable=True):
        hold_places(registration.meeting_id)
        found = locked(registration.pk)
        if found.state != State.REQUESTED:
            raise refusal(found.state)
        check_version(found, version)
        verb = "accept" if has_place(found) else "queue"
        move_state(found, verb, by=by, at=at, reason=reason)
        confirm_or_tell("registration_accepted", found, by=by, at=at)
        return found


def reopen(
    registration: Registration,
    *,
    by: User,
    at: datetime,
    version: int | None = None,
    reason: str = "",
) -> Registration:
    """Take up again what was declined: it is received anew, or waits for a place; one mail says so.

    Whoever is like another one who is registered by now is a pair for the staff again. The reason is
    kept on record.

    :raises TransitionRefused: it was not declined
    :raises ChangedMeanwhile: it is another than the `version` that was seen
    :raises RegisteredAgain: the person has another registration at this meeting by now
    """
    with transaction.atomic(durable=True):
        hold_places(registration.meeting_id)
        found = locked(registration.pk)
        if found.state != State.DECLINED:
            raise refusal(found.state)
        check_version(found, version)
        check_not_here(found)
        verb = "reopen" if has_place(found) else "requeue"
        changed: dict[str, Any] = {"declined_at": None, "declined_by": None, "decline_reason": ""}
        changed["position"] = position_of(found)
        move_state(found, verb, by=by, at=at, reason=reason, **changed)
        find([found.pk], at=at)
        confirm_or_tell("registration_accepted", found, by=by, at=at)
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


def confirm_inside(pk: int, *, by: User, at: datetime, version: int | None = None) -> Registration:
    """Confirm, inside the caller's transaction, which holds the places of the meeting."""
    registration = locked(pk)
    target("confirm", registration.state)
    check_version(registration, version)
    if registration.state == State.REQUESTED and not has_place(registration):
        raise NoPlace
    return confirm_now(registration, by=by, at=at)


def decline_inside(
    pk: int,
    *,
    reason: str,
    by: User,
    at: datetime,
    verb: str = "decline",
    version: int | None = None,
) -> Registration:
    """Decline, inside the caller's transaction, which holds the places of the meeting."""
    registration = locked(pk)
    target(verb, registration.state)
    check_version(registration, version)
    declined: dict[str, Any] = {"declined_at": at, "declined_by": by, "decline_reason": reason}
    if verb == "reject":
        declined |= {"endorsed_at": None, "endorsed_by": None}
    move_state(registration, verb, by=by, at=at, **declined)
    tell("registration_declined", registration)
    registration_left.send(Registration, registration=registration, at=at)
    follow_up(registration, by=by, at=at)
    return registration


def check_no_doubt(registration: Registration) -> None:
    """Refuse to confirm a locked registration against which something speaks.

    :raises TransitionRefused: it cannot be confirmed at all
    :raises InDoubt:
    """
    target("confirm", registration.state)
    doubts = queries.doubts_about(registration)
    if doubts:
        raise InDoubt(doubts)


def check_not_here(registration: Registration) -> None:
    """Refuse to take up somebody again who came back by another registration.

    :raises RegisteredAgain:
    """
    others = Registration.objects.active().filter(meeting=registration.meeting_id)
    if others.filter(person=registration.person_id).exists():
        raise RegisteredAgain


def position_of(registration: Registration) -> int:
    """Return the place in the delegation of somebody who comes back: the old one, if it is free."""
    members = Registration.objects.active().filter(delegation=registration.delegation_id)
    taken = set(members.values_list("position", flat=True))
    free: int = registration.position
    return free if free not in taken else max(taken) + 1
