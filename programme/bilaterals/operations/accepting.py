"""Putting a plan on the board, as a whole or in part, in one act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record, record_many
from registration.meetings.models import Meeting

from .. import plans
from ..models import Bilateral, Plan, PlanState
from ..policies import Refused
from ..queries.stamps import stamp as stamp_of
from ..reading import Frame, Stand, frame_of
from ..transitions import State
from .changes import Moved
from .holding import TwoPlaces, hold
from .placing import rearranged
from .planning import held_plan, settle_plan


@dataclass(frozen=True)
class Accepted:
    """What was done: bilaterals placed or moved, and how many proposals were taken off."""

    moved: list[Moved]
    taken_off: int


class NoLongerFits(Refused):
    """The board has changed since; nothing was done. `found`: candidate → why it no longer fits."""

    def __init__(self, found: dict[int, tuple[str, ...]]) -> None:
        super().__init__(
            _("The board has changed meanwhile, so nothing was done. What no longer fits is named.")
        )
        self.found = found


def accept(
    plan: Plan, *, chosen: frozenset[int] | None, seen: str, by: User, at: datetime
) -> Accepted:
    """Put what is chosen of a plan (candidates) on the board; None: all of it that still fits.

    `seen` is the stamp of the board beside which the plan was seen: what did not fit then was named,
    and is left out of “all”. Who knew of a bilateral that moves is told, in the same transaction; nobody
    else is.

    :raises NoLongerFits: something that was to be accepted does not fit any more
    :raises Refused: the plan is not ready, or was discarded; or somebody else was first
    :raises ChangedMeanwhile: a bilateral was changed in this very moment
    """
    try:
        with transaction.atomic(durable=True):
            return _accept(held_plan(plan), chosen, seen, by, at)
    except TwoPlaces:
        raise Refused(_("Somebody else has just changed this. Try again.")) from None


def _accept(
    plan: Plan, chosen: frozenset[int] | None, seen: str, by: User, at: datetime
) -> Accepted:
    if not plan.is_acceptable or plan.result is None:
        raise Refused(_("This plan is not ready, or was discarded. Nothing was done."))
    meeting = Meeting.objects.get(pk=plan.meeting_id)
    kept, stamp, frame = plans.kept(plan.result), stamp_of(meeting), frame_of(meeting)
    to_do = plans.left_to_do(kept, frame)
    going = to_do if chosen is None else to_do & chosen
    not_fitting = plans.misfits(kept, frame, going, meeting.zone)
    if not_fitting and (chosen is not None or seen != stamp):
        raise NoLongerFits(not_fitting)
    going -= not_fitting.keys()
    # All at once and in order, before the board's own operations take their part of them.
    hold(_all_resources(frame))
    taken_off = _take_off(plans.to_take_off(kept, frame, going), by=by, at=at)
    changes = plans.changes_of(kept, going)
    moved = rearranged(meeting, changes, by=by, at=at) if changes else []
    if going:
        settle_plan(plan, PlanState.ACCEPTED, by=by, at=at)
        after = {"changes": len(moved), "taken_off": taken_off}
        record("accept_bilateral_plan", plan, by=by, at=at, after=after)
    return Accepted(moved, taken_off)


def _all_resources(frame: Frame) -> set[int]:
    """Return whatever the day can take."""
    found = {room.resource for room in frame.rooms.values()} | frame.people.keys()
    for host in frame.hosts.values():
        found |= {host.resource, *host.members}
        if host.president is not None:
            found.add(host.president)
    return found | {candidate.resource for candidate in frame.candidates.values()}


def _take_off(stands: Iterable[Stand], *, by: User, at: datetime) -> int:
    """Take proposals off the board, of which nobody outside knows; each as it was seen, or none."""
    wanted = {stand.pk: stand.version for stand in stands}
    current = list(
        Bilateral.objects.filter(pk__in=wanted, state=State.PROPOSED)
        .select_for_update()
        .order_by("pk")
    )
    if {one.pk: one.version for one in current} != wanted:
        raise Refused(_("Somebody else has just changed this. Try again."))
    if current:
        Bilateral.objects.filter(pk__in=wanted).update(
            state=State.CANCELLED, version=F("version") + 1
        )
        record_many("remove_bilateral", [(one, None, None) for one in current], by=by, at=at)
    return len(current)
