"""Problems of the tests: the day of 2018, and small ones built by hand."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from programme.bilaterals.planning import (
    GuestFacts,
    HostFacts,
    Period,
    Placement,
    Problem,
    RoomFacts,
    Standing,
    Wish,
)

GENEVA = ZoneInfo("Europe/Zurich")
MINUTE = timedelta(minutes=1)


def at(clock: str, day: int = 6) -> datetime:
    """6 June 2018 in Geneva: at("09:30")."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2018, 6, day, hour, minute, tzinfo=GENEVA)


def during(start: str, end: str) -> Period:
    return Period(at(start), at(end))


def slots(*starts: str, minutes: int = 25) -> tuple[Period, ...]:
    return tuple(Period(at(s), at(s) + minutes * MINUTE) for s in starts)


TWELVE = slots(
    *("09:30", "10:00", "10:30", "11:00", "11:30", "12:00"),
    *("14:00", "14:30", "15:00", "15:30", "16:00", "16:30"),
)

CANDIDATES = {
    1: "State of Palestine, Sri Lanka, ICRC, ICBL-CMC, UNMAS, GICHD, European Union",
    2: (
        "Bosnia and Herzegovina, Sudan, Cyprus, Croatia, Serbia, United Kingdom, Ecuador, Colombia, "
        "Angola, Cambodia, Ukraine, Yemen, Chad, Tajikistan, Thailand, Iraq, Zimbabwe, Peru, Turkey, "
        "Mauritania, Niger, Senegal, Democratic Republic of the Congo, South Sudan, Somalia, Argentina, "
        "Chile, Ethiopia, Eritrea, Oman, Sri Lanka, State of Palestine, Afghanistan"
    ),
    3: (
        "South Sudan, Ethiopia, Iraq, Uganda, Colombia, Angola, Cambodia, El Salvador, Tajikistan, "
        "Yemen, Croatia, Thailand, Albania, Nicaragua"
    ),
    4: "Zimbabwe, Niger, Sri Lanka, Ukraine, Mauritania, Chad, Serbia, Tajikistan, Somalia, Angola",
    5: "Ukraine, Sudan, Yemen, Iraq",
}
"""By host, the best-ranked first; thirty-three for Article 5."""
COMMITTEES = {
    2: ("Article 5 Implementation", "Switzerland, Chile, Colombia, Netherlands"),
    3: ("Victim Assistance", "Belgium, Croatia, Ecuador, Mozambique"),
    4: ("Cooperation and Assistance", "Sweden, Thailand, Algeria, Canada"),
    5: ("Cooperative Compliance", "Afghanistan, Poland, Peru, Iraq, United Kingdom"),
}
PRESIDENT = 999


def key_of(name: str) -> int:
    """The resource of an entity."""
    return 1000 + _NAMES.index(name)


_MEMBERS = [name for _, members in COMMITTEES.values() for name in members.split(", ")]
_INVITED = [name for names in CANDIDATES.values() for name in names.split(", ")]
_NAMES = sorted({*_MEMBERS, *_INVITED})


def the_day_of_2018() -> Problem:
    """Five hosts, twelve times, sixty places; the President chairs Cooperative Compliance, too."""
    return Problem(
        hosts=(_president(), *(_committee(key) for key in COMMITTEES)),
        rooms=tuple(RoomFacts(key, f"Room {'ABCDE'[key - 1]}", key != 4) for key in range(1, 6)),
        guests=tuple(_guest(name) for name in _NAMES),
        wishes=tuple(
            _wish(host, rank, name)
            for host, names in CANDIDATES.items()
            for rank, name in enumerate(names.split(", "), start=1)
        ),
        lunch=during("12:30", "14:00"),
        guest_gap=30 * MINUTE,
        names={PRESIDENT: "The President"},
        zone=GENEVA,
    )


