"""Signs for the doors of the rooms: one sheet for each room and day."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ..reading import Block, Programme, Room, Session


@dataclass(frozen=True)
class Sign:
    """What hangs at the door of a room on a day."""

    room: Room
    day: date
    sittings: list["Sitting"]


@dataclass(frozen=True)
class Sitting:
    """A session with its items, each once."""

    session: Session
    blocks: list[Block]


def signs_of(programme: Programme) -> list[Sign]:
    """Return the signs of a programme by day, then by room; sessions without a room have none."""
    placed = [one for one in programme.sessions if one.room]
    found = sorted(placed, key=_place)
    return [
        Sign(sessions[0].room, day, [_sitting(one) for one in sessions])  # type: ignore[arg-type]
        for (day, _uid), sessions in (
            (place[:2], list(group)) for place, group in groupby(found, lambda one: _place(one)[:2])
        )
    ]


def _place(session: Session) -> tuple[date, str, str]:
    room = session.room.uid if session.room else ""
    return session.begins_at.date(), room, session.begins_at.isoformat()


def _sitting(session: Session) -> Sitting:
    return Sitting(session, [block for block in session.blocks if block.item])
