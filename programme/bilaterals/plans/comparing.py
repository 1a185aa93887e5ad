"""A plan beside the board as it is now: what it places, moves, leaves and takes off."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from .. import planning
from ..conflicts.wording import host_names
from ..reading import CandidateFacts, Frame, Stand
from ..transitions import State
from .asked import refusal_of
from .fitting import Why, is_there, left_to_do, misfits
from .keeping import Kept


@dataclass(frozen=True)
class Line:
    """A candidate in a plan: where it stands now, if it does, and where the plan has it, if it has.

    `why_not` are sentences; without one the line can be accepted.
    """

    candidate: CandidateFacts
    hosts: str
    stand: Stand | None
    room: str
    place: planning.Placement | None
    planned_room: str
    why_not: Why = ()

    @property
    def is_accepted(self) -> bool:
        """Whether the delegation has accepted what stands."""
        return self.stand is not None and self.stand.state == State.ACCEPTED

    @property
    def was_told(self) -> bool:
        """Whether the delegation knows of what stands."""
        return self.stand is not None and self.stand.was_told


@dataclass(frozen=True)
class Out:
    """A candidate without a place, and why, in sentences."""

    candidate: CandidateFacts
    hosts: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class NotPlanned:
    """A candidate that plans leave out: set aside (`last` is None), or not coming."""

    candidate: CandidateFacts
    hosts: str
    last: str


@dataclass(frozen=True)
class Comparison:
    """All that the page of a plan shows; lines by time, candidates by rank."""

    new: tuple[Line, ...]
    moved: tuple[Line, ...]
    dropped: tuple[Line, ...]
    unchanged: tuple[Line, ...]
    unplaced: tuple[Out, ...]
    not_planned: tuple[NotPlanned, ...]
    gone: int

    @property
    def to_do(self) -> tuple[Line, ...]:
        """What is not yet as the plan has it."""
        return self.new + self.moved + self.dropped

    @property
    def fitting(self) -> tuple[Line, ...]:
        """What of it can be accepted."""
        return tuple(line for line in self.to_do if not line.why_not)


def compare(kept: Kept, frame: Frame, problem: planning.Problem, zone: ZoneInfo) -> Comparison:
    """Return a plan beside the board; `problem` is of the board as it is now, for the words."""
    to_do = left_to_do(kept, frame)
    why_not = misfits(kept, frame, to_do, zone)
    lines = [
        _line(kept, frame, pk, why_not.get(pk, ())) for pk in kept.planned & frame.candidates.keys()
    ]
    lines.sort(key=_by_time)
    return Comparison(
        new=tuple(one for one in lines if one.place and not one.stand),
        moved=tuple(one for one in lines if one.place and one.stand and _is_elsewhere(one)),
        dropped=tuple(one for one in lines if one.candidate.pk in to_do and not one.place),
        unchanged=tuple(one for one in lines if one.place and one.stand and not _is_elsewhere(one)),
        unplaced=_unplaced(kept, frame, problem),
        not_planned=_not_planned(frame),
        gone=len(kept.planned - frame.candidates.keys()),
    )


def _line(kept: Kept, frame: Frame, pk: int, why_not: Why) -> Line:
    candidate, place, stand = frame.candidates[pk], kept.placements.get(pk), frame.active_of(pk)
    planned_room = frame.rooms.get(place.room) if place else None
    return Line(
        candidate=candidate,
        hosts=host_names(frame, candidate),
        stand=stand,
        room=frame.rooms[stand.room].name if stand else "",
        place=place,
        planned_room=planned_room.name if planned_room else "",
        why_not=why_not,
    )


def _is_elsewhere(line: Line) -> bool:
    return bool(line.place and line.stand and not is_there(line.stand, line.place))


def _by_time(line: Line) -> tuple[object, ...]:
    begins_at = line.place.start if line.place else line.stand.begins_at if line.stand else None
    return (begins_at is None, begins_at, line.candidate.pk)


def _unplaced(kept: Kept, frame: Frame, problem: planning.Problem) -> tuple[Out, ...]:
    """Explain who has no place; not of whom the plan no longer is."""
    known = [one for one in kept.unplaced if one.wish in problem.wish]
    found = [
        Out(
            frame.candidates[one.wish],
            host_names(frame, frame.candidates[one.wish]),
            tuple(
                planning.explain(reason, problem)
                for reason in one.reasons
                if reason.host is None or reason.host in problem.host
            ),
        )
        for one in known
    ]
    return tuple(sorted(found, key=lambda out: _order(frame, out.candidate)))


def _not_planned(frame: Frame) -> tuple[NotPlanned, ...]:
    found = []
    for candidate in frame.candidates.values():
        last = refusal_of(frame, candidate.pk)
        if last or (candidate.is_set_aside and not frame.active_of(candidate.pk)):
            label = str(State(last.state).label) if last else ""
            found.append(NotPlanned(candidate, host_names(frame, candidate), label))
    return tuple(sorted(found, key=lambda one: _order(frame, one.candidate)))


def _order(frame: Frame, candidate: CandidateFacts) -> tuple[int, int, int]:
    hosts = list(frame.hosts)
    first = hosts.index(candidate.hosts[0]) if candidate.hosts else len(hosts)
    return first, candidate.rank, candidate.pk
