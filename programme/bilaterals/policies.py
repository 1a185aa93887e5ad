"""What may be done with a bilateral, and the words of each refusal."""

from datetime import datetime

from django.utils.translation import gettext as _

from .models import Bilateral
from .transitions import MOVABLE, State, can_become


class Refused(Exception):
    """Nothing was changed; the text says why, and can be shown."""


class NotInThisState(Refused):
    """What has become of the bilateral does not allow it."""


class ReasonNeeded(Refused):
    """Somebody will read why."""


def check_becomes(bilateral: Bilateral, wanted: State) -> None:
    """Refuse a state that may not follow.

    :raises NotInThisState:
    """
    if not can_become(bilateral.state, wanted):
        raise NotInThisState(
            _("This bilateral is %(state)s. It can no longer become %(wanted)s.")
            % {"state": bilateral.get_state_display(), "wanted": State(wanted).label}
        )


def needed(reason: str) -> str:
    """Return a reason without the spaces around it.

    :raises ReasonNeeded: it is empty
    """
    if not reason.strip():
        raise ReasonNeeded(_("Give a reason."))
    return reason.strip()


def is_over(bilateral: Bilateral, at: datetime) -> bool:
    """Say whether its time has passed."""
    return bilateral.ends_at <= at


def check_can_move(bilateral: Bilateral) -> None:
    """Refuse to move what is pinned, has begun or is over.

    :raises Refused:
    """
    if bilateral.is_pinned:
        raise Refused(_("This bilateral is pinned. Unpin it first."))
    if bilateral.started_at or bilateral.state not in MOVABLE:
        raise Refused(_("This bilateral has begun, or is over. It can no longer be moved."))
