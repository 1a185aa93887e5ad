"""Which registration may become what: the one table, from which the diagram in docs/ is made."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a registration stands."""

    REQUESTED = "requested", pgettext_lazy("registration", "requested")
    WAITING = "waiting", pgettext_lazy("registration", "on the waiting list")
    RECEIVED = "received", pgettext_lazy("registration", "received")
    CONFIRMED = "confirmed", pgettext_lazy("registration", "confirmed")
    DECLINED = "declined", pgettext_lazy("registration", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("registration", "withdrawn")
    REPLACED = "replaced", pgettext_lazy("registration", "replaced")
    MERGED = "merged", pgettext_lazy("registration", "merged")


ACTIVE = frozenset({State.REQUESTED, State.WAITING, State.RECEIVED, State.CONFIRMED})
ENDED = frozenset(State) - ACTIVE
# Those who have a place; requests and the waiting list have none yet.
PLACED = frozenset({State.RECEIVED, State.CONFIRMED})

# verb → states it starts from → state it leads to
TRANSITIONS: dict[str, tuple[frozenset[State], State]] = {
    "accept": (frozenset({State.REQUESTED, State.WAITING}), State.RECEIVED),
    "queue": (frozenset({State.REQUESTED, State.RECEIVED}), State.WAITING),
    "confirm": (frozenset({State.REQUESTED, State.RECEIVED}), State.CONFIRMED),
    "reopen": (frozenset({State.CONFIRMED, State.DECLINED}), State.RECEIVED),
    "requeue": (frozenset({State.DECLINED}), State.WAITING),
    "decline": (frozenset({State.REQUESTED, State.WAITING, State.RECEIVED}), State.DECLINED),
    "reject": (frozenset({State.REQUESTED, State.WAITING, State.RECEIVED}), State.DECLINED),
    "withdraw": (ACTIVE, State.WITHDRAWN),
    "replace": (frozenset({State.WAITING, State.RECEIVED, State.CONFIRMED}), State.REPLACED),
    "merge": (ACTIVE, State.MERGED),
}


class TransitionRefused(Exception):
    """The registration stands where this act is not possible; the text can be shown."""


def target(verb: str, state: str) -> State:
    """Return the state to which `verb` leads from `state`.

    :raises TransitionRefused: the table has no such step
    """
    sources, result = TRANSITIONS[verb]
    if state not in sources:
        raise refusal(state)
    return result


def refusal(state: str) -> TransitionRefused:
    """Return the refusal to be raised where an act is not possible in this state."""
    text = _("This is not possible: the registration is %(state)s.")
    return TransitionRefused(text % {"state": State(state).label})


def diagram() -> str:
    """Return the table as a Mermaid state diagram, for docs/registration-states.md."""
    begun = (State.RECEIVED, State.REQUESTED, State.WAITING)
    lines = ["stateDiagram-v2", *(f"    [*] --> {state.value}: receive" for state in begun)]
    for verb, (sources, result) in TRANSITIONS.items():
        lines += [f"    {source.value} --> {result.value}: {verb}" for source in sorted(sources)]
    lines += [f"    {state.value} --> [*]" for state in sorted(ENDED)]
    return "\n".join(lines)
