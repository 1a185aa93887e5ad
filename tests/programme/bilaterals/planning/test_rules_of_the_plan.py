"""Each hard rule: the checker finds it broken, `validate` says it, the planner does not do it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from programme.bilaterals.planning import (
    GuestFacts,
    Placement,
    Problem,
    Standing,
    Taken,
    Wish,
    propose,
    say,
    validate,
)

from .cases import at, during, placed, slots, small
from .checker import broken

MEMBER, PRESIDENT = 11, 99


def host(**changes: Any) -> Callable[[Problem], Problem]:
    """Change the first host."""
    return lambda problem: replace(
        problem, hosts=(replace(problem.hosts[0], **changes), *problem.hosts[1:])
    )


def room(**changes: Any) -> Callable[[Problem], Problem]:
    return lambda problem: replace(
        problem, rooms=(replace(problem.rooms[0], **changes), *problem.rooms[1:])
    )


def guest(**changes: Any) -> Callable[[Problem], Problem]:
    return lambda problem: replace(
        problem, guests=(replace(problem.guests[0], **changes), *problem.guests[1:])
    )


def wish(number: int = 1, **changes: Any) -> Callable[[Problem], Problem]:
    return lambda problem: replace(
        problem,
        wishes=tuple(
            replace(one, **changes) if one.key == number else one for one in problem.wishes
        ),
    )


def anew(**changes: Any) -> Callable[[Problem], Problem]:
    return lambda problem: replace(problem, **changes)


def invite(number: int, **changes: Any) -> Callable[[Problem], Problem]:
    """Let the guest of a wish be a member of the first host."""

    def change(problem: Problem) -> Problem:
        member = GuestFacts(MEMBER, "Member")
        together = replace(problem, guests=(*problem.guests, member))
        return wish(number, guest=MEMBER, **changes)(together)

    return change


invite_the_member = invite(2, hosts=(2,))
"""The second host invites a member of the first one."""
invite_its_own_member = invite(1)


def president_in_both(problem: Problem) -> Problem:
    hosts = tuple(replace(one, persons=(PRESIDENT,)) for one in problem.hosts)
    return wish(2, hosts=(2,))(replace(problem, hosts=hosts))


def joint(problem: Problem) -> Problem:
    return wish(2, guest=902, hosts=(2,))(wish(1, hosts=(1, 2))(problem))


ALONE = [placed(1, "09:30")]
AT_ONCE = [placed(1, "09:30"), placed(2, "09:30", room=2)]

# A change of the day, a plan, what the checker finds, what `validate` says.
BROKEN: dict[str, tuple[Callable[[Problem], Problem], list[Placement], str, str]] = {
    "host twice": (anew(), AT_ONCE, "host twice", "host"),
    "buffer": (
        host(slots=slots("09:30", "09:57")),
        [placed(1, "09:30"), placed(2, "09:57")],
        "host twice",
        "host_buffer",
    ),
    "member and guest": (invite_the_member, AT_ONCE, "in two places", "resource"),
    "president": (president_in_both, AT_ONCE, "in two places", "resource"),
    "joint": (joint, AT_ONCE, "host twice", "host"),
    "participant": (
        lambda p: wish(2, hosts=(2,), people=(71,))(wish(1, people=(71,))(p)),
        AT_ONCE,
        "in two places",
        "resource",
    ),
    "room twice": (
        lambda p: wish(2, hosts=(2,))(p),
        [placed(1, "09:30"), placed(2, "09:30", room=1)],
        "room twice",
        "room",
    ),
    "recusal": (invite_its_own_member, ALONE, "recusal", "recusal"),
    "quorum": (
        lambda p: wish(1, excused=frozenset({MEMBER}))(host(quorum=2)(p)),
        ALONE,
        "quorum",
        "quorum",
    ),
    "quorum by recusal": (
        lambda p: wish(1, recusal_confirmed=True)(host(quorum=2)(invite_its_own_member(p))),
        ALONE,
        "quorum",
        "quorum",
    ),
    "no such time": (anew(), [placed(1, "09:40")], "time", "not_a_place"),
    "too long": (anew(), [placed(1, "09:30", minutes=20)], "length", "wrong_end"),
    "other room": (anew(), [placed(1, "09:30", room=2)], "room", "not_its_room"),
    "accessible": (
        lambda p: wish(1, accessible=True)(room(accessible=False)(p)),
        ALONE,
        "access",
        "room_not_accessible",
    ),
    "room away": (
        room(unavailable=(during("09:00", "09:31"),)),
        ALONE,
        "room away",
        "room_unavailable",
    ),
    "host away": (
        host(unavailable=(during("09:54", "10:00"),)),
        ALONE,
        "host away",
        "host_unavailable",
    ),
    "guest away": (
        guest(unavailable=(during("09:00", "12:00"),)),
        ALONE,
        "guest away",
        "guest_unavailable",
    ),
    "arrival": (guest(arrives=at("09:31")), ALONE, "arrival", "arrives"),
    "departure": (guest(leaves=at("09:54")), ALONE, "departure", "leaves"),
    "break": (anew(breaks=(during("09:50", "10:00"),)), ALONE, "break", "break"),
    "elsewhere": (
        anew(taken=(Taken(MEMBER, during("09:00", "09:31")),)),
        ALONE,
        "taken",
        "taken",
    ),
    "twice": (anew(), [placed(1, "09:30"), placed(1, "10:00")], "twice", "twice_placed"),
    "pinned": (
        anew(standing=(Standing(placed(1, "10:00"), pinned=True),)),
        ALONE,
        "pinned",
        "pinned_moved",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_rule_is_found_and_said(case: str) -> None:
    change, plan, found_by_checker, rule = BROKEN[case]
    problem = change(small(hosts=2))

    assert found_by_checker in {name for name, _ in broken(problem, plan)}
    violations = validate(problem, plan)
    assert rule in {violation.rule for violation in violations}
    for violation in violations:
        assert say(violation, problem).endswith(".")


@pytest.mark.parametrize("case", BROKEN)
def test_the_planner_does_not_break_it(case: str) -> None:
    problem = BROKEN[case][0](small(hosts=2))

    assert broken(problem, propose(problem, seconds=60).placements) == set()


# What touches, but does not collide: the same facts, half-open.
LAWFUL: dict[str, tuple[Callable[[Problem], Problem], list[Placement]]] = {
    "next slot": (anew(), [placed(1, "09:30"), placed(2, "10:00")]),
    "away until it starts": (host(unavailable=(during("09:00", "09:30"),)), ALONE),
    "away when it ends": (room(unavailable=(during("09:55", "10:30"),)), ALONE),
    "arrives in time": (guest(arrives=at("09:30")), ALONE),
    "leaves in time": (guest(leaves=at("09:55")), ALONE),
    "excused by name": (
        lambda p: wish(1, excused=frozenset({MEMBER}))(invite_the_member(p)),
        AT_ONCE,
    ),
    "excused is not away": (
        lambda p: wish(1, excused=frozenset({MEMBER}))(
            replace(p, taken=(Taken(MEMBER, during("09:00", "12:00")),))
        ),
        ALONE,
    ),
    "steps aside": (lambda p: wish(1, recusal_confirmed=True)(invite_its_own_member(p)), ALONE),
    "two slots long": (wish(1, minutes=55), [placed(1, "09:30", minutes=55)]),
    "joint in either room": (joint, [placed(1, "09:30", room=2), placed(2, "10:00", room=2)]),
}


@pytest.mark.parametrize("case", LAWFUL)
def test_what_only_touches_is_lawful(case: str) -> None:
    change, plan = LAWFUL[case]
    problem = change(small(hosts=2))

    assert broken(problem, plan) == set()
    assert validate(problem, plan) == ()


def test_all_violations_come_in_the_order_of_time() -> None:
    problem = guest(arrives=at("09:45"))(small(hosts=2, guests=3))
    plan = [placed(3, "10:00"), placed(2, "10:00"), placed(1, "09:30")]

    found = validate(problem, plan)

    assert [one.rule for one in found] == ["arrives", "host", "resource", "resource", "room"]
    assert found == validate(problem, list(reversed(plan)))


def test_an_unknown_meeting_is_a_violation_and_no_error() -> None:
    problem = small()

    found = validate(problem, [placed(77, "09:30"), placed(1, "10:00", room=9)])

    assert [one.rule for one in found] == ["unknown", "unknown"]
    assert say(found[0], problem) == "09:30: This meeting, or its room, no longer exists."


def test_croatia_in_two_places_in_words() -> None:
    problem = invite_the_member(small(hosts=2))

    (found,) = validate(problem, AT_ONCE)

    assert say(found, problem) == (
        "09:30: Member cannot be in two places: Host 1 with Guest 1 and Host 2 with Member."
    )


def test_what_stands_firm_may_contradict_itself() -> None:
    """Two accepted meetings of one host at once: `propose` leaves them, `validate` says so."""
    both = tuple(Standing(p, accepted=True) for p in (placed(1, "09:30"), placed(2, "09:30")))
    problem = small(guests=3, standing=both)

    found = propose(problem, seconds=60)

    assert {p.wish for p in found.placements} == {1, 2, 3}
    assert {"host", "room"} <= {one.rule for one in validate(problem, found.placements)}
    assert all(3 not in one.wishes for one in validate(problem, found.placements))


@pytest.mark.parametrize(
    "change",
    [
        {"wishes": (Wish(1, (5,), 901, 1),)},
        {"wishes": (Wish(1, (1,), 999, 1),)},
        {"wishes": (Wish(1, (), 901, 1),)},
        {"wishes": (Wish(1, (1, 1), 901, 1),)},
        {"wishes": (Wish(1, (1,), 901, 0),)},
        {"wishes": (Wish(1, (1,), 901, 1, 0),)},
        {"wishes": (Wish(1, (1,), 901, 1, minutes=0),)},
        {"wishes": (Wish(1, (1,), 901, 1), Wish(1, (1,), 902, 2))},
        {"standing": (Standing(placed(7, "09:30")),)},
        {"rooms": ()},
    ],
)
def test_a_problem_that_names_nothing_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\."):
        small(**change)


def test_a_period_needs_a_zone_and_an_end() -> None:
    with pytest.raises(ValueError, match="zone"):
        replace(during("09:00", "10:00"), start=at("09:00").replace(tzinfo=None))
    with pytest.raises(ValueError, match="ends"):
        replace(during("09:00", "10:00"), end=at("09:00") - timedelta(minutes=1))
