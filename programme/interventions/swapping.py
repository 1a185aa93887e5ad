"""Whether two requests may exchange their places: within one rank, as long as nobody has spoken."""

from django.utils.translation import gettext as _

from .lists import Entry, SpeakersList
from .models import FloorEvent, Swap, SwapState
from .policies import Refused
from .transitions import ON_THE_FLOOR, State

# Nobody has had the floor yet, or been called for it.
_BEGUN = ON_THE_FLOOR | {State.DELIVERED, State.SKIPPED}
# After these nothing is left to exchange with: the list has begun, or is in another order.
_ENDING_ALL = frozenset({"call", "interrupt", "start", "draw"})
# So for the requests themselves; a request that only changes its text keeps its place.
_ENDING_ITS_OWN = frozenset({"move", "swap", "regrade", "withdraw", "write"})


class CannotSwap(Refused):
    """The places cannot be exchanged; the text says why."""


def partners(speakers: SpeakersList, pk: int) -> list[int]:
    """Return with which requests one may exchange its place, in the order of the list.

    :raises CannotSwap: with none, and why
    """
    check_own(speakers, pk)
    return [
        one.pk
        for one in speakers.coming
        if one.pk != pk and one.moved is None and _rank(one) == _rank(speakers.entries[pk])
    ]


def check_own(speakers: SpeakersList, pk: int) -> None:
    """Refuse a request that has no place to give.

    :raises CannotSwap:
    """
    entry = speakers.entries[pk]
    if entry.state != State.LISTED:
        raise CannotSwap(
            _("The request is “%(state)s”: it has no place to exchange.")
            % {"state": entry.state.label}
        )
    if speakers.with_state(*_BEGUN):
        raise CannotSwap(
            _("The first speaker has been called: places can no longer be exchanged here.")
        )
    if speakers.waits_for_lots:
        raise CannotSwap(
            _("Lots are still to be drawn for this list. Until then nobody knows the places.")
        )
    if entry.moved:
        raise CannotSwap(
            _(
                "The secretariat has given this place by hand, for a reason. To exchange it, please"
                " ask the secretariat."
            )
        )


def can_swap(speakers: SpeakersList, pk: int) -> bool:
    """Say whether a request has a place that it may exchange."""
    try:
        check_own(speakers, pk)
    except CannotSwap:
        return False
    return True


def check_pair(speakers: SpeakersList, first: int, second: int) -> None:
    """Refuse an exchange that would break the order, or that is no longer possible.

    :raises CannotSwap:
    """
    if second not in speakers.entries or first == second:
        raise CannotSwap(_("Choose a delegation of this list."))
    check_own(speakers, first)
    check_own(speakers, second)
    if _rank(speakers.entries[first]) != _rank(speakers.entries[second]):
        raise CannotSwap(
            _("The two are of different rank in the order of this list: it would be broken.")
        )


def can_undo(speakers: SpeakersList, swap: Swap) -> bool:
    """Say whether an exchange that was agreed still stands, and nobody of the two was called."""
    pair = [speakers.entries[swap.proposer_id], speakers.entries[swap.partner_id]]
    return all(
        one.state == State.LISTED
        and one.moved is None
        and one.exchanged is not None
        and one.exchanged.number == swap.event_number
        for one in pair
    )


def ends(event: FloorEvent) -> bool:
    """Say whether an event may make proposals void."""
    return event.verb in _ENDING_ALL | _ENDING_ITS_OWN


def of_whom(event: FloorEvent) -> set[int] | None:
    """Return the requests of which an event makes the proposals void; None is all of the list."""
    if event.verb in _ENDING_ALL:
        return None
    return {one for one in (event.intervention_id, event.data.get("with")) if one}


def outcome(swap: Swap) -> str:
    """Return what has become of a proposal, as a sentence, without the reason that somebody gave."""
    if swap.state == SwapState.VOID:
        return _VOID[swap.void_after]()
    return _OUTCOMES[SwapState(swap.state)]()


_OUTCOMES = {
    SwapState.OPEN: lambda: _("The proposal waits for an answer."),
    SwapState.AGREED: lambda: _("Both agreed: the places are exchanged."),
    SwapState.DECLINED: lambda: _("The delegation that was asked has declined the exchange."),
    SwapState.TAKEN_BACK: lambda: _("The proposal was taken back."),
    SwapState.REFUSED: lambda: _("The secretariat has refused the exchange."),
    SwapState.UNDONE: lambda: _("The secretariat has undone the exchange."),
}


def _begun() -> str:
    return _("The proposal is void: speaking has begun.")


def _left() -> str:
    return _("The proposal is void: one of the two no longer has its place on the list.")


_VOID = {
    "call": _begun,
    "interrupt": _begun,
    "start": _begun,
    "draw": lambda: _("The proposal is void: lots were drawn."),
    "move": lambda: _("The proposal is void: the secretariat has moved one of the two."),
    "swap": lambda: _("The proposal is void: one of the two has exchanged its place otherwise."),
    "regrade": lambda: _("The proposal is void: one of the two has another rank now."),
    "withdraw": _left,
    "write": _left,
}


def _rank(entry: Entry) -> object:
    return entry.standing.rank if entry.standing else None
