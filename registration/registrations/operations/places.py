"""Places under a quota, and the waiting list, which moves up by itself.

Whoever calls holds the line of the meeting (`acts.hold_places`, or the number of a receipt).
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from registration.delegations.models import Delegation
from registration.meetings.models import Meeting

from ..models import Registration
from ..policies import COUNTED
from ..room import Room, room_at
from ..transitions import State
from .acts import move_state
from .confirming import confirm_or_tell

__all__ = ["NoPlace", "Room", "assign", "has_place", "move_up", "room_at", "state_on_arrival"]


class NoPlace(Exception):
    """All places of the category or the delegation are taken; the text can be shown."""

    def __str__(self) -> str:
        return _("All places are taken. Raise the quota, or let the person wait for a place.")


def assign(meeting: Meeting, delegations: Iterable[Delegation]) -> list[bool]:
    """Say for each of several newcomers, in order, whether there is a place, by their delegations.

    Those who wait already come first: where somebody waits, a newcomer waits, too.
    """
    room = room_at(meeting)
    return [room.take(delegation.category, delegation.pk) for delegation in delegations]


def has_place(registration: Registration, *, given_up: Registration | None = None) -> bool:
    """Say whether there is a place in its delegation for a registration, itself not counted.

    Whoever is neither delegate nor observer needs none.

    `given_up` has ended and hands its place to this one: in a quota that counts both that is one for
    one, also where the quota was lowered below those who are in.
    """
    if registration.participation not in COUNTED:
        return True
    room = room_at(registration.meeting, apart_from=registration.pk)
    delegation = registration.delegation
    if given_up is not None:
        if given_up.delegation.category == delegation.category:
            room.categories.pop(delegation.category, None)
        if given_up.delegation_id == delegation.pk:
            room.delegations.pop(delegation.pk, None)
    return room.take(delegation.category, delegation.pk)


def move_up(meeting: Meeting, *, by: User, at: datetime) -> list[Registration]:
    """Give free places to those who wait, in order of arrival; return who moved.

    One mail to each: of the confirmation, where the place was the last thing wanted.
    """
    waiting = Registration.objects.waiting().for_meeting(meeting)
    if not waiting.exists():
        return []
    room = room_at(meeting)
    moved = []
    for registration in waiting.select_related("delegation", "meeting").select_for_update(
        of=("self",)
    ):
        if room.take(registration.delegation.category, registration.delegation_id):
            move_state(registration, "accept", by=by, at=at)
            confirm_or_tell("registration_moved_up", registration, by=by, at=at)
            moved.append(registration)
    return moved


def state_on_arrival(*, is_request: bool, has_place: bool) -> State:
    """Return where a new registration stands."""
    if is_request:
        return State.REQUESTED
    return State.RECEIVED if has_place else State.WAITING
