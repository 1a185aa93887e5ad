"""Who is left out and why, in words; and what decides between plans that place the same."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from programme.bilaterals.planning import (
    Interpretation,
    Problem,
    Proposal,
    Standing,
    Taken,
    Wish,
    explain,
    propose,
    replan,
)

from .cases import accepted, at, during, placed, small
from .checker import broken
from .test_rules_of_the_plan import (
    guest,
    host,
    invite_its_own_member,
    invite_the_member,
    room,
    wish,
)


def words(problem: Problem, left: int) -> list[str]:
    found = propose(problem, seconds=60)
    (one,) = [one for one in found.unplaced if one.wish == left]
    return [explain(reason, problem) for reason in one.reasons]


def clock(found: Proposal, number: int) -> str:
    (start,) = [p.start for p in found.placements if p.wish == number]
    return f"{start:%H:%M}"


def test_all_places_are_taken_by_better_ranked() -> None:
    assert words(small(guests=3), 3) == [
        "All 2 places of Host 1 are taken by better-ranked candidates, the last of rank 2."
    ]
    assert words(small(times=1), 2) == [
        "The only place of Host 1 is taken by a better-ranked candidate (rank 1)."
    ]


def test_the_better_ranked_is_never_left_out_for_two_worse() -> None:
    """A long meeting of the first is worth more than two short ones of others."""
    problem = wish(1, minutes=55)(small(guests=3))

    assert [p.wish for p in propose(problem, seconds=60).placements] == [1]


def test_the_same_rank_and_a_promise() -> None:
    same = wish(2, rank=1)(wish(1, weight=2)(small(times=1)))
    promised = accepted(small(times=1), placed(2, "09:30"))

    assert words(same, 2) == ["At all times: Host 1 meets others of the same rank (1)."]
    assert words(promised, 1) == ["At all times: Host 1 has promised the place to Guest 2."]


def test_what_lasts_is_said_first_of_all_plans() -> None:
    late = guest(arrives=at("10:01"))(small())
    early = guest(leaves=at("09:40"))(small())
    away = guest(unavailable=(during("09:00", "11:00"),))(small())

    assert words(late, 1) == ["Guest 1 arrives on Wednesday 6\xa0June, 10:01."]
    assert words(early, 1) == ["Guest 1 leaves on Wednesday 6\xa0June, 09:40."]
    assert words(away, 1) == ["Guest 1 is not available."]


def test_what_forbids_the_meeting_whatever_the_time() -> None:
    alone = wish(1, excused=frozenset({11}))(host(quorum=2)(small(names={11: "Chile"})))
    steps = wish(1, accessible=True)(room(accessible=False)(small()))

    assert words(invite_its_own_member(small()), 1) == [
        "Member sits on Host 1 and has not yet confirmed that it steps aside."
    ]
    assert words(alone, 1) == [
        "Host 1 is not complete enough: 1 member remains, 2 are needed. Not there: Chile."
    ]
    assert words(steps, 1) == ["Host 1: none of the rooms is accessible."]
    assert words(wish(1, minutes=90)(small()), 1) == [
        "Host 1: no time is long enough and fits all who receive."
    ]
    assert words(host(rooms=())(small()), 1) == ["Host 1: no room is set."]


def test_members_and_rooms_in_the_way() -> None:
    sits = invite_the_member(small(hosts=2, times=1))
    shared = wish(2, hosts=(2,))(small(hosts=2, times=1))
    shared = replace(shared, hosts=(shared.hosts[0], replace(shared.hosts[1], rooms=(1,))))
    busy = replace(
        small(times=1), taken=(Taken(11, during("09:00", "10:00")),), names={11: "Chile"}
    )

    assert words(sits, 2) == ["At all times: Member sits with Host 1."]
    assert words(shared, 2) == ["At all times: every room is taken, by Host 1."]
    assert words(busy, 1) == ["Chile is away, or engaged elsewhere."]
    assert words(room(unavailable=(during("09:00", "12:00"),))(small()), 1) == [
        "At all times: no room is available."
    ]


def test_times_of_several_days_are_said_with_the_day() -> None:
    problem = small(guests=4)
    facts = problem.hosts[0]
    next_day = replace(facts.slots[0], start=at("09:30", 7), end=at("09:55", 7))
    problem = host(slots=(*facts.slots, next_day))(problem)
    late = tuple(
        replace(one, leaves=at("12:00")) if one.key == 904 else one for one in problem.guests
    )

    assert "Wednesday 6\xa0June, 09:30" in words(replace(problem, guests=late), 4)[0]


def comfortable(**changes: Any) -> Problem:
    """One guest, whom both hosts want."""
    both = (Wish(1, (1,), 901, 1), Wish(2, (2,), 901, 1))
    return small(**{"hosts": 2, "times": 4, "guests": 1, "wishes": both, **changes})


def test_preferred_times_first() -> None:
    problem = wish(2, preferred=(during("10:30", "11:00"),))(
        wish(1, preferred=(during("11:00", "11:30"),))(small(times=4))
    )

    found = propose(problem, seconds=60)

    assert (clock(found, 1), clock(found, 2)) == ("11:00", "10:30")
    assert found.polished


def test_near_each_other_with_a_gap_between() -> None:
    found = propose(comfortable(guest_gap=timedelta(minutes=20)), seconds=60)

    first, last = sorted(p.start for p in found.placements)
    assert last - first == timedelta(hours=1)


def test_an_interpreter_and_a_free_lunch() -> None:
    spanish = Interpretation("es", during("10:30", "11:00"))
    speaks = wish(1, languages=frozenset({"es"}))(host(interpretation=(spanish,))(small(times=4)))
    hungry = guest(lunch=True)(small(times=4, guests=1, lunch=during("09:00", "11:00")))

    assert clock(propose(speaks, seconds=60), 1) == "10:30"
    assert clock(propose(hungry, seconds=60), 1) == "11:00"


def test_accepted_stays_and_offered_stays_if_it_can() -> None:
    standing = (
        Standing(placed(2, "09:30"), accepted=True),
        Standing(placed(3, "10:00"), offered=True),
    )
    problem = small(times=3, guests=3, standing=standing)
    crowded = replace(small(times=2, guests=3), standing=standing)

    assert [p.wish for p in propose(problem, seconds=60).placements] == [2, 3, 1]
    assert [p.wish for p in propose(crowded, seconds=60).placements] == [2, 1]


def test_a_replan_keeps_what_is_promised_before_it_places_others() -> None:
    standing = (
        Standing(placed(2, "09:30"), accepted=True),
        Standing(placed(3, "10:00"), offered=True),
    )
    problem = replace(small(times=2, guests=3), standing=standing)

    found = replan(problem, seconds=60)

    assert [p.wish for p in found.placements] == [2, 3]
    assert found.moves == ()


def test_an_earlier_departure_moves_one() -> None:
    problem = accepted(
        small(times=3, guests=3),
        placed(1, "10:30"),
        placed(2, "10:00"),
    )
    problem = guest(leaves=at("10:00"))(problem)

    found = replan(problem, seconds=60)

    (move,) = found.moves
    assert (move.wish, move.before, move.after) == (1, placed(1, "10:30"), placed(1, "09:30"))
    assert broken(problem, found.placements) == set()


def test_nobody_is_dropped_if_two_can_move_instead() -> None:
    problem = accepted(small(times=2), placed(1, "10:00"), placed(2, "09:30"))
    problem = guest(leaves=at("09:55"))(problem)

    found = replan(problem, seconds=60)

    assert [move.wish for move in found.moves] == [1, 2]
    assert found.optimal


def test_pinned_never_moves_though_others_must() -> None:
    problem = small(
        times=2,
        guests=2,
        standing=(
            Standing(placed(1, "10:00"), accepted=True),
            Standing(placed(2, "09:30"), pinned=True, accepted=True),
        ),
    )
    problem = guest(leaves=at("09:55"))(problem)

    found = replan(problem, seconds=60)

    assert found.placements == (placed(2, "09:30"),)
    assert [one.wish for one in found.unplaced] == [1]
