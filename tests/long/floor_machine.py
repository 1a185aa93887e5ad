"""A machine that does to a list of speakers whatever may be done, and compares it with the model.

Real operations on a real Postgres; each run is a savepoint.
"""

from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from intersessional import codes
from programme.interventions import operations, policies, queries
from programme.interventions.details import InterventionDetails
from programme.interventions.models import FloorEvent, Intervention, Swap
from programme.interventions.transitions import ActRefused
from tests.long.floor_model import CHANGEABLE, ON_THE_FLOOR, TIERS, FloorModel, Proposal, Request
from tests.long.savepoints import savepoint
from tests.people import ON_14_MAY, focal_point, isu_staff
from tests.programme.interventions.floors import CLOSED, delegation, states_speak

REFUSALS = (ActRefused, policies.Refused, operations.ChangedMeanwhile)
numbers = st.integers(0, 20)
codes_ = st.sampled_from(sorted(TIERS))
levels = st.sampled_from([9, 9, 4, 1])
groups = st.sampled_from(["", "", "A group"])


class Floor(RuleBasedStateMachine):
    """Everything that may happen under one segment."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = savepoint()
        self.savepoint.__enter__()
        self.at: datetime = ON_14_MAY
        self.felix, self.staff = focal_point(), isu_staff()

    def teardown(self) -> None:
        """Undo the run."""
        self.savepoint.__exit__(None, None, None)

    @initialize(rule=st.sampled_from(["arrival", "draw", "alphabetical"]))
    def begin(self, rule: str) -> None:
        """Let the staff publish the segment."""
        self.segment = states_speak(rule, audience="everybody")
        self.model = FloorModel(rule)
        for code in ("ua", "ec", "us"):
            self.request(code=code, level=9, group="", written=False, late=False)

    # What delegations do

    @rule(code=codes_, level=levels, group=groups, written=st.booleans(), late=st.booleans())
    def request(self, code: str, level: int, group: str, written: bool, late: bool) -> None:
        """Ask for the floor, with a reason if late."""
        if code == "org-icbl-cmc":  # has no rank among States, and speaks for itself
            level, group = 9, ""
        details = InterventionDetails(
            protocol_level=level,
            on_behalf_of=group,
            is_written_only=written,
            late_reason="Late." if late else "",
        )
        same = [r for r in self._counting(code) if (r.group, r.kind) == (group, "update")]
        refused = bool(same) or not (self.model.open or late)
        with self._refusing(refused):
            found = operations.ask(
                details,
                segment=self.segment,
                delegation=delegation(code),
                token=codes.address_token(),
                language="en",
                by=self.felix,
                at=self.at,
            )
            new = Request(found.pk, code, found.arrival, level, group, written)
            new.late = not self.model.open
            assert new.arrival == len(self.model.requests) + 1
            self.model.enter(new, late=not self.model.open)

    @precondition(lambda self: self.model.requests)
    @rule(n=numbers, level=levels, group=groups, written=st.booleans(), stale=st.booleans())
    def edit(self, n: int, level: int, group: str, written: bool, stale: bool) -> None:
        """Change a request, perhaps on an old page."""
        one = self._pick(n)
        if one.code == "org-icbl-cmc":
            level, group = 9, ""
        typed = {"protocol_level": level, "on_behalf_of": group, "is_written_only": written}
        typed["note"] = f"{n}"
        before = InterventionDetails.of(Intervention.objects.get(pk=one.pk))
        details = replace(before, **typed)
        changed = before.differences(details)
        version = one.version - stale
        placed = {"protocol_level", "on_behalf_of"} & changed.keys() or (
            "is_written_only" in changed and not written
        )
        same = [r for r in self._counting(one.code) if r.pk != one.pk]
        taken = "on_behalf_of" in changed and any(
            (r.group, r.kind) == (group, one.kind) for r in same
        )
        refused = changed and (
            stale
            or one.state not in CHANGEABLE
            or (placed and not self.model.open and one.state != "requested")
            or taken
        )
        with self._refusing(bool(refused)):
            operations.amend(
                Intervention.objects.get(pk=one.pk),
                details,
                segment=self.segment,
                version=version,
                by=self.felix,
                at=self.at,
            )
            if changed:
                self._edited(one, details, changed)

    def _edited(self, one: Request, details: InterventionDetails, changed: Any) -> None:
        one.level, one.group = details.protocol_level, details.on_behalf_of
        one.version += 1
        if "is_written_only" in changed:
            one.written = details.is_written_only
            if one.state != "requested":
                self.model.list_or_write(one)
                self.model.events += 1
        elif one.state == "listed" and one.ranked() != one.rank:
            self.model.order.remove(one.pk)
            self.model.insert(one)
            self.model.events += 1

    @precondition(lambda self: self.model.requests)
    @rule(n=numbers)
    def withdraw(self, n: int) -> None:
        """Take it back."""
        one = self._pick(n)
        allowed = CHANGEABLE | {"withdrawn"}
        with self._refusing(one.state not in allowed):
            operations.withdraw(
                Intervention(pk=one.pk), segment=self.segment, by=self.felix, at=self.at
            )
            if one.state != "withdrawn":
                self.model.events += 1
            self.model.leave(one, "withdrawn")

    @precondition(lambda self: len(self.model.order) > 1)
    @rule(n=numbers, m=numbers, stale=st.booleans())
    def propose(self, n: int, m: int, stale: bool) -> None:
        """Propose to somebody to exchange places."""
        order = self.model.order
        first, second = (self.model.requests[order[k % len(order)]] for k in (n, m))
        between = [
            one
            for one in self.model.proposals
            if self.model.is_open(one) and {one.first.pk, one.second.pk} == {first.pk, second.pk}
        ]
        again = [one for one in between if one.first is first]
        possible = self.model.may_swap(first, second) and first.code != second.code
        refused = not possible or (not again and (stale or bool(between)))
        places = order.index(first.pk) + 1 + stale, order.index(second.pk) + 1
        with self._refusing(refused):
            swap = operations.propose_swap(
                Intervention.objects.get(pk=first.pk),
                partner=second.pk,
                segment=self.segment,
                seen=places,
                by=self.felix,
                at=self.at,
            )
            if again:
                assert swap.pk == again[0].pk
                return
            new = Proposal(swap.pk, first, second)
            new.seen = self.model.happened(new)
            self.model.proposals.append(new)

    @precondition(lambda self: self.model.proposals)
    @rule(
        n=numbers,
        how=st.sampled_from(["accept", "accept", "decline", "take_back", "refuse", "undo"]),
    )
    def answer(self, n: int, how: str) -> None:
        """Answer a proposal, one of the last; take it back, refuse it, undo what was agreed."""
        one = self.model.proposals[-1 - n % min(len(self.model.proposals), 3)]
        is_open, order = self.model.is_open(one), self.model.order
        given: dict[str, Any] = {"segment": self.segment, "by": self.felix, "at": self.at}
        pair = (one.first, one.second)
        possible = is_open
        if how == "accept":
            given["seen"] = tuple(
                order.index(each.pk) + 1 if each.pk in order else 0 for each in pair
            )
        elif how != "take_back":
            given["reason"] = "x"
        if how == "undo":
            possible = one.state == "agreed" and all(
                each.state == "listed" and not each.moved and each.swaps[-1:] == [one.pk]
                for each in pair
            )
        with self._refusing(not possible):
            getattr(operations, f"{how}_swap")(Swap.objects.get(pk=one.pk), **given)
            if how in {"accept", "undo"}:
                self.model.swap(one, undo=how == "undo")
            one.state = {
                "accept": "agreed",
                "decline": "declined",
                "take_back": "taken_back",
                "refuse": "refused",
                "undo": "undone",
            }[how]

    # What the staff do

    @precondition(lambda self: self.model.requests)
    @rule(n=numbers, verb=st.sampled_from(["accept", "decline"]))
    def decide(self, n: int, verb: str) -> None:
        """Say something to a late request."""
        one = self._pick(n)
        if verb == "accept" and one.state == "written":
            return  # it would come back to the list: no page offers it
        given: dict[str, Any] = {"segment": self.segment, "by": self.staff, "at": self.at}
        if verb == "decline":
            given["reason"] = "No time."
        with self._refusing(one.state != "requested"):
            getattr(operations, verb)(Intervention(pk=one.pk), **given)
            self.model.events += 1
            if verb == "accept":
                self.model.list_or_write(one)
            else:
                self.model.leave(one, "declined")

    @precondition(lambda self: self.model.order)
    @rule(n=numbers, to=st.integers(1, 8), stale=st.booleans())
    def move(self, n: int, to: int, stale: bool) -> None:
        """Move one by hand."""
        one = self._pick(n)
        place = min(to, len(self.model.order))
        stays = one.pk in self.model.order and self.model.order.index(one.pk) + 1 == place
        with self._refusing(stale or one.state != "listed"):
            operations.move(
                Intervention.objects.get(pk=one.pk),
                to=to,
                reason="x",
                **self._seen(stale),
            )
            if not stays:
                self.model.order.remove(one.pk)
                self.model.order.insert(place - 1, one.pk)
                one.moved = True
                one.changes += 1
                self.model.events += 1

    @rule(verb=st.sampled_from(["open", "close"]), stale=st.booleans())
    def turn(self, verb: str, stale: bool) -> None:
        """Open or close the list by hand; a closing draws lots."""
        with self._refusing(stale):
            getattr(operations, f"{verb}_list")(**self._seen(stale))
            if self.model.open == (verb == "open"):
                return
            self.model.open = verb == "open"
            self.model.closed_for_good = not self.model.open
            self.model.events += 1
            if verb == "close":
                self._drawn()

    @rule()
    def draw(self) -> None:
        """Let the clock draw what is due."""
        due = not self.model.open and self.model.rule != "arrival" and not self.model.seed
        due = due and bool(self.model.order)
        assert operations.draw_lots(self.segment, by=None, at=self.at) == due
        if due:
            self._drawn()

    def _drawn(self) -> None:
        if self.model.rule != "arrival" and not self.model.seed and self.model.order:
            self.model.draw(
                FloorEvent.objects.get(segment=self.segment.pk, verb="draw").data["seed"]
            )

    @precondition(lambda self: self.at < CLOSED)
    @rule()
    def closing_time(self) -> None:
        """Let 7 June begin: the programme closes the list."""
        self.at = CLOSED
        self.model.open = False

    @rule(seconds=st.sampled_from([None, 60, 120]), stale=st.booleans())
    def limit(self, seconds: int | None, stale: bool) -> None:
        """Limit the speaking time."""
        with self._refusing(stale):
            operations.limit_time(seconds=seconds, **self._seen(stale))
            self.model.events += seconds != self.model.limit
            self.model.limit = seconds

    # The floor

    @rule(seconds=st.integers(1, 200))
    def time_passes(self, seconds: int) -> None:
        """Let the clock go on."""
        self.at += timedelta(seconds=seconds)
        if self.at >= CLOSED > self.at - timedelta(seconds=seconds):
            self.model.open = False

    @rule(n=numbers, first=st.booleans(), stale=st.booleans())
    def call(self, n: int, first: bool, stale: bool) -> None:
        """Call the next, or somebody else."""
        order = self.model.order
        if not first and not self.model.requests:
            return
        pk = (order[0] if order else None) if first else self._pick(n).pk
        refused = stale or bool(self.model.floor) or pk not in order
        with self._refusing(refused):
            operations.call_next(**self._seen(stale), pk=None if first else pk)
            assert pk
            self._called(pk)

    def _called(self, pk: int) -> None:
        self.model.requests[pk].before = self.model.order.index(pk)
        self.model.leave(self.model.requests[pk], "called")
        self.model.floor.append(pk)
        self.model.events += 1
        self.model.ending += 1

    @rule(
        verb=st.sampled_from(["uncall", "start", "pause", "resume", "deliver", "skip", "extend"]),
        stale=st.booleans(),
    )
    def act(self, verb: str, stale: bool) -> None:
        """Press a button."""
        speaker = self.model.speaker
        allowed = {
            "uncall": {"called"},
            "start": {"called"},
            "pause": {"speaking"},
            "resume": {"paused"},
            "deliver": {"speaking", "paused"},
            "skip": {"called"},
            "extend": ON_THE_FLOOR,
        }[verb]
        with self._refusing(stale or speaker is None or speaker.state not in allowed):
            operations.act(verb, **self._seen(stale))
            assert speaker
            self._acted(speaker, verb)

    def _acted(self, speaker: Request, verb: str) -> None:
        self.model.events += 1
        if verb in {"start", "resume"}:
            speaker.state, speaker.since = "speaking", self.at
        elif verb == "extend":
            speaker.more += 60
        elif verb == "uncall":
            self.model.uncall(speaker)
        else:
            self.model.stop(speaker, self.at)
        if verb == "pause":
            speaker.state = "paused"
        elif verb == "deliver":
            self.model.leave(speaker, "delivered")
            self.model.delivered.append(speaker.pk)
        elif verb == "skip":
            self.model.leave(speaker, "skipped")

    @rule(stale=st.booleans())
    def thank_and_call(self, stale: bool) -> None:
        """Thank the one, and call the next."""
        speaker = self.model.speaker
        with self._refusing(
            stale or speaker is None or speaker.state not in {"speaking", "paused"}
        ):
            operations.deliver_and_call(**self._seen(stale))
            assert speaker
            self._acted(speaker, "deliver")
            if self.model.order and not self.model.floor:
                self._called(self.model.order[0])

    @precondition(lambda self: self.model.requests)
    @rule(n=numbers, verb=st.sampled_from(["recall", "take_back"]), stale=st.booleans())
    def bring_back(self, n: int, verb: str, stale: bool) -> None:
        """Give one who was not there, or had not finished, another turn."""
        one = self._pick(n)
        if verb == "recall":
            possible = one.state == "skipped"
        else:
            possible = self.model.delivered[-1:] == [one.pk] and not self.model.floor
        with self._refusing(stale or not possible):
            getattr(operations, verb)(Intervention(pk=one.pk), **self._seen(stale))
            self.model.events += 1
            if verb == "recall":
                self.model.order.insert(0, one.pk)
                one.state, one.moved = "listed", True
            else:
                self.model.delivered.remove(one.pk)
                self.model.floor.append(one.pk)
                one.state = "paused"

    @rule(
        code=codes_,
        kind=st.sampled_from(["general", "reply", "point_of_order"]),
        stale=st.booleans(),
    )
    def from_the_floor(self, code: str, kind: str, stale: bool) -> None:
        """Somebody raises the nameplate."""
        with self._refusing(stale):
            found = operations.add_from_the_floor(delegation(code), kind, **self._seen(stale))
            new = Request(found.pk, code, found.arrival, kind=kind)
            self.model.enter(new)
            if kind == "point_of_order":
                speaker = self.model.speaker
                if speaker and speaker.state == "speaking":
                    self._acted(speaker, "pause")
                self._called(new.pk)

    @rule(
        steps=st.lists(
            st.sampled_from(
                ["call", "uncall", "start", "pause", "resume", "deliver", "thank", "call"]
            ),
            min_size=3,
            max_size=8,
        ),
        seconds=st.integers(1, 100),
    )
    def a_while(self, steps: list[str], seconds: int) -> None:
        """Run the floor, a button after the other."""
        for step in steps:
            if step == "call":
                self.call(n=0, first=True, stale=False)
            elif step == "thank":
                self.thank_and_call(stale=False)
            else:
                self.act(verb=step, stale=False)
            self.time_passes(seconds=seconds)

    # What holds after each step

    @invariant()
    def is_as_the_model_says(self) -> None:
        """Order, states, clocks, the number of events; one list and one speaker."""
        if not hasattr(self, "model"):
            return
        found, model = queries.speakers_of(self.segment), self.model
        assert found.order == model.order
        assert (found.current or None) == (model.floor[-1] if model.floor else None)
        assert found.interrupted == model.floor[:-1]
        assert found.delivered == model.delivered
        assert found.version == model.events
        assert {pk: e.state.value for pk, e in found.entries.items()} == {
            pk: one.state for pk, one in model.requests.items()
        }
        for pk, one in model.requests.items():
            running = self.at - one.since if one.since else timedelta()
            assert found.entries[pk].spoken(self.at) == one.spoken + running
            assert found.entries[pk].more_seconds == one.more
        for proposal in model.proposals:
            model.is_open(proposal)
        assert dict(Swap.objects.values_list("pk", "state")) == {
            one.pk: one.state for one in model.proposals
        }
        arrivals = sorted(Intervention.objects.values_list("arrival", flat=True))
        assert arrivals == list(range(1, len(model.requests) + 1))
        assert policies.is_open(self.segment.segment, found, self.at) == model.open
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")

    # Helpers

    def _pick(self, n: int) -> Request:
        return list(self.model.requests.values())[n % len(self.model.requests)]

    def _counting(self, code: str) -> list[Request]:
        ended = {"withdrawn", "declined", "delivered"}
        return [r for r in self.model.requests.values() if r.code == code and r.state not in ended]

    def _seen(self, stale: bool) -> dict[str, Any]:
        return {
            "segment": self.segment,
            "version": self.model.events - stale,
            "by": self.staff,
            "at": self.at,
        }

    @contextmanager
    def _refusing(self, is_refused: bool) -> Any:
        """Expect a refusal that writes nothing, or an act."""
        before = self._rows()
        if not is_refused:
            yield
            return
        try:
            with pytest.raises(REFUSALS):
                yield
        finally:
            assert self._rows() == before

    @staticmethod
    def _rows() -> tuple[int, ...]:
        return tuple(model.objects.count() for model in (FloorEvent, Intervention, Swap))
