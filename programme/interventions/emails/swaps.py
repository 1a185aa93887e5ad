"""Exchanges of places: what is proposed to a delegation, and what came of it, to both."""

from functools import partial

from django.utils.translation import gettext as _

from intersessional.outbox.composing import Mail, NoLongerNeeded
from intersessional.outbox.models import Message

from .. import queries, swapping
from ..models import Swap, SwapState
from ..presentation import Own
from .composing import Said, compose_about, place


def swap_proposed(message: Message) -> Mail:
    """Compose the question to the delegation that is asked to exchange its place."""
    swap = _swap(message)
    return compose_about(swap.partner_id, partial(_proposed, swap))


def swap_agreed(message: Message) -> Mail:
    """Compose the news for whoever proposed it that the places are exchanged."""
    swap = _swap(message)
    return compose_about(swap.proposer_id, partial(_agreed, swap))


def swap_agreed_partner(message: Message) -> Mail:
    """Compose the same for whoever agreed."""
    swap = _swap(message)
    return compose_about(swap.partner_id, partial(_agreed, swap))


def swap_ended(message: Message) -> Mail:
    """Compose the news for whoever proposed it that nothing came of it, or nothing is left of it."""
    swap = _swap(message)
    return compose_about(swap.proposer_id, partial(_ended, swap))


def swap_ended_partner(message: Message) -> Mail:
    """Compose the same for whoever was asked."""
    swap = _swap(message)
    return compose_about(swap.partner_id, partial(_ended, swap))


def check_open(message: Message) -> None:
    """Refuse to ask for an answer that is no longer needed.

    :raises NoLongerNeeded:
    """
    _check(message, SwapState.OPEN)


def check_agreed(message: Message) -> None:
    """Refuse to tell of an exchange that is undone.

    :raises NoLongerNeeded:
    """
    _check(message, SwapState.AGREED)


def _check(message: Message, state: SwapState) -> None:
    swap = Swap.objects.get(pk=message.about_id)
    if swap.state != state:
        raise NoLongerNeeded(swapping.outcome(swap))


def _swap(message: Message) -> Swap:
    found: Swap = Swap.objects.with_names().get(pk=message.about_id)
    return found


def _proposed(swap: Swap, own: Own) -> Said:
    name = _name(swap, own)
    theirs = queries.speakers_of(own.listed).place_of(swap.proposer_id) if own.listed else None
    return Said(
        _("%(delegation)s proposes to exchange places") % {"delegation": name},
        [
            _(
                "%(delegation)s asks whether your delegations exchange their places on this list of"
                " speakers. It is for you to accept or to decline; until then nothing changes."
            )
            % {"delegation": name},
        ],
        [
            (_("Your place now"), str(own.place or "–")),
            (_("Your place after the exchange"), str(theirs or "–")),
        ],
        _link(swap, own),
    )


def _agreed(swap: Swap, own: Own) -> Said:
    return Said(
        _("Your place is exchanged with %(delegation)s") % {"delegation": _name(swap, own)},
        [_("Both delegations have agreed, and their places are exchanged."), *place(own)],
        link=_link(swap, own),
    )


def _ended(swap: Swap, own: Own) -> Said:
    reason = [_("The reason: %(reason)s") % {"reason": swap.reason}] if swap.reason else []
    return Said(
        _("The exchange of places with %(delegation)s") % {"delegation": _name(swap, own)},
        [swapping.outcome(swap), *reason, *place(own)],
        link=_link(swap, own),
    )


def _name(swap: Swap, own: Own) -> str:
    return str(swap.other(own.intervention.pk).delegation.name)


def _link(swap: Swap, own: Own) -> tuple[str, str, tuple[int, ...]]:
    return _("Open the exchange"), "interventions:swap", (own.intervention.pk, swap.pk)