def _president() -> HostFacts:
    return HostFacts(1, "The President", TWELVE, 5 * MINUTE, (1,), persons=(PRESIDENT,))


def _committee(key: int) -> HostFacts:
    name, members = COMMITTEES[key]
    sitting = tuple(map(key_of, members.split(", ")))
    persons = (PRESIDENT,) if key == 5 else ()
    return HostFacts(key, name, TWELVE, 5 * MINUTE, (key,), sitting, persons, quorum=2)


def _guest(name: str) -> GuestFacts:
    arrives = {"Senegal": at("10:00", day=7), "Sudan": at("10:15")}.get(name)
    leaves = {"Ukraine": at("16:00")}.get(name)
    return GuestFacts(key_of(name), name, arrives, leaves)


def _wish(host: int, rank: int, name: str) -> Wish:
    own = {("Colombia", 2), ("Croatia", 3)}
    preferred = (during("14:00", "17:00"),) if name in ("Angola", "Cyprus") else ()
    return Wish(
        host * 100 + rank,
        (host,),
        key_of(name),
        rank,
        preferred=preferred,
        recusal_confirmed=(name, host) in own,
    )


def small(*, hosts: int = 1, times: int = 2, guests: int = 2, **changes: Any) -> Problem:
    """Hosts 1, 2 … in rooms 1, 2 …, each with members (11, 12), (21, 22) …; guests 901, 902 …

    Each guest is a wish of the first host, ranked in order.
    """
    starts = ("09:30", "10:00", "10:30", "11:00")[:times]
    facts: dict[str, Any] = {
        "hosts": tuple(
            HostFacts(n, f"Host {n}", slots(*starts), 5 * MINUTE, (n,), (n * 10 + 1, n * 10 + 2))
            for n in range(1, hosts + 1)
        ),
        "rooms": tuple(RoomFacts(n, f"Room {n}") for n in range(1, hosts + 1)),
        "guests": tuple(GuestFacts(900 + n, f"Guest {n}") for n in range(1, guests + 1)),
        "wishes": tuple(Wish(n, (1,), 900 + n, n) for n in range(1, guests + 1)),
        "zone": GENEVA,
    }
    return Problem(**{**facts, **changes})


def placed(wish: int, clock: str, room: int = 1, minutes: int = 25) -> Placement:
    return Placement(wish, at(clock), at(clock) + minutes * MINUTE, room)


def accepted(problem: Problem, *placements: Placement) -> Problem:
    """The same, where these meetings are accepted."""
    return replace(problem, standing=tuple(Standing(p, accepted=True) for p in placements))


def a_large_meeting() -> Problem:
    """Ten hosts, thirty-six times, three hundred candidates."""
    times = tuple(
        Period(start, start + 10 * MINUTE)
        for start in (at("09:00") + n * 15 * MINUTE for n in range(36))
    )
    chance = Random(1999)
    members = chance.sample(range(1000, 1090), 40)
    return Problem(
        hosts=tuple(
            HostFacts(
                *(key, f"Host {key}", times, 5 * MINUTE, (key,)),
                members=tuple(members[4 * key - 4 : 4 * key]),
                quorum=2,
            )
            for key in range(1, 11)
        ),
        rooms=tuple(RoomFacts(key, f"Room {key}", key != 4) for key in range(1, 11)),
        guests=tuple(GuestFacts(key, f"Guest {key}") for key in range(1000, 1090)),
        wishes=tuple(
            Wish(host * 100 + rank, (host,), guest, rank, accessible=chance.random() < 0.1)
            for host in range(1, 11)
            for rank, guest in enumerate(_others(host, members, chance), start=1)
        ),
        guest_gap=15 * MINUTE,
    )


def _others(host: int, members: list[int], chance: Random) -> list[int]:
    """Thirty guests that do not sit on a host."""
    sitting = set(members[4 * host - 4 : 4 * host])
    return chance.sample([key for key in range(1000, 1090) if key not in sitting], 30)
