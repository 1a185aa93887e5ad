"""What people change of their own registrations: amending and withdrawing.

Two may do so at once: a person in two tabs, a mission that shares a mailbox, the staff beside them.
Whoever changes says which version they have seen. The UPDATE holds only for that version, so that
nobody's accepted change is written over unseen.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import Act, record, record_many

from .. import policies
from ..details import NAMES, NEEDS, PRINTED, Particulars
from ..models import Needs, Person, Registration
from ..signals import registration_withdrawn, registrations_reopened
from ..transitions import State, target
from .acts import ChangedMeanwhile, because, hold_places, tell
from .confirming import confirm_if_due, confirm_now
from .ending import follow_up
from .finding import find
from .travelling import erase_document

Changes = dict[str, tuple[Any, Any]]


def amend(
    registration: Registration, particulars: Particulars, *, version: int, by: User, at: datetime
) -> bool:
    """Write new particulars over those of the `version` that was seen, and promise a mail about it.

    Returns False, and writes nothing, where nothing differs: also when the same form comes twice. A
    confirmed registration goes back to “received” when something changes that its letter states,
    unless the meeting is set otherwise; where the delegation's word is all that is wanted, it is
    confirmed anew at once if a focal point or the staff change it, while what the person changes
    needs that word anew. Whoever by a new name is like another one is a pair for the staff, and is
    not confirmed before they have decided.

    :raises policies.ChangesClosed: registration has closed
    :raises TransitionRefused: the registration has ended
    :raises ChangedMeanwhile: it is another version now
    """
    changes = Particulars.of(registration).differences(particulars)
    if not changes:
        return False
    with transaction.atomic(durable=True):
        _amend(registration, particulars, changes, version=version, by=by, at=at)
    return True


def correct_within(
    registration: Registration, particulars: Particulars, *, by: User, at: datetime
) -> bool:
    """Amend, as the staff have decided, inside the caller's transaction, which holds the places.

    Their decision confirms anew what was confirmed, so that nobody falls off a list by a correction.
    Returns False where nothing differs.

    :raises TransitionRefused: the registration has ended
    :raises ChangedMeanwhile: somebody changes it at the same time
    """
    changes = Particulars.of(registration).differences(particulars)
    if not changes:
        return False
    version = registration.version
    _amend(registration, particulars, changes, version=version, by=by, at=at, confirms=True)
    return True


def withdraw(
    registration: Registration, *, version: int, by: User, at: datetime, reason: str = ""
) -> bool:
    """Withdraw a registration in the `version` that was seen, with its letters; promise a mail.

    The reason, where one is given, is kept on record. Returns False, and writes nothing, where it is
    withdrawn already.

    :raises policies.ChangesClosed: registration has closed
    :raises TransitionRefused: the registration has ended
    :raises ChangedMeanwhile: it is another version now
    """
    if registration.state == State.WITHDRAWN:
        return False
    with transaction.atomic(durable=True):
        _withdraw(registration, version=version, reason=reason, by=by, at=at)
    return True


def _amend(
    registration: Registration,
    particulars: Particulars,
    changes: Changes,
    *,
    version: int,
    by: User,
    at: datetime,
    confirms: bool = False,
) -> None:
    is_renamed = not NAMES.isdisjoint(changes)
    if is_renamed:
        hold_places(registration.meeting_id)
    amendment = plan(registration, changes, by=by, at=at)
    _update(registration, version, amendment.fields)
    _update_person(registration, changes)
    if not NEEDS.isdisjoint(changes):
        _write_needs(registration, particulars)
    record_many("amend", [amendment.told], by=by, at=at)
    if not registration.wants_visa_letter and "wants_visa_letter" in changes:
        erase_document(registration, by=by, at=at)
    if amendment.printed:
        registrations_reopened.send(Registration, registrations=[registration], at=at)
    if is_renamed:
        find([registration.pk], at=at)
    _answer(amendment, by=by, at=at, confirms=confirms)


@dataclass(frozen=True)
class Amendment:
    """What is written over a registration, and what follows from it.

    `printed`: a letter states what has changed. `reopened`: so it has to be confirmed anew.
    """

    registration: Registration
    fields: dict[str, Any]
    told: Act
    printed: bool
    reopened: bool


def plan(registration: Registration, changes: Changes, *, by: User, at: datetime) -> Amendment:
    """Return what `changes` do to a registration; nothing is written.

    :raises policies.ChangesClosed, TransitionRefused: see `amend`
    """
    policies.check_can_amend(registration, by=by, at=at)
    fields = {name: after for name, (_, after) in changes.items() if name not in NEEDS}
    printed = registration.state == State.CONFIRMED and not PRINTED.isdisjoint(changes)
    reopened = printed and registration.meeting.reconfirm_after_changes
    if reopened:
        fields |= _reopening(registration, by=by, at=at)
        changes = changes | {"state": (registration.state, fields["state"])}
    return Amendment(registration, fields, _told(registration, changes), printed, reopened)


def _reopening(registration: Registration, *, by: User, at: datetime) -> dict[str, Any]:
    """Return what else changes when a confirmed registration has to be confirmed anew."""
    fields: dict[str, Any] = {"state": target("reopen", registration.state)}
    if policies.is_own(registration, by):
        return fields | {"endorsed_at": None, "endorsed_by": None}
    return fields if by.is_staff else fields | {"endorsed_at": at, "endorsed_by": by}


def _answer(amendment: Amendment, *, by: User, at: datetime, confirms: bool) -> None:
    """Promise one mail: of the new confirmation where there is one, else of the change."""
    registration = amendment.registration
    if amendment.reopened and confirms:
        confirm_now(registration, by=by, at=at)
        return
    if amendment.reopened and confirm_if_due(registration, by=by, at=at):
        return
    tell(kind_of_answer(amendment), registration)


def kind_of_answer(amendment: Amendment) -> str:
    """Return which mail tells of a change that has not led to a new confirmation."""
    still_confirmed = amendment.printed and not amendment.reopened
    return "registration_confirmed" if still_confirmed else "registration_amended"


def _withdraw(
    registration: Registration, *, version: int, reason: str, by: User, at: datetime
) -> None:
    hold_places(registration.meeting_id)
    policies.check_can_withdraw(registration, by=by, at=at)
    changes: Changes = {"state": (registration.state, target("withdraw", registration.state))}
    fields = {"state": changes["state"][1], "withdrawn_at": at, "withdrawn_by": by}
    _update(registration, version, fields)
    subject, before, after = _told(registration, changes)
    record("withdraw", subject, by=by, at=at, before=before, after=(after or {}) | because(reason))
    tell("registration_withdrawn", registration)
    registration_withdrawn.send(Registration, registration=registration, at=at)
    follow_up(registration, by=by, at=at)


def _update(registration: Registration, version: int, fields: dict[str, Any]) -> None:
    """Write fields over the version that was seen, in one statement; set them on the object, too."""
    seen = Registration.objects.filter(pk=registration.pk, version=version)
    # `registration` was read before: what differs was reckoned from its version.
    if registration.version != version or not seen.update(version=version + 1, **fields):
        raise ChangedMeanwhile(Registration.objects.for_change().get(pk=registration.pk))
    for name, value in {**fields, "version": version + 1}.items():
        setattr(registration, name, value)


def _update_person(registration: Registration, changes: Changes) -> None:
    """Correct the person's name, unless another meeting knows them by another one."""
    names = {name: changes[name] for name in sorted(NAMES) if name in changes}
    if names:
        known = Person.objects.filter(
            pk=registration.person_id, **{name: before for name, (before, _) in names.items()}
        )
        known.update(**{name: after for name, (_, after) in names.items()})


def _write_needs(registration: Registration, particulars: Particulars) -> None:
    values = {name: getattr(particulars, name) for name in sorted(NEEDS)}
    if not any(values.values()):
        Needs.objects.filter(registration=registration).delete()
        return
    Needs.objects.bulk_create(
        [Needs(registration=registration, **values)],
        update_conflicts=True,
        unique_fields=["registration"],
        update_fields=sorted(NEEDS),
    )


def _told(registration: Registration, changes: Changes) -> Act:
    """Return each changed value for the audit, but of the needs only that they changed."""
    told = {name: pair for name, pair in changes.items() if name not in NEEDS}
    after = {name: pair[1] for name, pair in told.items()}
    if not NEEDS.isdisjoint(changes):
        after["needs"] = "changed"
    return registration, {name: pair[0] for name, pair in told.items()}, after
