"""What a request for the floor may become: the one table, from which the diagram in docs/ is made."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a request stands."""

    REQUESTED = "requested", pgettext_lazy("intervention", "requested late, not yet accepted")
    LISTED = "listed", pgettext_lazy("intervention", "on the list")
    CALLED = "called", pgettext_lazy("intervention", "called")
    SPEAKING = "speaking", pgettext_lazy("intervention", "speaking")
    PAUSED = "paused", pgettext_lazy("intervention", "interrupted")
    DELIVERED = "delivered", pgettext_lazy("intervention", "delivered")
    SKIPPED = "skipped", pgettext_lazy("intervention", "called, and not there")
    WRITTEN = "written", pgettext_lazy("intervention", "in writing only")
    WITHDRAWN = "withdrawn", pgettext_lazy("intervention", "withdrawn")
    DECLINED = "declined", pgettext_lazy("intervention", "not accepted")


# Those who have the floor: one of them at a time.
ON_THE_FLOOR = frozenset({State.CALLED, State.SPEAKING, State.PAUSED})
# Those whose request still leads to something.
COUNTING = frozenset({State.REQUESTED, State.LISTED, State.SKIPPED, State.WRITTEN}) | ON_THE_FLOOR
# Those whose delegation may still change or withdraw them.
CHANGEABLE = frozenset({State.REQUESTED, State.LISTED, State.SKIPPED, State.WRITTEN})

# verb → states it starts from → state it leads to; "" is a request that has just come.
TRANSITIONS: dict[str, tuple[frozenset[str], State]] = {
    "request": (frozenset({""}), State.REQUESTED),
    "list": (frozenset({"", State.REQUESTED, State.WRITTEN}), State.LISTED),
    "write": (frozenset({"", State.REQUESTED, State.LISTED, State.SKIPPED}), State.WRITTEN),
    "decline": (frozenset({State.REQUESTED}), State.DECLINED),
    "withdraw": (CHANGEABLE | {State.CALLED}, State.WITHDRAWN),
    "regrade": (frozenset({State.LISTED}), State.LISTED),
    "move": (frozenset({State.LISTED}), State.LISTED),
    "swap": (frozenset({State.LISTED}), State.LISTED),
    "call": (frozenset({State.LISTED}), State.CALLED),
    "interrupt": (frozenset({State.LISTED}), State.CALLED),
    "uncall": (frozenset({State.CALLED}), State.LISTED),
    "start": (frozenset({State.CALLED}), State.SPEAKING),
    "pause": (frozenset({State.SPEAKING}), State.PAUSED),
    "resume": (frozenset({State.PAUSED}), State.SPEAKING),
    "extend": (frozenset({State.SPEAKING, State.PAUSED, State.CALLED}), State.SPEAKING),
    "deliver": (frozenset({State.SPEAKING, State.PAUSED}), State.DELIVERED),
    "skip": (frozenset({State.CALLED}), State.SKIPPED),
    "recall": (frozenset({State.SKIPPED}), State.LISTED),
    "take_back": (frozenset({State.DELIVERED}), State.PAUSED),
}
# These leave a request as it stands.
_STAYING = frozenset({"extend", "regrade", "move", "swap"})


class ActRefused(Exception):
    """The request stands where this act is not possible; the text can be shown."""


def target(verb: str, state: str) -> State:
    """Return the state to which `verb` leads from `state` ("" is none yet).

    :raises ActRefused: the table has no such step
    """
    sources, result = TRANSITIONS[verb]
    if state not in sources:
        raise refusal(state)
    return State(state) if verb in _STAYING else result


def refusal(state: str) -> ActRefused:
    """Return the refusal to be raised where an act is not possible in this state."""
    text = _("This is not possible: the request is “%(state)s”.")
    return ActRefused(text % {"state": State(state).label if state else "–"})


def diagram() -> str:
    """Return the table as a Mermaid state diagram, for docs/intervention-states.md."""
    lines = ["stateDiagram-v2"]
    for verb, (sources, result) in TRANSITIONS.items():
        for source in sorted(sources):
            after = source if verb in _STAYING else result.value
            lines.append(f"    {str(source) or '[*]'} --> {after!s}: {verb}")
    ended = sorted(frozenset(State) - COUNTING - {State.DELIVERED})
    return "\n".join([*lines, *(f"    {state.value} --> [*]" for state in ended)])
