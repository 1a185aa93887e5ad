"""Exchanging places: one delegation proposes, the other answers, the secretariat may refuse or undo."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.outbox.operations import enqueue
from registration.delegations.models import Delegation

from .. import swapping
from ..models import Intervention, Swap, SwapState
from ..policies import Refused
from ..queries import ListedSegment
from ..swapping import CannotSwap
from .holding import ChangedMeanwhile, Holding
from .ordering import ReasonMissing

# The places of two requests, as somebody saw them.
Places = tuple[int, int]


class SwapEnded(Refused):
    """Somebody else was first; `swap` is what has become of it, and the text says it."""

    def __init__(self, swap: Swap) -> None:
        super().__init__(swapping.outcome(swap))
        self.swap = swap


def propose_swap(
    intervention: Intervention,
    *,
    partner: int,
    segment: ListedSegment,
    seen: Places,
    by: User,
    at: datetime,
) -> Swap:
    """Propose to another request to exchange places, and promise its delegation a mail.

    `seen` are both places, one's own first. The same proposal twice is one.

    :raises CannotSwap: see `swapping.check_pair`; or it is of the same delegation, or has proposed this
    :raises ChangedMeanwhile: the places are others than those that were seen
    """
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        swapping.check_pair(holding.speakers, intervention.pk, partner)
        other = Intervention.objects.get(pk=partner)
        if other.delegation_id == intervention.delegation_id:
            raise CannotSwap(_("Choose another delegation."))
        open_ones = Swap.objects.filter(state=SwapState.OPEN)
        if first := open_ones.filter(proposer=intervention, partner=partner).first():
            return first
        if open_ones.filter(proposer=partner, partner=intervention).exists():
            raise CannotSwap(_("That delegation has proposed this exchange to you: answer it."))
        _check_seen(holding, (intervention.pk, partner), seen)
        swap = Swap(
            segment_id=segment.pk,
            proposer=intervention,
            partner=other,
            proposed_at=holding.at,
            proposed_by=by,
        )
        swap.save(force_insert=True)
        record("propose_swap", swap, by=by, at=holding.at)
        _tell("swap_proposed", swap, swap.partner)
        return swap


def accept_swap(
    swap: Swap, *, segment: ListedSegment, seen: Places, by: User, at: datetime
) -> None:
    """Let both stand in each other's place, and promise both a mail.

    `seen` are the places of both, that of the proposer first.

    :raises SwapEnded: it is no longer open
    :raises ChangedMeanwhile: the places are others than those that were seen
    :raises CannotSwap: see `swapping.check_pair`
    """
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        found = _locked(swap)
        pair = (found.proposer_id, found.partner_id)
        swapping.check_pair(holding.speakers, *pair)
        _check_seen(holding, pair, seen)
        # Before the event, which makes void whatever else is proposed to these two.
        _end(found, SwapState.AGREED, holding, event_number=holding.speakers.version + 1)
        holding.write("swap", found.proposer_id, data=_data(found))


def decline_swap(
    swap: Swap, *, segment: ListedSegment, reason: str, by: User, at: datetime
) -> None:
    """Say no for the delegation that was asked, with a reason; promise both a mail.

    :raises SwapEnded: it is no longer open
    :raises ReasonMissing:
    """
    _close(swap, SwapState.DECLINED, segment=segment, reason=reason, by=by, at=at)


def take_back_swap(swap: Swap, *, segment: ListedSegment, by: User, at: datetime) -> None:
    """Take a proposal back for the delegation that made it; promise both a mail.

    :raises SwapEnded: it is no longer open
    """
    _close(swap, SwapState.TAKEN_BACK, segment=segment, reason="", by=by, at=at)


def refuse_swap(swap: Swap, *, segment: ListedSegment, reason: str, by: User, at: datetime) -> None:
    """Refuse a proposal for the secretariat, with a reason; promise both a mail.

    :raises SwapEnded: it is no longer open
    :raises ReasonMissing:
    """
    _close(swap, SwapState.REFUSED, segment=segment, reason=reason, by=by, at=at)


def undo_swap(swap: Swap, *, segment: ListedSegment, reason: str, by: User, at: datetime) -> None:
    """Give both their places back, with a reason, as long as the exchange stands; promise both a mail.

    :raises SwapEnded: it was not agreed, or is undone
    :raises CannotSwap: one of both was moved, has exchanged again, withdrawn, or was called
    :raises ReasonMissing:
    """
    reason = _needed(reason)
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        found = _locked(swap, SwapState.AGREED)
        if not swapping.can_undo(holding.speakers, found):
            raise CannotSwap(
                _("One of the two has another place by now, or none. Move them by hand.")
            )
        number = found.event_number
        holding.write("swap", found.proposer_id, data=_data(found) | {"undo": True}, reason=reason)
        _end(found, SwapState.UNDONE, holding, reason=reason, event_number=number)


def _close(
    swap: Swap, state: SwapState, *, segment: ListedSegment, reason: str, by: User, at: datetime
) -> None:
    reason = reason.strip() if state == SwapState.TAKEN_BACK else _needed(reason)
    with transaction.atomic(durable=True):
        holding = Holding(segment, by=by, at=at)
        _end(_locked(swap), state, holding, reason=reason)


def _needed(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing(_("Say why: the other delegation reads it."))
    return reason.strip()


def _locked(swap: Swap, state: SwapState = SwapState.OPEN) -> Swap:
    """Return a proposal as it stands; the caller holds its list."""
    found: Swap = Swap.objects.with_names().select_for_update(of=("self",)).get(pk=swap.pk)
    if found.state != state:
        raise SwapEnded(found)
    return found


def _check_seen(holding: Holding, pair: tuple[int, int], seen: Places) -> None:
    if tuple(holding.speakers.place_of(one) for one in pair) != seen:
        raise ChangedMeanwhile


def _end(
    swap: Swap,
    state: SwapState,
    holding: Holding,
    *,
    reason: str = "",
    event_number: int | None = None,
) -> None:
    swap.state, swap.reason, swap.event_number = state, reason, event_number
    swap.ended_at, swap.ended_by = holding.at, holding.by
    swap.save(update_fields=["state", "reason", "event_number", "ended_at", "ended_by"])
    record(f"swap_{state}", swap, by=holding.by, at=holding.at)
    kind = "swap_agreed" if state == SwapState.AGREED else "swap_ended"
    _tell(kind, swap, swap.proposer)
    _tell(f"{kind}_partner", swap, swap.partner)


def _tell(kind: str, swap: Swap, reader: Intervention) -> None:
    language = reader.correspondence_language
    enqueue(kind, swap, key=f"{kind}/{swap.pk}", language=language)


def _data(swap: Swap) -> dict[str, Any]:
    pair = (swap.proposer, swap.partner)
    return {"with": swap.partner_id, "names": [_names(one.delegation) for one in pair]}


def _names(delegation: Delegation) -> dict[str, str]:
    day = delegation.meeting.begins_on
    return {code: delegation.entity.name_on(day, code) for code, _name in settings.LANGUAGES}
