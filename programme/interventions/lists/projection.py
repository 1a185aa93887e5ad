"""What the events of a segment add up to."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from programme.agenda.models import OrderRule

from ..transitions import ON_THE_FLOOR, State, refusal, target
from .entries import Entry, Event, Exchange, Move
from .ordering import Draw, Key, Standing, key_of


@dataclass
class SpeakersList:
    """The list of a segment. `version` is the number of the last event: it changes with everything."""

    rule: str
    version: int = 0
    entries: dict[int, Entry] = field(default_factory=dict)
    # Those still to speak, in order; and who has the floor.
    order: list[int] = field(default_factory=list)
    current: int | None = None
    # Whom a point of order has interrupted: the last one goes on first.
    interrupted: list[int] = field(default_factory=list)
    delivered: list[int] = field(default_factory=list)
    draw: Draw | None = None
    drawn_at: datetime | None = None
    # By hand, and when: the window of the segment says it otherwise.
    opened: tuple[bool, datetime] | None = None
    most_seconds: int | None = None
    last_at: datetime | None = None

    @property
    def coming(self) -> list[Entry]:
        """Those still to speak, in order."""
        return [self.entries[pk] for pk in self.order]

    @property
    def speaker(self) -> Entry | None:
        """Who has the floor: called, speaking or interrupted."""
        return self.entries[self.current] if self.current else None

    @property
    def statements(self) -> list[Entry]:
        """The statements that were delivered, in this order; a point of order is none."""
        found = [self.entries[pk] for pk in self.delivered]
        return [one for one in found if not (one.standing and one.standing.is_point_of_order)]

    @property
    def begun(self) -> list[Entry]:
        """Who has the floor, and whom a point of order has interrupted: they speak before all others."""
        current = [self.current] if self.current else []
        return [self.entries[pk] for pk in [*current, *reversed(self.interrupted)]]

    def with_state(self, *states: State) -> list[Entry]:
        """Return the requests that stand so, in the order in which they came."""
        found = [one for one in self.entries.values() if one.state in states]
        return sorted(found, key=lambda one: one.pk)

    def place_of(self, pk: int) -> int | None:
        """Return the place of a request among those still to speak, counted from 1."""
        return self.order.index(pk) + 1 if pk in self.order else None

    def before(self, pk: int) -> list[Entry]:
        """Return those who speak before a request, whoever has the floor among them."""
        place = self.place_of(pk)
        if place is None:
            return []
        return self.begun + self.coming[: place - 1]

    @property
    def waits_for_lots(self) -> bool:
        """Whether the rule knows lots, and they are still to be drawn."""
        return self.rule != OrderRule.ARRIVAL and self.valid_draw is None

    @property
    def valid_draw(self) -> Draw | None:
        """The draw, where it is one by the rule: of lots, or of a letter."""
        fits = {OrderRule.DRAW: "lots", OrderRule.ALPHABETICAL: "letter"}.get(OrderRule(self.rule))
        return self.draw if self.draw and fits and getattr(self.draw, fits) else None

    def key(self, entry: Entry) -> Key:
        """Return what the order sorts a request by."""
        if entry.standing is None:
            raise ValueError("A request that was never listed has no key.")
        return key_of(entry.stands_as or entry.standing, self.rule, self.valid_draw)

    # What happens

    def apply(self, event: Event) -> None:
        """Let one more event happen.

        :raises ActRefused: the request stands where that is not possible
        """
        verb, pk = event.verb, event.intervention_id
        if pk is not None:
            entry = self.entries.get(pk)
            state = target(verb, entry.state if entry else "")
            self._check(verb, pk, event.data.get("with"))
            entry = self.entries.setdefault(pk, Entry(pk))
            act: Callable[[Entry, Event], None] = getattr(self, f"_{verb}", _nothing)
            act(entry, event)
            entry.state, entry.since = state, event.at
            self._tidy(entry)
        else:
            getattr(self, f"_{verb}_all")(event)
        self.version, self.last_at = event.number, event.at

    def _check(self, verb: str, pk: int, partner: int | None = None) -> None:
        """Refuse what would give the floor to two, or take back what others have followed."""
        speaker = self.speaker
        if verb in {"call", "take_back"} and speaker:
            raise refusal(speaker.state)
        if verb == "interrupt" and speaker and speaker.state == State.SPEAKING:
            raise refusal(speaker.state)
        if verb in {"start", "resume", "pause", "deliver", "skip", "uncall"} and self.current != pk:
            raise refusal(self.entries[pk].state)
        if verb == "take_back" and self.delivered[-1:] != [pk]:
            raise refusal(State.DELIVERED)
        if verb == "swap" and partner not in self.order:
            found = self.entries.get(partner or 0)
            raise refusal(found.state if found else "")

    def _tidy(self, entry: Entry) -> None:
        """Take who no longer waits from the order, and who no longer speaks from the floor."""
        if entry.state != State.LISTED and entry.pk in self.order:
            self.order.remove(entry.pk)
        if entry.state not in ON_THE_FLOOR and entry.pk in self.interrupted:
            self.interrupted.remove(entry.pk)
        if entry.state not in ON_THE_FLOOR and self.current == entry.pk:
            self.current = self.interrupted.pop() if self.interrupted else None

    def _list(self, entry: Entry, event: Event) -> None:
        entry.standing, entry.moved = Standing.of(event.data), None
        entry.exchanged = entry.stands_as = None
        self._insert(entry)

    def _regrade(self, entry: Entry, event: Event) -> None:
        entry.standing, entry.moved = Standing.of(event.data), None
        entry.exchanged = entry.stands_as = None
        self.order.remove(entry.pk)
        self._insert(entry)

    def _insert(self, entry: Entry) -> None:
        """Put a request behind all whose place is better; what was moved by hand does not count."""
        places = [n for n, pk in enumerate(self.order) if self.entries[pk].moved is None]
        keys = [self.key(self.entries[self.order[n]]) for n in places]
        better = bisect_right(keys, self.key(entry))
        self.order.insert(places[better] if better < len(places) else len(self.order), entry.pk)

    def _move(self, entry: Entry, event: Event) -> None:
        before = self.order.index(entry.pk) + 1
        self.order.remove(entry.pk)
        self.order.insert(event.data["to"] - 1, entry.pk)
        after = self.order.index(entry.pk) + 1
        entry.moved = Move(before, after, event.at, event.reason)

    def _swap(self, entry: Entry, event: Event) -> None:
        """Let two stand in each other's place, now and for all that is sorted later."""
        partner = self.entries[event.data["with"]]
        first, second = self.order.index(entry.pk), self.order.index(partner.pk)
        self.order[first], self.order[second] = partner.pk, entry.pk
        entry.stands_as, partner.stands_as = _in_place_of(entry, partner)
        names, is_undone = event.data["names"], event.data.get("undo", False)
        for one, other, name in ((entry, partner, names[1]), (partner, entry, names[0])):
            if is_undone:
                one.exchanged = one.exchanged.earlier if one.exchanged else None
            else:
                one.exchanged = Exchange(other.pk, name, event.at, event.number, one.exchanged)

    def _recall(self, entry: Entry, event: Event) -> None:
        self.order.insert(0, entry.pk)
        entry.called_at = None
        entry.moved = Move(0, 1, event.at, event.reason)

    def _call(self, entry: Entry, event: Event) -> None:
        entry.called_at, entry.most_seconds = event.at, self.most_seconds
        entry.called_from = self.order.index(entry.pk)
        self.current = entry.pk

    def _interrupt(self, entry: Entry, event: Event) -> None:
        if self.current:
            self.interrupted.append(self.current)
        self._call(entry, event)

    def _uncall(self, entry: Entry, event: Event) -> None:
        """Give back the place; where others have come or lots were drawn meanwhile, by the rule."""
        entry.called_at = None
        self.order.insert(entry.called_from, entry.pk)
        unmoved = [one for one in self.coming if one.moved is None]
        keys = [self.key(one) for one in unmoved]
        if entry.moved is None and keys != sorted(keys):
            self.order.remove(entry.pk)
            self._insert(entry)

    def _start(self, entry: Entry, event: Event) -> None:
        entry.running_since = event.at

    _resume = _start

    def _pause(self, entry: Entry, event: Event) -> None:
        if entry.running_since:
            entry.runs.append(max(event.at - entry.running_since, timedelta()))
        entry.running_since = None

    def _deliver(self, entry: Entry, event: Event) -> None:
        self._pause(entry, event)
        entry.delivered_at = event.at
        self.delivered.append(entry.pk)

    def _take_back(self, entry: Entry, event: Event) -> None:
        self.delivered.remove(entry.pk)
        entry.delivered_at, self.current = None, entry.pk

    def _extend(self, entry: Entry, event: Event) -> None:
        entry.more_seconds += event.data["seconds"]

    def _open_all(self, event: Event) -> None:
        self.opened = (True, event.at)

    def _close_all(self, event: Event) -> None:
        self.opened = (False, event.at)

    def _limit_all(self, event: Event) -> None:
        self.most_seconds = event.data["seconds"]

    def _draw_all(self, event: Event) -> None:
        data = event.data
        self.draw = Draw(data["seed"], tuple(data.get("lots", ())), data.get("letter", ""))
        self.drawn_at = event.at
        for one in self.entries.values():
            one.exchanged = one.stands_as = None
        places = [n for n, pk in enumerate(self.order) if self.entries[pk].moved is None]
        drawn = sorted((self.entries[self.order[n]] for n in places), key=self.key)
        for n, entry in zip(places, drawn, strict=True):
            self.order[n] = entry.pk


def _in_place_of(first: Entry, second: Entry) -> tuple[Standing | None, Standing | None]:
    """Return what sorts two from now on: each by what sorted the other, within its own rank."""
    return _as(first, second), _as(second, first)


def _as(entry: Entry, other: Entry) -> Standing | None:
    own, taken = entry.standing, other.stands_as or other.standing
    if own is None or taken is None:
        return None
    return replace(own, arrival=taken.arrival, name=taken.name)


def _nothing(_entry: Entry, _event: Event) -> None:
    """Nothing but the new state comes of it."""


def project(events: Iterable[Event], *, rule: str) -> SpeakersList:
    """Return the list to which the events of one segment, in their order, add up.

    `rule` is the segment's order rule. The same events give the same list, always.
    """
    speakers = SpeakersList(rule)
    for event in events:
        speakers.apply(event)
    return speakers
