"""In which way somebody takes part: as a delegate, an interpreter, one of the media.

The form takes everybody for a delegate; the staff say otherwise.
"""

from datetime import datetime

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record

from .. import policies
from ..models import Participation, Registration
from ..transitions import ACTIVE, PLACED, State, refusal
from .acts import because, check_version, hold_places, locked, move_state, write
from .confirming import confirm_or_tell
from .places import NoPlace, has_place, move_up


def set_participation(
    registration: Registration,
    participation: Participation,
    *,
    by: User,
    at: datetime,
    version: int | None = None,
    reason: str = "",
) -> bool:
    """Say in which way somebody takes part. False, and nothing written, where it was so already.

    Letters and lists do not print it, so that nobody gets a mail for it. Delegates and observers take
    places of a quota, the others none: who becomes one of the others gives the place free, for whoever
    waits, or need not wait any more. The reason is kept on record.

    :raises TransitionRefused: the registration has ended
    :raises ChangedMeanwhile: it is another than the `version` that was seen
    :raises NoPlace: one is needed now, and all are taken
    """
    with transaction.atomic(durable=True):
        hold_places(registration.meeting_id)
        found = locked(registration.pk)
        before = found.participation
        if before == participation:
            return False
        if found.state not in ACTIVE:
            raise refusal(found.state)
        check_version(found, version)
        was_counted, is_counted = (one in policies.COUNTED for one in (before, participation))
        found.participation = participation
        if found.state in PLACED and is_counted and not was_counted and not has_place(found):
            raise NoPlace
        write(found, participation=participation)
        record(
            "set_participation",
            found,
            by=by,
            at=at,
            before={"participation": before},
            after={"participation": str(participation)} | because(reason),
        )
        if was_counted and not is_counted:
            _give_place(found, by=by, at=at)
        return True


def _give_place(registration: Registration, *, by: User, at: datetime) -> None:
    """Let others move up; the one concerned needs no place to wait for."""
    if registration.state == State.WAITING:
        move_state(registration, "accept", by=by, at=at)
        confirm_or_tell("registration_moved_up", registration, by=by, at=at)
    else:
        move_up(registration.meeting, by=by, at=at)
