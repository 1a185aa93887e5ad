"""A machine that does to the day of the bilaterals whatever may be done, and compares it with the model.

Real operations on a real Postgres; each run is a savepoint.
"""

from collections import defaultdict
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from intersessional.audit.models import AuditEntry
from programme.bilaterals.models import (
    Absence,
    Bilateral,
    Candidate,
    Engagement,
    Excusal,
    Mark,
    Notice,
    Participant,
    Resource,
)
from programme.bilaterals.operations import (
    answering,
    candidates,
    day,
    delaying,
    excusing,
    expiring,
    offering,
    placing,
)
from programme.bilaterals.operations.holding import ChangedMeanwhile
from programme.bilaterals.policies import Refused
from programme.bilaterals.today import days as today
from registration.delegations.models import Entity
from tests.long.bilaterals_model import LENGTH, OPEN, BilateralsModel, Guest, Talk, Wish
from tests.long.savepoints import savepoint
from tests.people import GENEVA, ON_14_MAY, PAOLA, focal_point, receive
from tests.programme.bilaterals.days import at as on_the_day
from tests.programme.bilaterals.days import host_of, make_candidate, meeting, planner, room_named

REFUSALS = (Refused, ChangedMeanwhile, delaying.DayChanged)
ROOMS = {
    "president": "Room A",
    "article-5": "Room B",
    "victim-assistance": "Room C",
    "cooperation": "Room D",
    "compliance": "Room E",
}
# Guests of several hosts, of two together, members themselves, one of its own host, one without address.
GUESTS = (
    ("ec", ("article-5",), {}),
    ("ec", ("president",), {}),
    ("ec", ("victim-assistance",), {}),
    ("hr", ("article-5",), {}),
    ("ba", ("article-5", "victim-assistance"), {}),
    ("ua", ("compliance",), {"needs_accessible_room": True}),
    ("pe", ("cooperation",), {"minutes": 40}),
    ("et", ("victim-assistance",), {}),
)
NO_ADDRESS = "et"
SLOTS = [on_the_day(9, 30) + timedelta(minutes=15 * n) for n in range(7)]
BEGINNINGS = [ON_14_MAY, on_the_day(8), on_the_day(9, 40)]
IN_TWO_PLACES = """
SELECT one.resource_id FROM bilaterals_engagement AS one
  JOIN bilaterals_bilateral AS here ON here.id = one.bilateral_id
  JOIN bilaterals_engagement AS other ON other.resource_id = one.resource_id AND other.id > one.id
  JOIN bilaterals_bilateral AS there ON there.id = other.bilateral_id
 WHERE here.state NOT IN ('declined', 'expired', 'cancelled', 'no_show')
   AND there.state NOT IN ('declined', 'expired', 'cancelled', 'no_show')
   AND here.begins_at < there.ends_at AND there.begins_at < here.ends_at
"""

numbers = st.integers(0, 20)
slots = st.sampled_from(SLOTS)
# Now and then on an old page, by telephone, in another room.
seldom = st.sampled_from([False, False, False, False, True])
rooms = st.sampled_from([None, None, None, "Room A", "Room B", "Room E"])
deadlines = st.sampled_from([None, None, timedelta(minutes=30), timedelta(days=3)])
chosen_people = st.sets(st.integers(0, 2), max_size=2)


def set_the_day() -> tuple[list[Guest], dict[str, set[str]]]:
    """Write candidates, people and who is away, once for all runs; return them as the model has them."""
    planner()
    people = tuple(
        receive(replace(PAOLA, given_names=name, email=f"{name}@mission.example".lower())).pk
        for name in ("Paola", "Rosa")
    )
    focal_point()
    guests = []
    for code, hosts, fields in GUESTS:
        row = make_candidate(*(host_of(slug) for slug in hosts), entity_code=code, **fields)
        guests.append(
            Guest(
                row.pk,
                code,
                hosts,
                tuple(ROOMS[slug] for slug in hosts),
                length=timedelta(minutes=row.minutes) if row.minutes else LENGTH,
                needs_access=row.needs_accessible_room,
                has_address=code != NO_ADDRESS,
                people=people if code == "ec" else (),
            )
        )
    Entity.objects.filter(email="").exclude(code=NO_ADDRESS).update(email="x@mission.example")
    Entity.objects.filter(code=NO_ADDRESS).update(email="")
    Absence.objects.create(
        resource=Resource.objects.of(entity=Entity.objects.get(code="mz")),
        meeting=meeting(),
        begins_at=on_the_day(9, 30),
        ends_at=on_the_day(10),
    )
    sitting = {
        slug: {one.entity.code for one in host_of(slug).members_on(SLOTS[0].date())}
        for slug in ROOMS
    }
    return guests, sitting


