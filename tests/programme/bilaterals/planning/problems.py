"""Hypothesis draws small problems, full of collisions."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from programme.bilaterals.planning import (
    GuestFacts,
    HostFacts,
    Period,
    Problem,
    RoomFacts,
    Standing,
    Taken,
    Wish,
)

from .brute import every_plan
from .cases import at, during, slots

STARTS = ("09:30", "10:00", "10:30")
STATES = (11, 12, 13, 14)
PRESIDENT = 99

periods = st.sampled_from([during(s, e) for s, e in (("09:00", "10:10"), ("10:20", "11:00"))])
some_periods = st.lists(periods, max_size=1).map(tuple)
rarely = st.integers(0, 5).map(lambda n: n == 0)


@st.composite
def hosts(draw: st.DrawFn, key: int) -> HostFacts:
    starts = draw(st.sets(st.sampled_from(STARTS), min_size=1))
    members = draw(st.sets(st.sampled_from(STATES), max_size=2))
    return HostFacts(
        key,
        f"Host {key}",
        slots(*sorted(starts)),
        timedelta(minutes=draw(st.sampled_from((5, 5, 10)))),
        tuple(sorted(draw(st.sets(st.sampled_from((1, 2)), min_size=1)))),
        tuple(sorted(members)),
        (PRESIDENT,) if draw(rarely) else (),
        quorum=min(len(members), draw(st.integers(0, 1))),
        unavailable=draw(some_periods) if draw(rarely) else (),
    )


@st.composite
def guests(draw: st.DrawFn, key: int) -> GuestFacts:
    return GuestFacts(
        key,
        f"State {key}",
        draw(st.sampled_from((None, None, None, at("10:00"), at("10:05")))),
        draw(st.sampled_from((None, None, None, at("10:25"), at("10:20")))),
        draw(some_periods) if draw(rarely) else (),
        lunch=draw(st.booleans()),
    )


@st.composite
def wishes(draw: st.DrawFn, key: int, of: int) -> Wish:
    joint = of > 1 and draw(rarely)
    return Wish(
        key,
        (1, 2) if joint else (draw(st.integers(1, of)),),
        draw(st.sampled_from(STATES)),
        draw(st.integers(1, 3)),
        draw(st.integers(1, 2)),
        preferred=draw(some_periods),
        accessible=draw(rarely),
        people=(draw(st.sampled_from((71, 71, PRESIDENT))),) if draw(rarely) else (),
        excused=frozenset({draw(st.sampled_from(STATES))}) if draw(rarely) else frozenset(),
        recusal_confirmed=draw(st.booleans()),
        minutes=draw(st.sampled_from((None, None, None, 20, 55))),
    )


@st.composite
def problems(draw: st.DrawFn, most: int = 4) -> Problem:
    of = draw(st.integers(1, 2))
    return Problem(
        hosts=tuple(draw(hosts(key)) for key in range(1, of + 1)),
        rooms=(
            RoomFacts(1, "A", True, draw(some_periods) if draw(rarely) else ()),
            RoomFacts(2, "B", False),
        ),
        guests=tuple(draw(guests(key)) for key in STATES),
        wishes=tuple(draw(wishes(key, of)) for key in range(1, draw(st.integers(1, most)) + 1)),
        taken=(Taken(draw(st.sampled_from(STATES)), draw(periods)),) if draw(rarely) else (),
        lunch=during("10:00", "10:30"),
        guest_gap=timedelta(minutes=draw(st.sampled_from((0, 30)))),
        breaks=(Period(at("10:56"), at("11:30")),) if draw(rarely) else (),
    )


@st.composite
def boards(draw: st.DrawFn) -> Problem:
    """A problem with a lawful plan on the board; then something happens that may force a move."""
    problem = draw(problems())
    plans = list(every_plan(problem))
    plan = draw(st.sampled_from(plans[-8:]))
    standing = tuple(
        Standing(p, accepted=how == "accepted", offered=how == "offered")
        for p in plan
        for how in [draw(st.sampled_from(("accepted", "accepted", "offered", "draft")))]
    )
    away = draw(periods)
    what = draw(st.sampled_from(("host", "room", "guest", "nothing")))
    problem = replace(problem, standing=standing)
    first = problem.hosts[0]
    if what == "host":
        return replace(problem, hosts=(replace(first, unavailable=(away,)), *problem.hosts[1:]))
    if what == "room":
        return replace(
            problem, rooms=(replace(problem.rooms[0], unavailable=(away,)), problem.rooms[1])
        )
    if what == "guest":
        leaves = [replace(guest, leaves=at("10:25")) for guest in problem.guests[:2]]
        return replace(problem, guests=(*leaves, *problem.guests[2:]))
    return problem
