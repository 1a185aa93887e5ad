"""What makes proposals to exchange places void: written down with the event that does."""

from datetime import datetime

from django.db.models import Q

from intersessional.audit.operations import record
from intersessional.outbox.operations import enqueue

from .. import swapping
from ..models import FloorEvent, Swap, SwapState


def end_void(event: FloorEvent, *, at: datetime) -> None:
    """Make void what was proposed, after an event; both delegations are promised a mail.

    The caller holds the list. One query where nothing is open, none after events that end nothing.
    """
    if not swapping.ends(event):
        return
    found = Swap.objects.filter(segment=event.segment_id, state=SwapState.OPEN)
    whose = swapping.of_whom(event)
    if whose is not None:
        found = found.filter(Q(proposer__in=whose) | Q(partner__in=whose))
    for swap in found.select_related("proposer", "partner"):
        swap.state, swap.void_after, swap.ended_at = SwapState.VOID, event.verb, at
        swap.save(update_fields=["state", "void_after", "ended_at"])
        record("swap_void", swap, by=None, at=at)
        for kind, reader in (
            ("swap_ended", swap.proposer),
            ("swap_ended_partner", swap.partner),
        ):
            language = reader.correspondence_language
            enqueue(kind, swap, key=f"{kind}/{swap.pk}", language=language)
