"""The planner against every plan there is, on problems small enough to try them all."""

import pytest
from hypothesis import HealthCheck, given, settings

from programme.bilaterals.planning import Problem, explain, propose, replan, say, validate

from . import brute
from .checker import broken
from .problems import boards, problems

few = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def proposal_is_the_best(problem: Problem) -> None:
    found = propose(problem, seconds=60, work=6)

    assert not broken(problem, found.placements)
    assert validate(problem, found.placements) == ()
    assert (found.optimal, found.polished, found.gap) == (True, True, 0)
    plans = list(brute.every_plan(problem))
    most = max(brute.by_rank(problem, plan) for plan in plans)
    assert brute.by_rank(problem, list(found.placements)) == most
    best = min(brute.comfort(problem, p) for p in plans if brute.by_rank(problem, p) == most)
    assert brute.comfort(problem, list(found.placements)) == best
    everybody_is_accounted_for(problem, found)


def everybody_is_accounted_for(problem: Problem, found: object) -> None:
    placed = [p.wish for p in found.placements]  # type: ignore[attr-defined]
    left = [one.wish for one in found.unplaced]  # type: ignore[attr-defined]
    assert sorted(placed + left) == [wish.key for wish in problem.wishes]
    for one in found.unplaced:  # type: ignore[attr-defined]
        assert one.reasons
        assert all(reason.code != "not_found" for reason in one.reasons)
        assert all(explain(reason, problem) for reason in one.reasons)


def replan_moves_the_fewest(problem: Problem) -> None:
    found = replan(problem, seconds=60, work=6)

    assert not broken(problem, found.placements)
    assert found.optimal
    plans = list(brute.every_plan(problem))
    ours = list(found.placements)
    fewest = max(brute.promises(problem, plan) for plan in plans)
    assert brute.promises(problem, ours) == fewest
    alike = [plan for plan in plans if brute.promises(problem, plan) == fewest]
    assert brute.by_rank(problem, ours) == max(brute.by_rank(problem, plan) for plan in alike)
    stood = {one.placement.wish: one.placement for one in problem.standing}
    assert {move.wish for move in found.moves} == {
        p.wish for p in ours if p.wish in stood and stood[p.wish] != p
    }


@few
@given(problems(most=3))
def test_no_plan_is_better(problem: Problem) -> None:
    proposal_is_the_best(problem)


@few
@given(boards())
def test_no_plan_moves_fewer(problem: Problem) -> None:
    replan_moves_the_fewest(problem)


@pytest.mark.long
@many
@given(problems())
def test_no_plan_is_better_in_many_problems(problem: Problem) -> None:
    proposal_is_the_best(problem)


@pytest.mark.long
@many
@given(boards())
def test_no_plan_moves_fewer_in_many_problems(problem: Problem) -> None:
    replan_moves_the_fewest(problem)


@few
@given(problems(most=3))
def test_the_validation_agrees_with_the_checker(problem: Problem) -> None:
    """On plans that break rules as much as on those that do not."""
    for wish in problem.wishes:
        slots = [slot for host in problem.hosts for slot in host.slots]
        for slot in slots:
            plan = [
                brute.Placement(other.key, slot.start, slot.end, 1 + (other.key + wish.key) % 2)
                for other in problem.wishes
            ]
            violations = validate(problem, plan)
            assert bool(violations) == bool(broken(problem, plan))
            assert all(say(violation, problem) for violation in violations)
