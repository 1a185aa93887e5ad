"""The board: a row for each time, a column for each host."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ..conflicts import clashes, is_possible, say
from ..conflicts.wording import host_names
from ..models import Part
from ..reading import Frame, HostFacts, Stand
from ..slots import Slot
from ..transitions import State
from .left_out import LeftOut, left_out_of
from .loads import Load, loads_of

# The colours of the hosts in the style sheet, in the order of the hosts.
COLOURS = ("by-p", "by-a5", "by-va", "by-eca", "by-cc")
_TAGS = {
    State.PROPOSED: "",
    State.OFFERED: "wait",
    State.ANOTHER_TIME: "wait",
    State.ACCEPTED: "ok",
    State.HELD: "ok",
    State.DECLINED: "stop",
    State.EXPIRED: "stop",
    State.CANCELLED: "stop",
    State.NO_SHOW: "stop",
}


@dataclass(frozen=True)
class Column:
    """A host at the head of the board."""

    host: HostFacts
    room: str
    colour: str
    taken: int
    places: int
    is_own: bool


@dataclass(frozen=True)
class Card:
    """A bilateral in a cell. `against` says what makes it a conflict, `notes` what one should know."""

    stand: Stand
    name: str
    tag: str
    label: str
    other_hosts: str
    room: str
    against: tuple[str, ...]
    notes: tuple[str, ...]
    is_own: bool


@dataclass(frozen=True)
class Cell:
    """What one host does at one time. `slot` is its place that can still be taken, if it is one.

    `elsewhere` says whom the President meets meanwhile with another host, where she is needed here.
    """

    column: Column
    cards: tuple[Card, ...]
    slot: Slot | None
    is_away: bool
    is_past: bool
    elsewhere: str
    gone: tuple[Card, ...]


@dataclass(frozen=True)
class Row:
    """A time of the board."""

    begins_at: datetime
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Board:
    """Everything that the page of the board shows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    conflicts: tuple[Card, ...]
    to_know: tuple[Card, ...]
    left_out: tuple[tuple[Column, tuple[LeftOut, ...]], ...]
    loads: tuple[Load, ...]

    @property
    def taken(self) -> int:
        """How many places are taken, each host's counted."""
        return sum(column.taken for column in self.columns)

    @property
    def places(self) -> int:
        """How many there are."""
        return sum(column.places for column in self.columns)


def board_of(frame: Frame, own: frozenset[int], zone: ZoneInfo, *, at: datetime) -> Board:
    """Return the board of a day, as of `at`, for somebody who plans for the hosts in `own` (keys)."""
    columns = tuple(_columns(frame, own))
    cards = {stand.pk: _card(frame, stand, own, zone) for stand in frame.stands.values()}
    rows = tuple(
        Row(time, tuple(_cell(frame, column, time, cards, at) for column in columns))
        for time in _times(frame)
    )
    active = [card for card in cards.values() if card.stand.is_active]
    return Board(
        columns=columns,
        rows=rows,
        conflicts=tuple(card for card in active if card.against),
        to_know=tuple(card for card in active if card.notes and not card.against),
        left_out=tuple(
            (column, tuple(left_out_of(frame, column.host, zone)))
            for column in columns
            if column.is_own
        ),
        loads=tuple(loads_of(frame, zone)),
    )


def _columns(frame: Frame, own: frozenset[int]) -> Iterable[Column]:
    for number, host in enumerate(frame.hosts.values()):
        stands = [one for one in _of_host(frame, host) if one.is_active]
        yield Column(
            host=host,
            room=frame.rooms[host.room].name if host.room else "",
            colour=COLOURS[number] if number < len(COLOURS) else "by-other",
            taken=len(stands),
            places=len(host.slots),
            is_own=host.pk in own,
        )


def _of_host(frame: Frame, host: HostFacts) -> list[Stand]:
    return [
        stand
        for stand in frame.stands.values()
        if host.pk in frame.candidates[stand.candidate].hosts
    ]


def _times(frame: Frame) -> list[datetime]:
    """Return each time at which a place begins or a bilateral stands."""
    places = {slot.begins_at for host in frame.hosts.values() for slot in host.slots}
    standing = {stand.begins_at for stand in frame.stands.values() if stand.is_active}
    return sorted(places | standing)


def _card(frame: Frame, stand: Stand, own: frozenset[int], zone: ZoneInfo) -> Card:
    candidate = frame.candidates[stand.candidate]
    found = (
        clashes(frame, candidate, stand.begins_at, stand.room, ends_at=stand.ends_at)
        if stand.is_active and stand.state != State.HELD
        else ()
    )
    words = [(clash.is_hard, say(clash, frame, candidate, zone)) for clash in found]
    against = tuple(text for is_hard, text in words if is_hard)
    return Card(
        stand=stand,
        name=candidate.name,
        tag="stop" if not is_possible(found) else _tag(stand),
        label=str(State(stand.state).label),
        other_hosts=host_names(frame, candidate) if len(candidate.hosts) > 1 else "",
        room=frame.rooms[stand.room].name,
        against=against,
        notes=tuple(text for is_hard, text in words if not is_hard),
        is_own=own.issuperset(candidate.hosts),
    )


def _tag(stand: Stand) -> str:
    return "solid" if stand.is_pinned else _TAGS[State(stand.state)]


def _cell(
    frame: Frame, column: Column, time: datetime, cards: dict[int, Card], at: datetime
) -> Cell:
    here = [one for one in _of_host(frame, column.host) if one.begins_at == time]
    slot = next((slot for slot in column.host.slots if slot.begins_at == time), None)
    active = tuple(cards[one.pk] for one in here if one.is_active)
    is_past = time <= at
    elsewhere = _elsewhere(frame, column.host, slot) if slot and not active else ""
    busy = slot is not None and (bool(elsewhere) or _is_busy(frame, column.host, slot))
    return Cell(
        column=column,
        cards=active,
        slot=slot if slot and not busy and not is_past else None,
        is_away=slot is None and not active,
        is_past=is_past and slot is not None and not busy,
        elsewhere=elsewhere,
        gone=tuple(
            cards[one.pk]
            for one in here
            if not one.is_active and one.was_told and not frame.active_of(one.candidate)
        ),
    )


def _is_busy(frame: Frame, host: HostFacts, slot: Slot) -> bool:
    """Say whether the host itself meets somebody, or is away, in a place."""
    at_it = any(
        stand.is_active
        and stand.parts.get(host.resource) == Part.HOST
        and slot.overlaps(Slot(stand.begins_at, stand.ends_at))
        for stand in frame.stands.values()
    )
    return at_it or any(
        away.resource == host.resource and slot.overlaps(Slot(away.begins_at, away.ends_at))
        for away in frame.away
    )


def _elsewhere(frame: Frame, host: HostFacts, slot: Slot) -> str:
    """Say whom the President meets meanwhile with another host, if this host needs her."""
    for stand in frame.stands.values():
        if host.president in stand.parts and host.resource not in stand.parts:
            candidate = frame.candidates[stand.candidate]
            if stand.is_active and slot.overlaps(Slot(stand.begins_at, stand.ends_at)):
                words = {"hosts": host_names(frame, candidate), "guest": candidate.name}
                if host.members:
                    return _("The President meets %(guest)s.") % words
                return _("Presides: %(hosts)s meets %(guest)s.") % words
    return ""
