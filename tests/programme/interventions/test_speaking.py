"""The floor: who speaks, for how long, who comes between, and two operators at once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from intersessional.accounts.models import User
from programme.interventions import operations
from programme.interventions.lists import SpeakersList
from programme.interventions.models import FloorEvent, Intervention
from programme.interventions.operations import ChangedMeanwhile, NobodyThere
from programme.interventions.queries import ListedSegment
from programme.interventions.transitions import ActRefused, State
from tests.own_database import at_once
from tests.people import focal_point, isu_staff
from tests.programme.interventions.floors import (
    IN_THE_ROOM,
    ask,
    delegation,
    order,
    speakers,
    states_speak,
)


class Room:
    """A segment whose list is run by one operator, who always sees it as it is."""

    def __init__(self, *codes: str) -> None:
        self.by: User = isu_staff()
        self.segment: ListedSegment = states_speak()
        asker = focal_point()
        self.rows = {code: ask(self.segment, code, by=asker) for code in codes}

    @property
    def version(self) -> int:
        return speakers(self.segment).version

    def seen(self, seconds: float = 0) -> dict[str, object]:
        """The arguments of an act, some time after the segment has begun."""
        at = IN_THE_ROOM + timedelta(seconds=seconds)
        return {"version": self.version, "by": self.by, "at": at}

    def call(self, seconds: float = 0, code: str = "") -> SpeakersList:
        pk = self.rows[code].pk if code else None
        return operations.call_next(self.segment, pk=pk, **self.seen(seconds))

    def act(self, verb: str, seconds: float = 0) -> SpeakersList:
        return operations.act(verb, self.segment, **self.seen(seconds))

    def thank(self, seconds: float = 0) -> SpeakersList:
        return operations.deliver_and_call(self.segment, **self.seen(seconds))

    def add(self, code: str, kind: str, seconds: float = 0) -> Intervention:
        return operations.add_from_the_floor(
            delegation(code), kind, segment=self.segment, **self.seen(seconds)
        )

    def state(self, code: str) -> State:
        return speakers(self.segment).entries[self.rows[code].pk].state

    def spoken(self, code: str, seconds: float) -> float:
        at = IN_THE_ROOM + timedelta(seconds=seconds)
        entry = speakers(self.segment).entries[self.rows[code].pk]
        return entry.spoken(at).total_seconds()

    @property
    def on_the_floor(self) -> str:
        """The code of whoever has the floor."""
        current = speakers(self.segment).current
        row = Intervention.objects.select_related("delegation__entity").filter(pk=current).first()
        return row.delegation.entity.code if row else ""


@pytest.fixture
def room(db: None) -> Room:
    """Three States on the list."""
    return Room("ec", "ua", "zw")


def test_the_next_is_called_and_speaks_and_has_spoken(room: Room) -> None:
    room.call(0)
    assert (room.on_the_floor, room.state("ec")) == ("ec", State.CALLED)
    assert room.spoken("ec", 5) == 0
    room.act("start", 5)
    assert room.state("ec") == State.SPEAKING
    room.act("deliver", 65)

    assert (room.on_the_floor, room.state("ec")) == ("", State.DELIVERED)
    assert room.spoken("ec", 999) == 60
    assert order(room.segment) == ["ua", "zw"]


def test_another_than_the_first_is_called(room: Room) -> None:
    room.call(code="zw")

    assert room.on_the_floor == "zw"
    assert order(room.segment) == ["ec", "ua"]


@pytest.mark.parametrize("code", ["ec", "ua", "zw"])
def test_a_call_that_is_taken_back_gives_the_place_back(room: Room, code: str) -> None:
    operations.move(room.rows["zw"], to=1, segment=room.segment, reason="It leaves.", **room.seen())
    before = order(room.segment)
    room.call(code=code)

    room.act("uncall", 5)

    assert (room.on_the_floor, room.state(code)) == ("", State.LISTED)
    assert order(room.segment) == before
    last = FloorEvent.objects.order_by("number").last()
    assert (last.verb, last.intervention) == ("uncall", room.rows[code])


def test_whoever_came_meanwhile_by_a_better_rank_stays_before(room: Room) -> None:
    operations.open_list(room.segment, **room.seen())
    room.call()
    ask(room.segment, "th", by=room.by, at=IN_THE_ROOM, protocol_level=4)

    room.act("uncall")

    assert order(room.segment) == ["th", "ec", "ua", "zw"]


def test_only_a_call_is_taken_back(room: Room) -> None:
    room.call()
    room.act("start")
    count = FloorEvent.objects.count()

    with pytest.raises(ActRefused):
        room.act("uncall")

    assert FloorEvent.objects.count() == count


def test_nobody_is_called_while_somebody_has_the_floor(room: Room) -> None:
    room.call()
    count = FloorEvent.objects.count()

    with pytest.raises(ActRefused):
        room.call(code="ua")

    assert FloorEvent.objects.count() == count


def test_thanking_calls_the_next_until_nobody_is_left(room: Room) -> None:
    room.call()
    for code in ("ec", "ua", "zw"):
        assert room.on_the_floor == code
        room.act("start")
        room.thank()

    assert room.on_the_floor == ""
    with pytest.raises(NobodyThere):
        room.call()
    with pytest.raises(NobodyThere):
        room.act("start")


def test_elapsed_times_add_up_without_interruptions(room: Room) -> None:
    room.call(0)
    for verb, at in [("start", 10), ("pause", 40), ("resume", 100), ("pause", 115.5)]:
        room.act(verb, at)
    assert room.spoken("ec", 500) == 45.5
    room.act("resume", 500)
    assert room.spoken("ec", 510) == 55.5
    room.act("deliver", 520)

    assert room.spoken("ec", 9999) == 65.5


def test_a_clock_of_a_server_that_is_behind_takes_no_time_away(room: Room) -> None:
    room.call(0)
    room.act("start", 60)
    room.act("pause", 30)

    assert room.spoken("ec", 60) == 0
    assert FloorEvent.objects.order_by("number").last().at == IN_THE_ROOM + timedelta(seconds=60)


def test_one_minute_more_in_each_state_of_the_clock(room: Room) -> None:
    room.call()
    for verb in ("extend", "start", "extend", "pause", "extend"):
        room.act(verb)

    found = speakers(room.segment)
    assert found.speaker
    assert (found.speaker.more_seconds, found.speaker.state) == (180, State.PAUSED)


def test_who_is_not_there_is_skipped_and_recalled(room: Room) -> None:
    room.call()
    room.act("skip")
    assert (room.on_the_floor, room.state("ec")) == ("", State.SKIPPED)
    assert order(room.segment) == ["ua", "zw"]

    operations.recall(room.rows["ec"], segment=room.segment, **room.seen())

    assert order(room.segment) == ["ec", "ua", "zw"]
    with pytest.raises(ActRefused):
        operations.recall(room.rows["ec"], segment=room.segment, **room.seen())


def test_who_has_begun_to_speak_is_there(room: Room) -> None:
    room.call()
    room.act("start")

    with pytest.raises(ActRefused):
        room.act("skip")


def test_the_last_one_had_not_finished_and_the_clock_is_as_it_was(room: Room) -> None:
    room.call(0)
    room.act("start", 0)
    room.act("deliver", 30)

    operations.take_back(room.rows["ec"], segment=room.segment, **room.seen(60))

    assert (room.on_the_floor, room.state("ec")) == ("ec", State.PAUSED)
    assert room.spoken("ec", 100) == 30
    room.act("resume", 100)
    room.act("deliver", 110)
    assert room.spoken("ec", 200) == 40


def test_only_the_last_one_is_taken_back_and_only_while_nobody_has_the_floor(room: Room) -> None:
    room.call()
    room.act("start")
    room.thank()
    with pytest.raises(ActRefused):
        operations.take_back(room.rows["ec"], segment=room.segment, **room.seen())
    room.act("start")
    room.act("deliver")

    with pytest.raises(ActRefused):
        operations.take_back(room.rows["ec"], segment=room.segment, **room.seen())
    assert room.on_the_floor == ""


def test_a_reply_comes_last_whoever_asks_afterwards(room: Room) -> None:
    room.add("th", "reply")
    ask(room.segment, "iq", by=room.by, at=IN_THE_ROOM)
    room.add("kh", "general")
    room.add("sn", "reply")

    assert order(room.segment) == ["ec", "ua", "zw", "iq", "kh", "th", "sn"]


def test_a_point_of_order_interrupts_and_the_interrupted_one_goes_on(room: Room) -> None:
    room.call(0)
    room.act("start", 0)
    point = room.add("th", "point_of_order", 30)
    assert room.on_the_floor == "th"
    assert room.state("ec") == State.PAUSED
    assert order(room.segment) == ["ua", "zw"]

    room.act("start", 40)
    room.thank(70)

    assert speakers(room.segment).entries[point.pk].spoken(IN_THE_ROOM) == timedelta(seconds=30)
    assert (room.on_the_floor, room.state("ec")) == ("ec", State.PAUSED)
    room.act("resume", 80)
    room.act("deliver", 90)
    assert room.spoken("ec", 100) == 40


def test_a_point_of_order_on_a_point_of_order(room: Room) -> None:
    room.call()
    room.act("start")
    room.add("th", "point_of_order")
    room.add("iq", "point_of_order")

    seen = []
    for verb in ("start", "deliver", "start", "deliver", "resume", "deliver"):
        seen.append(room.on_the_floor)
        room.act(verb)

    assert seen == ["iq", "iq", "th", "th", "ec", "ec"]
    assert room.on_the_floor == ""


def test_a_point_of_order_while_nobody_speaks(room: Room) -> None:
    room.add("th", "point_of_order")

    assert room.on_the_floor == "th"


def test_who_is_withdrawn_while_called_leaves_the_floor(room: Room) -> None:
    room.call()

    operations.withdraw(room.rows["ec"], segment=room.segment, by=room.by, at=IN_THE_ROOM)

    assert (room.on_the_floor, order(room.segment)) == ("", ["ua", "zw"])


Do = Callable[[Room, dict[str, object]], object]
ACTS: dict[str, Do] = {
    "call": lambda room, seen: operations.call_next(room.segment, **seen),
    "act": lambda room, seen: operations.act("start", room.segment, **seen),
    "next": lambda room, seen: operations.deliver_and_call(room.segment, **seen),
    "recall": lambda room, seen: operations.recall(room.rows["ec"], segment=room.segment, **seen),
    "take_back": lambda room, seen: operations.take_back(
        room.rows["ec"], segment=room.segment, **seen
    ),
    "add": lambda room, seen: operations.add_from_the_floor(
        delegation("th"), "general", segment=room.segment, **seen
    ),
    "open": lambda room, seen: operations.open_list(room.segment, **seen),
    "close": lambda room, seen: operations.close_list(room.segment, **seen),
    "limit": lambda room, seen: operations.limit_time(room.segment, seconds=120, **seen),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_on_a_list_that_is_no_longer_so_writes_nothing(room: Room, name: str) -> None:
    delegation("th")
    stale = room.seen()
    room.call()
    before = (FloorEvent.objects.count(), Intervention.objects.count())

    with pytest.raises(ChangedMeanwhile):
        ACTS[name](room, stale)

    assert (FloorEvent.objects.count(), Intervention.objects.count()) == before


@pytest.mark.usefixtures("transactional_db")
def test_two_who_press_at_once_do_it_once() -> None:
    room = Room("ec", "ua", "zw")
    seen = room.seen()

    def press() -> str:
        try:
            operations.call_next(room.segment, **seen)
        except ChangedMeanwhile:
            return "late"
        return "done"

    assert sorted(at_once(6, press)) == ["done", *["late"] * 5]
    assert FloorEvent.objects.filter(verb="call").count() == 1
    assert room.on_the_floor == "ec"


def test_what_was_written_gives_the_same_list_again(room: Room) -> None:
    room.call(0)
    room.act("start", 1)
    room.add("th", "point_of_order", 2)
    operations.limit_time(room.segment, seconds=120, **room.seen(3))

    first, again = speakers(room.segment), speakers(room.segment)

    assert first == again
    assert first.most_seconds == 120
    assert isinstance(first.last_at, datetime)
