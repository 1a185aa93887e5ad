"""The day of the bilaterals as somebody would keep it on paper: the model for the machine.

Written apart from the product: from the rules alone, with names instead of rows.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.programme.bilaterals.days import at as on_the_day

PRESIDED = {"president", "compliance"}
QUORUM = {"article-5": 2, "victim-assistance": 2, "cooperation": 2, "compliance": 2}
WITH_STEPS = "Room E"
HOURS = ((on_the_day(9, 30), on_the_day(12, 30)), (on_the_day(14), on_the_day(17)))
LENGTH, BUFFER = timedelta(minutes=25), timedelta(minutes=5)

TAKES = {"proposed", "offered", "another_time", "accepted", "held"}
TOLD = {"offered", "another_time", "accepted"}
OPEN = {"offered", "another_time"}
TO_COME = TOLD | {"proposed"}


@dataclass
class Guest:
    """Whom hosts should meet: a candidate."""

    pk: int
    code: str
    hosts: tuple[str, ...]
    rooms: tuple[str, ...]
    length: timedelta = LENGTH
    needs_access: bool = False
    has_address: bool = True
    people: tuple[int, ...] = ()
    excused: set[str] = field(default_factory=set)
    confirmed: bool = False
    aside: bool = False


@dataclass
class Talk:
    """A bilateral."""

    pk: int
    guest: Guest
    begins: datetime
    ends: datetime
    room: str
    state: str = "proposed"
    version: int = 1
    pinned: bool = False
    people: set[int] = field(default_factory=set)
    offered: datetime | None = None
    expires: datetime | None = None
    reminded: datetime | None = None
    wanted: datetime | None = None
    arrived: datetime | None = None
    started: datetime | None = None
    ended: datetime | None = None
    late: int = 0
    # What was marked and not taken back: the act, and what was before it.
    marks: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def become(self, state: str) -> None:
        """Be something else from now on."""
        self.state = state
        self.version += 1

    @property
    def takes(self) -> bool:
        """Whether its people, its room and its time are taken."""
        return self.state in TAKES

    @property
    def until(self) -> datetime:
        """The first instant at which an invitation is over."""
        waits = self.state == "another_time" or self.expires is None
        return self.begins if waits else self.expires or self.begins


# A guest at a time in a room, with those who were named.
Wish = tuple[Guest, datetime, datetime, str, set[int]]


@dataclass
class BilateralsModel:
    """One day."""

    members: dict[str, set[str]]
    away: list[tuple[str, datetime, datetime]]
    talks: dict[int, Talk] = field(default_factory=dict)

    def needs(self, guest: Guest, room: str, people: set[int]) -> dict[str, str]:
        """Whom and what it takes, each with its part."""
        found = {f"person {pk}": "participant" for pk in people}
        for host in guest.hosts:
            coming = self.members[host] - guest.excused
            found |= {f"entity {code}": "member" for code in coming}
        for host in guest.hosts:
            found[f"host {host}"] = "host"
            if host in PRESIDED:
                found["president"] = "president"
        return found | {f"entity {guest.code}": "guest", f"room {room}": "room"}

    def needs_of(self, talk: Talk) -> dict[str, str]:
        """Whom and what a bilateral takes."""
        return self.needs(talk.guest, talk.room, talk.people)

    def standing(self, guest: Guest) -> Talk | None:
        """The one that stands for a guest."""
        return next((t for t in self.talks.values() if t.guest is guest and t.takes), None)

    def sits(self, guest: Guest, code: str) -> bool:
        """Whether somebody would come for a host, unless excused."""
        return code != guest.code and any(code in self.members[host] for host in guest.hosts)

    def steps_aside(self, guest: Guest) -> bool:
        """Whether the guest is a member of a host."""
        return any(guest.code in self.members[host] for host in guest.hosts)

    def has_quorum(self, guest: Guest, excused: set[str]) -> bool:
        """Whether enough members come for each host."""
        return all(
            len(self.members[host] - excused - {guest.code}) >= QUORUM.get(host, 0)
            for host in guest.hosts
        )

    # Two places

    def is_taken(self, names: set[str], begins: datetime, ends: datetime, *but: Talk) -> bool:
        """Whether one of these is in another bilateral meanwhile."""
        return any(
            talk.begins < ends and begins < talk.ends and names & self.needs_of(talk).keys()
            for talk in self.talks.values()
            if talk.takes and not any(talk is one for one in but)
        )

    def can_stand(self, talk: Talk) -> bool:
        """Whether one that has freed everything can take it again."""
        other = self.standing(talk.guest)
        names = set(self.needs_of(talk))
        taken = self.is_taken(names, talk.begins, talk.ends, talk)
        return other in (None, talk) and not taken and self.is_sound(talk)

    def is_sound(self, talk: Talk) -> bool:
        """Whether a member that is the guest steps aside, and enough of the others are left."""
        guest = talk.guest
        aside = guest.confirmed or not self.steps_aside(guest)
        return aside and self.has_quorum(guest, guest.excused)

    def can_be_sent(self, talk: Talk) -> bool:
        """Whether nothing has changed since it was placed that nobody is invited to."""
        names = set(self.needs_of(talk))
        return self.is_sound(talk) and not self._is_away(names, talk.begins, talk.ends)

    def can_shift(self, talks: list[Talk], by: timedelta) -> bool:
        """Whether all these can be so much later."""
        return not any(
            self.is_taken(set(self.needs_of(talk)), talk.begins + by, talk.ends + by, *talks)
            for talk in talks
        )

    def is_possible(self, wishes: list[Wish], *instead_of: Talk) -> bool:
        """Whether the board allows all this together."""
        return all(self._is_possible(wish, wishes, instead_of) for wish in wishes)

    def _is_possible(self, wish: Wish, wishes: list[Wish], instead_of: tuple[Talk, ...]) -> bool:
        guest, begins, ends, room, people = wish
        names = set(self.needs(guest, room, people))
        return not (
            self.is_taken(names, begins, ends, *instead_of)
            or any(
                one[1] < ends and begins < one[2] and names & self.needs(one[0], *one[3:]).keys()
                for one in wishes
                if one is not wish
            )
            or self._is_away(names, begins, ends)
            or (self.steps_aside(guest) and not guest.confirmed)
            or not self.has_quorum(guest, guest.excused)
            or (guest.needs_access and room == WITH_STEPS)
        )

    def _is_away(self, names: set[str], begins: datetime, ends: datetime) -> bool:
        return any(who in names and since < ends and begins < to for who, since, to in self.away)

    def free_times(self, talk: Talk, at: datetime) -> set[datetime]:
        """At which other times a bilateral could be instead."""
        if talk.guest.needs_access and WITH_STEPS in talk.guest.rooms[:1]:
            return set()
        who = set(self.needs(talk.guest, talk.guest.rooms[0], set()))
        found = set()
        length = talk.ends - talk.begins
        for opens, closes in HOURS:
            begins = opens
            while begins + length <= closes:
                ends = begins + length
                busy = self.is_taken(who, begins, ends, talk) or self._is_away(who, begins, ends)
                if begins > at and begins != talk.begins and not busy:
                    found.add(begins)
                begins = ends + BUFFER
        return found

    # What follows

    def tell_of_move(
        self, talk: Talk, was: datetime, at: datetime, was_in: str | None = None
    ) -> None:
        """Let a delegation that knows of it hear where it is now."""
        moved = was != talk.begins
        if talk.state not in TOLD or not (moved or was_in not in (None, talk.room)):
            return
        if talk.state == "another_time" and moved:
            talk.state, talk.wanted, talk.offered, talk.reminded = "offered", None, at, None
        if talk.state != "accepted" and not (talk.expires and at < talk.expires <= talk.begins):
            talk.expires = talk.begins
        talk.version += 1

    def shift(self, talk: Talk, by: timedelta, at: datetime) -> None:
        """Let it be so much later, and tell it."""
        was = talk.begins
        talk.begins, talk.ends = was + by, talk.ends + by
        talk.version += 1
        self.tell_of_move(talk, was, at)

    def is_marked(self, act: str, talk: Talk, at: datetime) -> bool:
        """Whether a mark can be true now."""
        if talk.state not in TO_COME or at.date() < talk.begins.date():
            return False
        if act == "hold":
            return talk.started is not None
        if talk.started or (act != "start" and talk.arrived):
            return False
        return act != "no_show" or at >= talk.begins

    def invite(self, talk: Talk, until: datetime | None, at: datetime) -> None:
        """Ask for an answer."""
        talk.become("offered")
        talk.offered, talk.expires = at, until or talk.begins
        talk.reminded = talk.wanted = None

    def answer(self, talk: Talk, state: str, at: datetime, wanted: datetime | None = None) -> None:
        """Let a delegation answer."""
        talk.become(state)
        talk.wanted, talk.offered = wanted, talk.offered or at
