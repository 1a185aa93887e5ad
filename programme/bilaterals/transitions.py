"""The states of a bilateral, and which may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """What has become of a bilateral."""

    PROPOSED = "proposed", pgettext_lazy("bilateral", "proposed")
    OFFERED = "offered", pgettext_lazy("bilateral", "offered")
    ANOTHER_TIME = "another_time", _("asks for another time")
    ACCEPTED = "accepted", pgettext_lazy("bilateral", "accepted")
    DECLINED = "declined", pgettext_lazy("bilateral", "declined")
    EXPIRED = "expired", pgettext_lazy("bilateral", "not answered in time")
    CANCELLED = "cancelled", pgettext_lazy("bilateral", "cancelled")
    HELD = "held", pgettext_lazy("bilateral", "held")
    NO_SHOW = "no_show", _("did not come")


# They take their people, their room and their time; the others have freed them.
ACTIVE = frozenset({State.PROPOSED, State.OFFERED, State.ANOTHER_TIME, State.ACCEPTED, State.HELD})
# The delegation knows of them.
TOLD = frozenset({State.OFFERED, State.ANOTHER_TIME, State.ACCEPTED})
# They can be put elsewhere.
MOVABLE = frozenset({State.PROPOSED, *TOLD})
# The delegation may answer.
OPEN = frozenset({State.OFFERED, State.ANOTHER_TIME})

TRANSITIONS: dict[State, frozenset[State]] = {
    # Nobody outside knows of it: it goes without a trace on the board, and leaves as a draft.
    State.PROPOSED: frozenset({State.OFFERED, State.CANCELLED, State.HELD, State.NO_SHOW}),
    State.OFFERED: frozenset(
        {
            State.ACCEPTED,
            State.DECLINED,
            State.ANOTHER_TIME,
            State.EXPIRED,
            State.CANCELLED,
            State.HELD,
            State.NO_SHOW,
        }
    ),
    State.ANOTHER_TIME: frozenset(
        {
            State.OFFERED,
            State.ACCEPTED,
            State.DECLINED,
            State.EXPIRED,
            State.CANCELLED,
            State.HELD,
            State.NO_SHOW,
        }
    ),
    State.ACCEPTED: frozenset(
        {State.OFFERED, State.DECLINED, State.CANCELLED, State.HELD, State.NO_SHOW}
    ),
    # An answer or a mark that was an error is taken back.
    State.DECLINED: frozenset({State.OFFERED, State.ACCEPTED}),
    State.EXPIRED: frozenset({State.OFFERED, State.ACCEPTED}),
    State.CANCELLED: frozenset({State.OFFERED, State.PROPOSED}),
    State.HELD: frozenset({State.ACCEPTED}),
    State.NO_SHOW: frozenset({State.ACCEPTED}),
}


def can_become(state: str, wanted: str) -> bool:
    """Say whether a bilateral in `state` may become `wanted`."""
    return State(wanted) in TRANSITIONS[State(state)]