class Bilaterals(RuleBasedStateMachine):
    """Everything that may happen to the bilaterals of one meeting."""

    # Set by whoever runs it.
    guests: list[Guest]
    sitting: dict[str, set[str]]

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = savepoint()
        self.savepoint.__enter__()
        self.staff = planner()
        self.candidates = Candidate.objects.with_names().in_bulk()
        self.rooms = {name: room_named(name).pk for name in ROOMS.values()}
        sitting = {code for of_host in self.sitting.values() for code in of_host}
        known = Entity.objects.filter(code__in=sitting | {"pe"})
        self.entities = {one.code: one for one in known}

    def teardown(self) -> None:
        """Undo the run."""
        self.savepoint.__exit__(None, None, None)

    @initialize(at=st.sampled_from(BEGINNINGS), offered=st.booleans())
    def begin(self, at: datetime, offered: bool) -> None:
        """Begin weeks before, or on the day; with a few on the board."""
        self.at = at
        self.today = [replace(one, excused=set()) for one in self.guests]
        away = [("entity mz", on_the_day(9, 30), on_the_day(10))]
        self.model = BilateralsModel(self.sitting, away)
        for n, slot in ((0, SLOTS[2]), (3, SLOTS[4]), (6, SLOTS[0])):
            self.place(n=n, slot=slot, room=None)
        if offered:
            self.offer(n=0, m=2, wait=None)

    # The board

    @rule(n=numbers, slot=slots, room=rooms)
    def place(self, n: int, slot: datetime, room: str | None) -> None:
        """Put a guest on the board."""
        guest = self._guest(n)
        into, ends = room or guest.rooms[0], slot + guest.length
        wish: Wish = (guest, slot, ends, into, set())
        refused = self.model.standing(guest) or not self.model.is_possible([wish])
        with self._refusing(bool(refused) or slot <= self.at):
            found = placing.place(
                self.candidates[guest.pk], begins_at=slot, room=self.rooms[into], **self._by()
            )
            self.model.talks[found.pk] = Talk(found.pk, guest, slot, ends, into)

    @precondition(lambda self: self.model.talks)
    @rule(n=numbers, slot=slots, room=rooms, stale=seldom)
    def move(self, n: int, slot: datetime, room: str | None, stale: bool) -> None:
        """Move one to another time or room."""
        talk = self._talk(n)
        into, ends = room or talk.room, slot + (talk.ends - talk.begins)
        wish: Wish = (talk.guest, slot, ends, into, talk.people)
        refused = stale or not self._is_movable(talk) or not self.model.is_possible([wish], talk)
        with self._refusing(refused or slot <= self.at):
            placing.move(
                self._row(talk),
                begins_at=slot,
                room=self.rooms[into],
                version=talk.version - stale,
                **self._by(),
            )
            self._moved(talk, slot, into)

    @precondition(lambda self: len(self.model.talks) > 1)
    @rule(n=numbers, m=numbers, stale=seldom)
    def exchange(self, n: int, m: int, stale: bool) -> None:
        """Let two change their times."""
        one, other = self._talk(n), self._talk(m)
        if one is other:
            return
        wishes: list[Wish] = [
            (own.guest, there.begins, there.begins + (own.ends - own.begins), own.room, own.people)
            for own, there in ((one, other), (other, one))
        ]
        movable = self._is_movable(one) and self._is_movable(other)
        possible = movable and self.model.is_possible(wishes, one, other)
        possible = possible and min(one.begins, other.begins) > self.at
        with self._refusing(stale or not possible):
            versions = (one.version, other.version - stale)
            placing.exchange(self._row(one), self._row(other), versions=versions, **self._by())
            here, there = one.begins, other.begins
            self._moved(one, there, one.room)
            self._moved(other, here, other.room)

    def _is_movable(self, talk: Talk) -> bool:
        return talk.takes and talk.state != "held" and not (talk.pinned or talk.started)

    def _moved(self, talk: Talk, begins: datetime, room: str) -> None:
        was, was_in = talk.begins, talk.room
        talk.begins, talk.ends, talk.room = begins, begins + (talk.ends - was), room
        talk.version += 1
        self.model.tell_of_move(talk, was, self.at, was_in)

    @precondition(lambda self: self.model.talks)
    @rule(n=numbers, stale=seldom)
    def remove(self, n: int, stale: bool) -> None:
        """Take a proposal off the board."""
        talk = self._talk(n)
        with self._refusing(stale or talk.pinned or talk.state != "proposed"):
            placing.remove(self._row(talk), version=talk.version - stale, **self._by())
            talk.become("cancelled")

    @precondition(lambda self: self.model.talks)
    @rule(n=numbers, pinned=st.booleans(), stale=seldom)
    def pin(self, n: int, pinned: bool, stale: bool) -> None:
        """Pin it, or unpin it."""
        talk = self._talk(n)
        with self._refusing(stale):
            placing.pin(self._row(talk), pinned=pinned, version=talk.version - stale, **self._by())
            talk.version += talk.pinned != pinned
            talk.pinned = pinned

    # Who need not come

    @rule(n=numbers, m=numbers, stranger=seldom)
    def excuse(self, n: int, m: int, stranger: bool) -> None:
        """Let a member be absent, or somebody who sits on no hosting Committee."""
        guest = self._guest(n)
        sitting = sorted({code for host in guest.hosts for code in self.sitting[host]})
        code = "pe" if stranger or not sitting else sitting[m % len(sitting)]
        again = code in guest.excused
        allowed = self.model.sits(guest, code) and self.model.has_quorum(
            guest, guest.excused | {code}
        )
        with self._refusing(not (again or allowed)):
            new = excusing.excuse(
                self.candidates[guest.pk], self.entities[code], reason="Busy.", **self._by()
            )
            assert new != again
            guest.excused.add(code)

    @rule(n=numbers)
    def readmit(self, n: int) -> None:
        """Let an excused member come after all."""
        guest = self._guest(n)
        code = min(guest.excused, default="mz")
        talk = self.model.standing(guest)
        busy = talk and self.model.is_taken({f"entity {code}"}, talk.begins, talk.ends, talk)
        with self._refusing(bool(guest.excused and busy)):
            new = excusing.readmit(self.candidates[guest.pk], self.entities[code], **self._by())
            assert new == (code in guest.excused)
            guest.excused.discard(code)

    @rule(n=numbers, confirmed=st.sampled_from([True, True, False]))
    def recuse(self, n: int, confirmed: bool) -> None:
        """Note that a member steps aside from its own delegation's meeting, or take that back."""
        guest = self._guest(2 if n % 2 else n)
        row = self.candidates[guest.pk]
        with self._refusing(confirmed and not self.model.steps_aside(guest)):
            if confirmed:
                new = excusing.confirm_recusal(row, reason="By telephone.", **self._by())
            else:
                new = excusing.withdraw_recusal(row, **self._by())
            assert new == (guest.confirmed != confirmed)
            guest.confirmed = confirmed

    @rule(n=numbers, aside=st.booleans())
    def set_aside(self, n: int, aside: bool) -> None:
        """Let plans leave somebody out, or not."""
        guest = self._guest(n)
        new = candidates.set_aside(self.candidates[guest.pk], aside=aside, **self._by())
        assert new == (guest.aside != aside)
        guest.aside = aside

    # Invitations

    @precondition(lambda self: self.model.talks)
    @rule(n=numbers, m=numbers, wait=deadlines)
    def offer(self, n: int, m: int, wait: timedelta | None) -> None:
        """Invite one delegation, or two."""
        talks = list({talk.pk: talk for talk in (self._talk(n), self._talk(m))}.values())
        until = self.at + wait if wait else None
        new = [talk for talk in talks if talk.state != "offered"]
        refused = not all(
            talk.state == "proposed"
            and talk.guest.has_address
            and self._in_time(talk, until)
            and self.model.can_be_sent(talk)
            for talk in new
        )
        with self._refusing(refused):
            rows = [self._row(talk) for talk in talks]
            found = offering.offer(rows, expires_at=until, **self._by())
            assert {one.pk for one in found} == {talk.pk for talk in new}
            for talk in new:
                self.model.invite(talk, until, self.at)

    @precondition(lambda self: self.model.talks)
    @rule(n=numbers, wait=deadlines, stale=seldom)
    def offer_again(self, n: int, wait: timedelta | None, stale: bool) -> None:
        """Invite anew after a no."""
        talk = self._talk(n)
        until = self.at + wait if wait else None
        possible = (
            talk.state in {"declined", "expired", "cancelled"}
            and talk.guest.has_address
            and self.model.can_stand(talk)
            and self.model.can_be_sent(talk)
            and self._in_time(talk, until)
        )
        with self._refusing(stale or not possible):
            given = {"expires_at": until, "version": talk.version - stale, **self._by()}
            offering.offer_again(self._row(talk), **given)
            self.model.invite(talk, until, self.at)
            talk.people.clear()

    def _in_time(self, talk: Talk, until: datetime | None) -> bool:
        return talk.begins > self.at and (until is None or until <= talk.begins)

    @precondition(lambda self: self.model.talks)
    @rule(n=numbers, wait=deadlines, stale=seldom)
    def extend(self, n: int, wait: timedelta | None, stale: bool) -> None:
        """Give longer to answer."""
        talk = self._talk(n)
        until = self.at + wait if wait else None
        possible = talk.state in OPEN and self._in_time(talk, until)
        with self._refusing(stale or not possible):
            given = {"expires_at": until, "version": talk.version - stale, **self._by()}
            offering.extend(self._row(talk), **given)
            if talk.expires != (until or talk.begins):
                talk.expires, talk.reminded = until or talk.begins, None
                talk.version += 1

    @precondition(lambda self: self.model.talks)
    @rule(n=numbers, stale=seldom, reason=st.sampled_from(["Ill.", "Ill.", " "]))
    def cancel(self, n: int, stale: bool, reason: str) -> None:
        """Call it off."""
        talk = self._talk(n)
        told = talk.state != "proposed"
        possible = talk.takes and talk.state != "held" and not (told and reason == " ")
        with self._refusing(stale or not possible):
            given = {"reason": reason, "version": talk.version - stale, **self._by()}
            offering.cancel(self._row(talk), **given)
            talk.become("cancelled")

    @precondition(lambda self: self.model.talks)
    @rule(n=numbers, chosen=chosen_people, stale=seldom, phone=seldom)
    def accept(self, n: int, chosen: set[int], stale: bool, phone: bool) -> None:
        """Accept, with those who come."""
        talk = self._talk(n)
        people = self._people(talk, chosen)
        again = talk.state == "accepted" and talk.people == people
        if phone:
            possible = talk.state in {*OPEN, "declined", "expired", "held", "no_show"}
        else:
            possible = talk.state in OPEN and self.at < talk.until
            possible = possible and bool(people or not talk.guest.people)
        possible = possible and people <= set(talk.guest.people)
        possible = possible and (talk.state in OPEN or self.model.can_stand(talk))
        with self._refusing(not again and (stale or not possible)):
            answering.accept(self._row(talk), people, **self._answering(talk, stale, phone))
            if not again:
                self.model.answer(talk, "accepted", self.at)
                talk.people = people

    @precondition(lambda self: self.model.talks)
    @rule(n=numbers, chosen=chosen_people, stale=seldom, phone=seldom)
    def change_participants(self, n: int, chosen: set[int], stale: bool, phone: bool) -> None:
        """Let others come."""
        talk = self._talk(n)
        people = self._people(talk, chosen)
        again = talk.state == "accepted" and talk.people == people
        possible = (
            talk.state == "accepted"
            and self.at < talk.begins
            and people <= set(talk.guest.people)
            and bool(people or phone or not talk.guest.people)
        )
        with self._refusing(not again and (stale or not possible)):
            answering.change_participants(
                self._row(talk), people, **self._answering(talk, stale, phone)
            )
            if not again:
                talk.people = people
                talk.version += 1

    @precondition(lambda self: self.model.talks)
    @rule(n=numbers, stale=seldom, phone=seldom)
    def decline(self, n: int, stale: bool, phone: bool) -> None:
        """Say no."""
        talk = self._talk(n)
        again = talk.state == "declined"
        if talk.state == "accepted":
            possible = self.at < talk.begins
        else:
            possible = talk.state in OPEN and (phone or self.at < talk.until)
        with self._refusing(not again and (stale or not possible)):
            answering.decline(self._row(talk), "No time.", **self._answering(talk, stale, phone))
            if not again:
                self.model.answer(talk, "declined", self.at)

    @precondition(lambda self: self.model.talks)
    @rule(n=numbers, slot=slots, stale=seldom, phone=seldom)
    def ask_another_time(self, n: int, slot: datetime, stale: bool, phone: bool) -> None:
        """Ask for another time."""
        talk = self._talk(n)
        again = talk.state == "another_time" and talk.wanted == slot
        possible = talk.state in OPEN and (phone or self.at < talk.until)
        possible = possible and slot in self.model.free_times(talk, self.at)
        with self._refusing(not again and (stale or not possible)):
            answering.ask_another_time(
                self._row(talk), slot, "Later.", **self._answering(talk, stale, phone)
            )
            if not again:
                self.model.answer(talk, "another_time", self.at, slot)

    @rule(wait=st.sampled_from(["quarter", "hour", "hour", "days", "the day"]))
    def time_passes(self, wait: str) -> None:
        """Let the clock go on, and what follows happen by itself."""
        waits = {"quarter": timedelta(minutes=15), "hour": timedelta(hours=1)}
        if wait == "the day":
            self.at = max(self.at, on_the_day(9, 30))
        else:
            self.at += waits.get(wait, timedelta(days=3))
        due = [talk for talk in self.model.talks.values() if self._is_over(talk)]
        assert expiring.expire_due(at=self.at) == len(due)
        for talk in due:
            talk.become("expired")
        soon = [talk for talk in self.model.talks.values() if self._is_reminded(talk)]
        assert expiring.remind_due(at=self.at) == len(soon)
        assert expiring.remind_due(at=self.at) == expiring.expire_due(at=self.at) == 0
        for talk in soon:
            talk.reminded = self.at

    def _is_over(self, talk: Talk) -> bool:
        """Whether an invitation runs out: never while somebody may stand at the door."""
        if talk.state not in OPEN or talk.arrived or talk.started:
            return False
        return (talk.until if talk.until < talk.begins else talk.ends) <= self.at

    def _is_reminded(self, talk: Talk) -> bool:
        if talk.state != "offered" or talk.reminded:
            return False
        assert talk.expires
        assert talk.offered
        before = min(timedelta(hours=48), (talk.expires - talk.offered) / 2)
        return talk.expires - before <= self.at < talk.expires

    # The day

    @precondition(lambda self: self.model.talks)
    @rule(
        n=numbers,
        act=st.sampled_from(["arrive", "start", "start", "late", "hold", "no_show"]),
        stale=seldom,
    )
    def mark(self, n: int, act: str, stale: bool) -> None:
        """Mark what happens."""
        talk = self._talk(n)
        with self._refusing(stale or not self.model.is_marked(act, talk, self.at)):
            given = {"version": talk.version - stale, **self._by()}
            if act == "late":
                day.late(self._row(talk), 10, **given)
            else:
                getattr(day, act)(self._row(talk), **given)
            changes: dict[str, Any] = {
                "arrive": {"arrived": self.at},
                "start": {"started": self.at},
                "late": {"late": 10},
                "hold": {"state": "held", "ended": self.at},
                "no_show": {"state": "no_show"},
            }[act]
            talk.marks.append((act, {name: getattr(talk, name) for name in changes}))
            self._change(talk, changes)

    @staticmethod
    def _change(talk: Talk, changes: dict[str, Any]) -> None:
        for name, value in changes.items():
            setattr(talk, name, value)
        talk.version += 1

    @precondition(lambda self: self.model.talks)
    @rule(n=numbers, stale=seldom)
    def take_back(self, n: int, stale: bool) -> None:
        """Take the last mark back."""
        talk = self._talk(n)
        act, before = talk.marks[-1] if talk.marks else ("", {})
        made = {"hold": "held", "no_show": "no_show"}.get(act)
        possible = talk.state == made if made else talk.takes and talk.state != "held"
        possible = possible and bool(act)
        by = timedelta()
        if act == "move":
            was = before["begins"]
            assert isinstance(was, datetime)
            by = was - talk.begins
            # Somebody may have moved it in another way since.
            possible = possible and talk.begins == before["then"]
            possible = possible and not talk.pinned and was >= self.at
            possible = possible and self.model.can_shift([talk], by)
        if act in {"hold", "no_show"}:
            possible = possible and self.model.can_stand(talk)
        with self._refusing(stale or not possible):
            day.take_back(self._row(talk), version=talk.version - stale, **self._by())
            talk.marks.pop()
            if act == "move":
                self.model.shift(talk, by, self.at)
            else:
                self._change(talk, before)

    @rule(
        slug=st.sampled_from(["article-5", "article-5", "victim-assistance", "president"]),
        minutes=st.sampled_from([5, 15, 30, 0]),
        stale=seldom,
    )
    def delay(self, slug: str, minutes: int, stale: bool) -> None:
        """Let all that is to come of a host today be later."""
        # What was on the sheet of this day, whatever became of it.
        gone = {"declined", "expired", "cancelled"}
        of_day = [
            talk
            for talk in self.model.talks.values()
            if slug in talk.guest.hosts
            and talk.state not in gone
            and talk.begins.astimezone(GENEVA).date() == SLOTS[0].date()
        ]
        left = [talk for talk in of_day if self.model.is_marked("start", talk, self.at)]
        by = timedelta(minutes=minutes)
        possible = minutes and left and not any(talk.pinned for talk in left)
        possible = possible and self.model.can_shift(left, by)
        with self._refusing(stale or not possible):
            host = host_of(slug)
            seen = today.version_of(today.of_host(host, SLOTS[0].astimezone(GENEVA).date()))
            delaying.delay(host, minutes, version=seen + stale, **self._by())
            for talk in left:
                self._shifted(talk, by)

    @precondition(lambda self: self.model.talks)
    @rule(n=numbers, slot=slots, stale=seldom)
    def move_today(self, n: int, slot: datetime, stale: bool) -> None:
        """Let one begin at another time of today."""
        talk = self._talk(n)
        by = slot - talk.begins
        possible = (
            self.model.is_marked("start", talk, self.at)
            and slot >= self.at
            and slot.date() == self.at.astimezone(GENEVA).date()
            and not talk.pinned
            and self.model.can_shift([talk], by)
        )
        with self._refusing(stale or not possible):
            given = {"version": talk.version - stale, **self._by()}
            delaying.move_today(self._row(talk), slot, **given)
            self._shifted(talk, by)

    def _shifted(self, talk: Talk, by: timedelta) -> None:
        talk.marks.append(("move", {"begins": talk.begins, "then": talk.begins + by}))
        self.model.shift(talk, by, self.at)

    @precondition(lambda self: self.model.talks)
    @rule(
        n=numbers,
        acts=st.lists(
            st.sampled_from(
                [
                    *("offer", "offer_again", "accept", "ask", "decline", "cancel", "remove"),
                    *("excuse", "readmit", "place", "move", "exchange", "pin", "unpin", "wait"),
                    *("arrive", "start", "hold", "no_show", "take_back", "move_today"),
                ]
            ),
            min_size=3,
            max_size=8,
        ),
        slot=slots,
        m=numbers,
    )
    def a_while(self, n: int, acts: list[str], slot: datetime, m: int) -> None:
        """Do one thing after the other to one bilateral, and to its guest."""
        guest = self.today.index(self._talk(n).guest)
        n %= len(self.model.talks)
        usual = {"stale": False, "phone": False}
        does: dict[str, Callable[[], None]] = {
            "offer": lambda: self.offer(n=n, m=n, wait=None),
            "offer_again": lambda: self.offer_again(n=n, wait=None, stale=False),
            "accept": lambda: self.accept(n=n, chosen={0}, **usual),
            "ask": lambda: self.ask_another_time(n=n, slot=slot, **usual),
            "decline": lambda: self.decline(n=n, **usual),
            "cancel": lambda: self.cancel(n=n, stale=False, reason="Ill."),
            "remove": lambda: self.remove(n=n, stale=False),
            "excuse": lambda: self.excuse(n=guest, m=m, stranger=False),
            "readmit": lambda: self.readmit(n=guest),
            "place": lambda: self.place(n=guest, slot=slot, room=None),
            "move": lambda: self.move(n=n, slot=slot, room=None, stale=False),
            "exchange": lambda: self.exchange(n=n, m=m, stale=False),
            "pin": lambda: self.pin(n=n, pinned=True, stale=False),
            "unpin": lambda: self.pin(n=n, pinned=False, stale=False),
            "wait": lambda: self.time_passes(wait="quarter"),
            "take_back": lambda: self.take_back(n=n, stale=False),
            "move_today": lambda: self.move_today(n=n, slot=slot, stale=False),
        }
        for act in acts:
            if act in does:
                does[act]()
            else:
                self.mark(n=n, act=act, stale=False)

    # What holds after each step

    @invariant()
    def nobody_is_in_two_places(self) -> None:
        """By SQL of its own; and what the database checks at the end of a transaction holds."""
        with connection.cursor() as cursor:
            cursor.execute(IN_TWO_PLACES)
            assert cursor.fetchall() == [], "somebody is in two places"
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")

    @invariant()
    def is_as_the_model_says(self) -> None:
        """States, times, versions, marks."""
        if not hasattr(self, "model"):
            return
        names = {pk: name for name, pk in self.rooms.items()}
        marks: dict[int, list[str]] = defaultdict(list)
        for pk, act in Mark.objects.standing().values_list("bilateral", "act"):
            marks[pk].append(act)
        found = {
            one.pk: (
                *(one.state, one.version, one.begins_at, one.ends_at, names[one.room_id]),
                *(one.is_pinned, one.offered_at, one.expires_at, one.reminded_at),
                *(one.arrived_at, one.started_at, one.ended_at, one.late_minutes),
                *(one.wanted_at if one.state in OPEN else None, marks[one.pk]),
            )
            for one in Bilateral.objects.all()
        }
        assert found == {
            one.pk: (
                *(one.state, one.version, one.begins, one.ends, one.room),
                *(one.pinned, one.offered, one.expires, one.reminded),
                *(one.arrived, one.started, one.ended, one.late),
                *(one.wanted if one.state in OPEN else None, [act for act, _before in one.marks]),
            )
            for one in self.model.talks.values()
        }

    @invariant()
    def takes_whom_it_needs(self) -> None:
        """Hosts, members, President, delegation, room and participants, at its time, and no others."""
        if not hasattr(self, "model"):
            return
        found: dict[int, dict[str, str]] = {pk: {} for pk in self.model.talks}
        for one in Engagement.objects.select_related(
            "resource__entity", "resource__room", "resource__host", "resource__person"
        ):
            talk = self.model.talks[one.bilateral_id]
            found[talk.pk][_name(one.resource)] = one.part
            assert (one.period.lower, one.period.upper) == (talk.begins, talk.ends)
            assert one.is_active == talk.takes
        persons = dict(Participant.objects.values_list("registration", "registration__person"))
        for talk in self.model.talks.values():
            # What is over, or has freed its place, keeps the rows that it had.
            if not talk.takes or talk.state == "held":
                continue
            named = {persons[pk] for pk in talk.people}
            needed = self.model.needs(talk.guest, talk.room, named)
            assert found[talk.pk] == needed, (talk.state, set(found[talk.pk]) ^ set(needed))

    # Helpers

    def _guest(self, n: int) -> Guest:
        return self.today[n % len(self.today)]

    def _talk(self, n: int) -> Talk:
        return list(self.model.talks.values())[n % len(self.model.talks)]

    @staticmethod
    def _row(talk: Talk) -> Bilateral:
        found: Bilateral = Bilateral.objects.with_names().get(pk=talk.pk)
        return found

    def _people(self, talk: Talk, chosen: set[int]) -> set[int]:
        """Those of Ecuador, whatever the delegation; the third is nobody."""
        known = self.guests[0].people if talk.guest.people or 2 in chosen else ()
        return {known[n] for n in chosen if n < len(known)}

    def _by(self) -> dict[str, Any]:
        return {"by": self.staff, "at": self.at}

    def _answering(self, talk: Talk, stale: bool, phone: bool) -> dict[str, Any]:
        said = "By telephone." if phone else ""
        return {"version": talk.version - stale, "on_behalf": said, **self._by()}

    @contextmanager
    def _refusing(self, is_refused: bool) -> Any:
        """Expect a refusal that writes nothing, or an act."""
        if not is_refused:
            yield
            return
        before = _rows()
        try:
            with pytest.raises(REFUSALS):
                yield
        finally:
            assert _rows() == before


def _rows() -> tuple[int, ...]:
    kinds = (Bilateral, Engagement, Excusal, Mark, Notice, Participant, AuditEntry)
    return tuple(kind.objects.count() for kind in kinds)


def _name(resource: Resource) -> str:
    if resource.entity:
        return f"entity {resource.entity.code}"
    if resource.room:
        return f"room {resource.room.name_en}"
    if resource.host:
        return f"host {resource.host.slug}"
    return f"person {resource.person_id}" if resource.person_id else "president"
