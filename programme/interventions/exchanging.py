"""Exchanges of places in words: for both delegations, and for the staff."""

from dataclasses import dataclass

from registration.delegations.models import Delegation

from . import queries, saying, swapping
from .lists import SpeakersList
from .models import Intervention, Swap, SwapState
from .models.swaps import SwapQuerySet
from .queries import ListedSegment
from .swapping import CannotSwap

_TONES = {
    SwapState.OPEN: "wait",
    SwapState.AGREED: "ok",
    SwapState.DECLINED: "stop",
    SwapState.REFUSED: "stop",
    SwapState.UNDONE: "stop",
}


@dataclass(frozen=True)
class Shown:
    """An exchange as one of both sees it; for the staff, `pk` is the proposer."""

    swap: Swap
    pk: int

    @property
    def is_mine(self) -> bool:
        """Whether one proposed it oneself."""
        return self.swap.proposer_id == self.pk

    @property
    def name(self) -> str:
        """The other delegation."""
        return str(self.swap.other(self.pk).delegation.name)

    @property
    def own_name(self) -> str:
        """One's own delegation."""
        own = self.swap.proposer if self.is_mine else self.swap.partner
        return str(own.delegation.name)

    @property
    def is_to_answer(self) -> bool:
        """Whether it waits for one's own answer."""
        return self.swap.is_open and not self.is_mine

    @property
    def outcome(self) -> str:
        """What has become of it."""
        return swapping.outcome(self.swap)

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return _TONES.get(SwapState(self.swap.state), "")


@dataclass(frozen=True)
class Candidate:
    """A request with which one may exchange: whose, what, its place, and what is proposed already."""

    pk: int
    name: str
    kind: str
    place: int
    proposed: Shown | None


@dataclass(frozen=True)
class Choice:
    """With whom a request may exchange its place; or why with nobody."""

    place: int | None
    candidates: list[Candidate]
    refusal: str = ""


def of_request(intervention: Intervention) -> list[Shown]:
    """Return the exchanges of a request, the open ones first, then the last; one query without any."""
    found = Swap.objects.about(intervention.pk)
    return [Shown(one, intervention.pk) for one in _open_first(found)]


def of_segment(segment: ListedSegment) -> list[Shown]:
    """Return the exchanges of a list, the open ones first, then the last; one query without any."""
    found = Swap.objects.filter(segment=segment.pk)
    return [Shown(one, one.proposer_id) for one in _open_first(found)]


def to_answer(delegation: Delegation) -> list[Shown]:
    """Return what was proposed to a delegation, and waits for it; one query without any."""
    found = Swap.objects.filter(state=SwapState.OPEN, partner__delegation=delegation)
    return [Shown(one, one.partner_id) for one in _open_first(found)]


def _open_first(found: SwapQuerySet) -> list[Swap]:
    return sorted(found.with_names().order_by("-pk"), key=lambda one: not one.is_open)


def choice_of(intervention: Intervention, segment: ListedSegment) -> Choice:
    """Return with whom a request may exchange its place, and nothing private of them."""
    speakers = queries.speakers_of(segment)
    place = speakers.place_of(intervention.pk)
    try:
        found = swapping.partners(speakers, intervention.pk)
    except CannotSwap as refusal:
        return Choice(place, [], str(refusal))
    return Choice(place, _candidates(found, intervention, segment, speakers))


def _candidates(
    found: list[int], intervention: Intervention, segment: ListedSegment, speakers: SpeakersList
) -> list[Candidate]:
    under = queries.interventions_under(segment)
    shown = [one for one in of_request(intervention) if one.swap.is_open]
    proposed = {one.swap.other(one.pk).pk: one for one in shown}
    return [
        Candidate(
            pk,
            under[pk].delegation.name,
            saying.kind_of(under[pk]),
            speakers.place_of(pk) or 0,
            proposed.get(pk),
        )
        for pk in found
        if under[pk].delegation_id != intervention.delegation_id
    ]
