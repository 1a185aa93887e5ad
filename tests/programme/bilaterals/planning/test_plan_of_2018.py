"""The case the planner is for: five hosts, sixty places, thirty-three candidates for twelve of them."""

from dataclasses import replace
from datetime import datetime

import pytest

from programme.bilaterals.planning import (
    Placement,
    Problem,
    Proposal,
    Reason,
    Standing,
    explain,
    propose,
    replan,
    validate,
)

from . import cases
from .checker import broken, busy


@pytest.fixture(scope="module")
def day() -> Problem:
    return cases.the_day_of_2018()


@pytest.fixture(scope="module")
def proposal(day: Problem) -> Proposal:
    return propose(day, seconds=60, work=0.2)


def after(day: Problem, proposal: Proposal, declined: int) -> Problem:
    """All of the proposal was accepted; then one declines."""
    return replace(
        day,
        wishes=tuple(wish for wish in day.wishes if wish.key != declined),
        standing=tuple(
            Standing(p, accepted=True) for p in proposal.placements if p.wish != declined
        ),
    )


def test_it_breaks_no_rule_and_is_proved_the_best(day: Problem, proposal: Proposal) -> None:
    assert broken(day, proposal.placements) == set()
    assert validate(day, proposal.placements) == ()
    assert proposal.optimal
    assert (proposal.value, proposal.gap) == (proposal.bound, 0)
    assert len(proposal.placements) == 41


def test_the_best_ranked_are_in(day: Problem, proposal: Proposal) -> None:
    placed = {p.wish for p in proposal.placements}

    assert {200 + rank for rank in range(1, 12)} <= placed
    assert {300 + rank for rank in range(1, 11)} <= placed


def test_each_one_left_out_has_true_reasons(day: Problem, proposal: Proposal) -> None:
    article_5 = [one for one in proposal.unplaced if day.wish[one.wish].hosts == (2,)]

    assert len(article_5) == 22
    for one in proposal.unplaced:
        assert one.reasons
        for reason in one.reasons:
            is_true(day, proposal, reason)
            assert explain(reason, day).endswith(".")
        times = {at for reason in one.reasons for at in reason.times}
        assert times in (set(), {slot.start for slot in cases.TWELVE})


def is_true(day: Problem, proposal: Proposal, reason: Reason) -> None:
    """Check a reason by the facts alone."""
    wish = day.wish[reason.wish]
    guest = day.guest[wish.guest]
    if reason.code == "recusal":
        assert wish.guest in day.host[wish.hosts[0]].members
        assert not wish.recusal_confirmed
    elif reason.code == "arrives":
        assert all(guest.arrives and at < guest.arrives for at in reason.times)
    elif reason.code == "better_ranked":
        ranks = [day.wish[key].rank for key in meets(proposal, reason.by, reason.times)]
        assert len(ranks) == reason.count == len(reason.times)
        assert max(ranks) == reason.rank < wish.rank
        assert all(day.wish[key].hosts == wish.hosts for key in reason.by)
    else:
        assert reason.code in ("busy", "guest_meets", "guest_sits")
        assert len(meets(proposal, reason.by, reason.times)) == len(reason.times)
        assert all(reason.resource in busy(day, day.wish[key]) for key in reason.by)
        assert reason.resource in busy(day, wish)


def meets(proposal: Proposal, by: tuple[int, ...], times: tuple[datetime, ...]) -> list[int]:
    return [p.wish for p in proposal.placements if p.wish in by and p.start in times]


def test_the_reasons_in_words(day: Problem, proposal: Proposal) -> None:
    words = {
        day.guest[day.wish[one.wish].guest].name: [explain(reason, day) for reason in one.reasons]
        for one in proposal.unplaced
        if day.wish[one.wish].hosts == (2,)
    }

    assert words["Senegal"] == ["Senegal arrives on Thursday 7\xa0June, 10:00."]
    assert words["Chile"] == [
        "Chile sits on Article 5 Implementation and has not yet confirmed that it steps aside."
    ]
    first, second = words["Turkey"]
    assert first.endswith(
        ": Article 5 Implementation meets better-ranked candidates, the last of rank 11."
    )
    assert ", who is needed, is with " in second


@pytest.mark.long
def test_the_same_problem_has_the_same_plan(day: Problem, proposal: Proposal) -> None:
    again = propose(day, seconds=60, work=0.2)

    assert again.placements == proposal.placements
    assert again.unplaced == proposal.unplaced


def test_a_decline_moves_nobody(day: Problem, proposal: Proposal) -> None:
    nobody_moves(day, proposal, 203)


@pytest.mark.long
def test_each_decline_in_turn_moves_nobody(day: Problem, proposal: Proposal) -> None:
    for declined in [p.wish for p in proposal.placements]:
        nobody_moves(day, proposal, declined)


def nobody_moves(day: Problem, proposal: Proposal, declined: int) -> None:
    then = after(day, proposal, declined)

    mended = replan(then, seconds=60, work=0.1)

    assert mended.moves == ()
    assert mended.optimal
    assert broken(then, mended.placements) == set()
    kept = {p for p in proposal.placements if p.wish != declined}
    assert kept <= set(mended.placements)


def test_a_room_lost_for_the_morning_moves_only_its_meetings(
    day: Problem, proposal: Proposal
) -> None:
    """The President's room is lost at two of her times: only what was there moves, if that can be."""
    there = [p for p in proposal.placements if p.room == 1][:1]
    rooms = (replace(day.rooms[0], unavailable=(there[0].period,)), *day.rooms[1:])
    then = replace(after(day, proposal, 0), rooms=rooms)

    mended = replan(then, seconds=60, work=0.3)

    assert broken(then, mended.placements) == set()
    kept = {p.wish for p in proposal.placements} <= {p.wish for p in mended.placements}
    assert kept
    assert mended.optimal
    assert [move.wish for move in mended.moves][:1] == [there[0].wish]
    assert len(mended.moves) == 1


@pytest.mark.long
def test_a_large_meeting() -> None:
    large = cases.a_large_meeting()

    found = propose(large, seconds=60)

    assert broken(large, found.placements) == set()
    assert found.gap < 0.01
    assert len(found.placements) >= 290
    assert len(found.placements) + len(found.unplaced) == 300
    assert all(one.reasons for one in found.unplaced)


def test_placements_are_in_order(proposal: Proposal) -> None:
    def order(p: Placement) -> tuple[datetime, int]:
        return p.start, p.room

    assert list(proposal.placements) == sorted(proposal.placements, key=order)
