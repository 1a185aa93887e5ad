"""Plans: asked for on a page, made by a worker, put on the board as a whole or in part.

A row is the order; the sweep of Celery beat is the only trigger. A worker takes one under a lease that
is longer than a try may take, so that the order of a worker that was killed is taken up by the next.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from registration.meetings.models import Meeting

from .. import plans
from ..models import Plan, PlanKind, PlanState
from ..models.plans import LEASE, MAX_ATTEMPTS, PlanQuerySet
from ..planning import Proposal, propose, replan
from ..policies import Refused
from ..queries.stamps import stamp as stamp_of
from ..reading import frame_of

log = logging.getLogger(__name__)

# The most that one plan may look for; the day of 2018 takes a few seconds. Less than a task may take.
SECONDS = 45


class LeaseLost(Exception):
    """Another worker has taken the order over, or its meeting is gone."""


def ask_plan(meeting: Meeting, kind: PlanKind, *, by: User, at: datetime) -> Plan:
    """Order a plan; one of each kind at a time. Who asks for what is being made gets the same order.

    :raises Refused: the meeting has no day of bilaterals
    """
    if meeting.bilaterals_on is None:
        raise Refused(_("This meeting has no day of bilaterals. Set it in the admin site."))
    with transaction.atomic(durable=True):
        lock(f"bilateral plans {meeting.pk}")
        waiting: Plan | None = Plan.objects.waiting().filter(meeting=meeting, kind=kind).first()
        if waiting:
            return waiting
        plan: Plan = Plan.objects.create(meeting=meeting, kind=kind, asked_at=at, asked_by=by)
        record("ask_bilateral_plan", plan, by=by, at=at, after={"kind": str(kind)})
        return plan


def make_next_plan(*, at: datetime) -> bool:
    """Make the plan that has waited longest, if any; return whether there was one."""
    plan = _claim()
    if plan is None:
        return False
    try:
        _make(plan, at)
    except LeaseLost:
        log.warning("plan %s was taken over", plan.pk)
    except Exception as error:
        log.exception("plan %s attempt %s failed", plan.pk, plan.attempts)
        # The class says enough; the text may hold a name.
        is_last = plan.attempts >= MAX_ATTEMPTS
        _mine(plan).update(
            lease_until=None,
            state=PlanState.FAILED if is_last else PlanState.QUEUED,
            failure=type(error).__name__ if is_last else "",
        )
    return True


def discard(plan: Plan, *, by: User, at: datetime) -> bool:
    """Put a plan aside of which nothing was accepted; say whether that is new.

    :raises Refused: it is not ready, or something of it is on the board
    """
    with transaction.atomic(durable=True):
        current = held_plan(plan)
        if current.state == PlanState.DISCARDED:
            return False
        if current.state != PlanState.READY:
            raise Refused(_("Only a plan of which nothing was accepted can be discarded."))
        settle_plan(current, PlanState.DISCARDED, by=by, at=at)
        record("discard_bilateral_plan", current, by=by, at=at)
        return True


def held_plan(plan: Plan) -> Plan:
    """Return a plan as it is, held until the transaction ends."""
    current: Plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    return current


def settle_plan(plan: Plan, state: PlanState, *, by: User, at: datetime) -> None:
    """Write down what was done with a held plan."""
    plan.state, plan.settled_by, plan.settled_at = state, by, at
    plan.save(update_fields=["state", "settled_by", "settled_at"])


def _claim() -> Plan | None:
    with transaction.atomic():
        free = Q(lease_until__isnull=True) | Q(lease_until__lte=Now())
        waiting = Plan.objects.waiting().filter(free).order_by("pk")
        plan: Plan | None = waiting.select_for_update(skip_locked=True).first()
        if plan is None:
            return None
        if plan.attempts >= MAX_ATTEMPTS:
            Plan.objects.filter(pk=plan.pk).update(
                state=PlanState.FAILED, failure="WorkerLost", lease_until=None
            )
            return None
        # Counted before it is made, so that a plan that kills its workers comes to an end.
        plan.attempts += 1
        Plan.objects.filter(pk=plan.pk).update(
            attempts=plan.attempts,
            state=PlanState.RUNNING,
            began_at=timezone.now(),
            lease_until=Now() + LEASE,
        )
        return plan


def _make(plan: Plan, at: datetime) -> None:
    meeting = Meeting.objects.get(pk=plan.meeting_id)
    # First the mark: what changes while the day is read makes the plan look older than it is.
    stamp = stamp_of(meeting)
    frame = frame_of(meeting)
    problem = plans.problem_of(frame, meeting.zone, at=at)
    solve = propose if plan.kind == PlanKind.PROPOSE else replan
    proposal: Proposal = solve(problem, seconds=SECONDS)
    made = _mine(plan).update(
        state=PlanState.READY,
        result=plans.to_keep(proposal, frame, stamp),
        made_at=timezone.now(),
        lease_until=None,
    )
    if not made:
        raise LeaseLost


def _mine(plan: Plan) -> "PlanQuerySet":
    mine: PlanQuerySet = Plan.objects.filter(
        pk=plan.pk, attempts=plan.attempts, state=PlanState.RUNNING
    )
    return mine
