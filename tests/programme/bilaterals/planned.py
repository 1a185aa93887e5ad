"""Plans of the tests: asked for and made, and the day of the demonstration to be planned."""

from datetime import datetime

from intersessional.accounts.models import User
from intersessional.desk import day_of_bilaterals
from programme.bilaterals import plans
from programme.bilaterals.models import Bilateral, Plan, PlanKind
from programme.bilaterals.operations import accepting, planning
from programme.bilaterals.planning import Problem
from programme.bilaterals.reading import frame_of
from programme.bilaterals.transitions import State
from registration.meetings.models import Meeting
from tests.people import ON_14_MAY
from tests.programme.bilaterals.days import meeting


def load_day(by: User) -> Meeting:
    """The candidates of the demonstration, none placed: 34 for the twelve places of Article 5."""
    found = meeting()
    day_of_bilaterals.load(found, officers={}, by=by, at=ON_14_MAY)
    Bilateral.objects.all().delete()
    return found


def made(by: User, kind: PlanKind = PlanKind.PROPOSE, at: datetime = ON_14_MAY) -> Plan:
    """A plan that was asked for, and made as a worker does."""
    plan = planning.ask_plan(meeting(), kind, by=by, at=ON_14_MAY)
    assert planning.make_next_plan(at=at)
    plan.refresh_from_db()
    assert plan.state == "ready", plan.failure
    return plan


def accepted(plan: Plan, by: User, *chosen: int) -> accepting.Accepted:
    """What becomes of a plan that is accepted: all of it, or the chosen candidates."""
    return accepting.accept(plan, chosen=frozenset(chosen) or None, seen="", by=by, at=ON_14_MAY)


def problem_now() -> Problem:
    """The day as the planner would be told of it now."""
    found = meeting()
    return plans.problem_of(frame_of(found), found.zone)


def answered(bilateral: Bilateral, state: State) -> None:
    """Let a delegation be told and answer, as rows alone."""
    Bilateral.objects.filter(pk=bilateral.pk).update(
        state=state, offered_at=ON_14_MAY, version=bilateral.version + 1
    )
