"""All times of one candidate, and what stands against each."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ..conflicts import Rule, clashes, is_possible, say
from ..reading import CandidateFacts, Frame, RoomFacts, Stand


@dataclass(frozen=True)
class Time:
    """A time and room at which a candidate could meet, or why not.

    `swap` is the one bilateral in the way that could change places with the candidate's own.
    """

    begins_at: datetime
    ends_at: datetime
    room: RoomFacts
    against: tuple[str, ...]
    notes: tuple[str, ...]
    is_now: bool
    is_wanted: bool
    swap: Stand | None = None
    swap_name: str = ""

    @property
    def is_possible(self) -> bool:
        """Whether nothing hard is against it."""
        return not self.against


def times_of(frame: Frame, candidate: CandidateFacts, zone: ZoneInfo) -> list[Time]:
    """Return each place of the candidate's hosts in each room where they could meet."""
    stand = frame.active_of(candidate.pk)
    return [
        _time(frame, candidate, start, room, stand, zone)
        for start in starts_of(frame, candidate)
        for room in frame.rooms_for(candidate)
    ]


def starts_of(frame: Frame, candidate: CandidateFacts) -> list[datetime]:
    """Return when the places begin that all hosts of a candidate have."""
    hosts = frame.hosts_of(candidate)
    return sorted(
        set.intersection(*({slot.begins_at for slot in host.slots} for host in hosts))
        if hosts
        else ()
    )


def _time(
    frame: Frame,
    candidate: CandidateFacts,
    begins_at: datetime,
    room: int,
    stand: Stand | None,
    zone: ZoneInfo,
) -> Time:
    found = clashes(frame, candidate, begins_at, room)
    others = {
        clash.other.pk: clash.other for clash in found if clash.rule == Rule.TAKEN and clash.other
    }
    swap = _swap(frame, candidate, stand, list(others.values()))
    words = [(clash.is_hard, say(clash, frame, candidate, zone)) for clash in found]
    return Time(
        begins_at=begins_at,
        ends_at=begins_at + frame.length_of(candidate),
        room=frame.rooms[room],
        against=tuple(dict.fromkeys(text for is_hard, text in words if is_hard)),
        notes=tuple(dict.fromkeys(text for is_hard, text in words if not is_hard)),
        is_now=bool(stand and stand.begins_at == begins_at and stand.room == room),
        is_wanted=any(one.begins_at <= begins_at < one.ends_at for one in candidate.wanted)
        or bool(stand and stand.wanted_at == begins_at),
        swap=swap,
        swap_name=frame.candidates[swap.candidate].name if swap else "",
    )


def _swap(
    frame: Frame, candidate: CandidateFacts, stand: Stand | None, others: list[Stand]
) -> Stand | None:
    """Return the only bilateral in the way if both could change their times, else None."""
    if stand is None or len(others) != 1 or others[0].is_pinned or stand.is_pinned:
        return None
    [other] = others
    theirs = frame.candidates[other.candidate]
    both = frozenset({stand.pk, other.pk})
    fits = is_possible(
        clashes(frame, candidate, other.begins_at, stand.room, instead_of=both)
    ) and is_possible(clashes(frame, theirs, stand.begins_at, other.room, instead_of=both))
    return other if fits and other.begins_at != stand.begins_at else None
