"""Confirming: by a decision, or because nothing more is wanted.

Whatever takes away the last obstacle asks `confirm_if_due`: the delegation's word, a place that
becomes free, a pair that is decided or has gone. Else a registration would wait for nobody.
"""

from datetime import datetime

from intersessional.accounts.models import User

from .. import policies, queries
from ..models import Registration
from ..transitions import State
from .acts import move_state, tell


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
        confirm_now(registration, by=by, at=at)
    return due


def confirm_or_tell(kind: str, registration: Registration, *, by: User, at: datetime) -> None:
    """Promise one mail: of the confirmation if nothing more is wanted, else of `kind`."""
    if not confirm_if_due(registration, by=by, at=at):
        tell(kind, registration)


def confirm_now(registration: Registration, *, by: User, at: datetime) -> Registration:
    """Confirm a locked registration, and promise the mail with its letter."""
    move_state(registration, "confirm", by=by, at=at, confirmed_at=at, confirmed_by=by)
    tell("registration_confirmed", registration)
    return registration
