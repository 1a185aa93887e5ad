"""Finding what stands against a bilateral at a time: one list for board, forms and operations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from ..models import Bilateral, Part
from ..reading import Away, CandidateFacts, Frame, HostFacts, Stand, needs_of
from ..slots import Slot


class Rule(Enum):
    """What is against it. Those of `NOTES` are to be known; all others cannot be."""

    TAKEN = "taken"  # somebody or something is in another bilateral
    AWAY = "away"  # somebody said not to be there
    RECUSAL = (
        "recusal"  # the delegation sits on the Committee, and nobody confirmed that it steps aside
    )
    QUORUM = "quorum"  # too few members would be left
    ROOM = "room"  # the room has steps
    OTHER_ROOM = "other_room"  # the host has a room of its own
    BREAK = "break"  # everybody has a break
    OUTSIDE = "outside"  # outside the host's windows
    BUFFER = "buffer"  # less than the buffer to the host's next or last meeting
    STEPS_ASIDE = "steps_aside"  # the recusal was confirmed
    LUNCH = "lunch"  # the delegation would have no lunch


NOTES = frozenset(
    {Rule.OTHER_ROOM, Rule.OUTSIDE, Rule.BUFFER, Rule.STEPS_ASIDE, Rule.LUNCH, Rule.BREAK}
)


@dataclass(frozen=True)
class Clash:
    """One thing against a bilateral.

    `resource` is who or what cannot, `part` its part in this one; `other` the bilateral in which it is,
    `other_part` its part there; `host` the Committee that is meant.
    """

    rule: Rule
    resource: int | None = None
    part: str = ""
    other: Stand | None = None
    other_part: str = ""
    away: Away | None = None
    host: HostFacts | None = None
    count: int = 0

    @property
    def is_hard(self) -> bool:
        """Whether the bilateral cannot be placed because of it."""
        return self.rule not in NOTES


def clashes(
    frame: Frame,
    candidate: CandidateFacts,
    begins_at: datetime,
    room: int | None,
    *,
    ends_at: datetime | None = None,
    instead_of: frozenset[int] = frozenset(),
) -> tuple[Clash, ...]:
    """Return all that stands against a candidate's bilateral at a time in a room; the hard ones first.

    `instead_of` are bilaterals (their keys) that would no longer be where they are: the one that is
    moved, and the one with which it changes places. Who takes part in the one that is moved counts.
    """
    ends_at = ends_at or begins_at + frame.length_of(candidate)
    when = Slot(begins_at, ends_at)
    people = _people(frame, candidate)
    parts = needs_of(frame, candidate, room, people)
    found = [
        *_taken(frame, parts, when, candidate, instead_of),
        *_away(frame, parts, when),
        *_of_members(frame, candidate),
        *_of_the_room(frame, candidate, room),
        *_of_the_time(frame, candidate, when, instead_of),
    ]
    return tuple(sorted(found, key=lambda clash: not clash.is_hard))


def clashes_of(frame: Frame, bilateral: Bilateral) -> tuple[Clash, ...]:
    """Return all that stands against a bilateral where it is, or was before it freed its place."""
    return clashes(
        frame,
        frame.candidates[bilateral.candidate_id],
        bilateral.begins_at,
        bilateral.room_id,
        ends_at=bilateral.ends_at,
    )


def is_possible(found: tuple[Clash, ...]) -> bool:
    """Say whether nothing hard is among what was found."""
    return not any(clash.is_hard for clash in found)


def _people(frame: Frame, candidate: CandidateFacts) -> dict[int, str]:
    stand = frame.active_of(candidate.pk)
    parts = stand.parts if stand else {}
    return {pk: part for pk, part in parts.items() if part == Part.PARTICIPANT}


def _taken(
    frame: Frame,
    parts: dict[int, str],
    when: Slot,
    candidate: CandidateFacts,
    instead_of: frozenset[int],
) -> Iterator[Clash]:
    for stand in frame.stands.values():
        own = stand.pk in instead_of or stand.candidate == candidate.pk
        if own or not stand.is_active or not when.overlaps(Slot(stand.begins_at, stand.ends_at)):
            continue
        taken = frame.takes[stand.pk]
        for resource in _shared(parts, taken):
            yield Clash(
                Rule.TAKEN,
                resource=resource,
                part=parts[resource],
                other=stand,
                other_part=taken[resource],
            )


def _shared(parts: Mapping[int, str], taken: Mapping[int, str]) -> list[int]:
    """Return what both take; of a host that meets somebody else, not also its members and its room."""
    shared = sorted(parts.keys() & taken.keys())
    said = {(parts[one], taken[one]) for one in shared}
    if (Part.HOST, Part.HOST) not in said:
        return shared
    implied = {(Part.MEMBER, Part.MEMBER), (Part.ROOM, Part.ROOM)}
    return [one for one in shared if (parts[one], taken[one]) not in implied]


def _away(frame: Frame, parts: dict[int, str], when: Slot) -> Iterator[Clash]:
    for away in frame.away:
        if away.resource in parts and when.overlaps(Slot(away.begins_at, away.ends_at)):
            yield Clash(Rule.AWAY, away.resource, parts[away.resource], away=away)


def _of_members(frame: Frame, candidate: CandidateFacts) -> Iterator[Clash]:
    for host in frame.hosts_of(candidate):
        if candidate.resource in host.members:
            rule = Rule.STEPS_ASIDE if candidate.recusal_confirmed else Rule.RECUSAL
            yield Clash(rule, candidate.resource, Part.GUEST, host=host)
        left = len(host.members.keys() - candidate.excused - {candidate.resource})
        if left < host.quorum:
            yield Clash(Rule.QUORUM, host=host, count=left)


def _of_the_room(frame: Frame, candidate: CandidateFacts, room: int | None) -> Iterator[Clash]:
    if room is None:
        return
    facts = frame.rooms[room]
    if candidate.needs_accessible_room and not facts.is_accessible:
        yield Clash(Rule.ROOM, facts.resource, Part.ROOM)
    fixed = frame.rooms_for(candidate)
    if fixed and room not in fixed:
        yield Clash(Rule.OTHER_ROOM, facts.resource, Part.ROOM)


def _of_the_time(
    frame: Frame, candidate: CandidateFacts, when: Slot, instead_of: frozenset[int]
) -> Iterator[Clash]:
    if any(when.overlaps(one) for one in frame.breaks):
        yield Clash(Rule.BREAK)
    if any(when.overlaps(one) for one in frame.lunch):
        yield Clash(Rule.LUNCH, candidate.resource, Part.GUEST)
    for host in frame.hosts_of(candidate):
        if host.slots and when not in host.slots:
            yield Clash(Rule.OUTSIDE, host.resource, Part.HOST, host=host)
        if other := _too_near(frame, candidate, host, when, instead_of):
            yield Clash(Rule.BUFFER, host.resource, Part.HOST, other=other, host=host)


def _too_near(
    frame: Frame,
    candidate: CandidateFacts,
    host: HostFacts,
    when: Slot,
    instead_of: frozenset[int],
) -> Stand | None:
    """Return a bilateral of the host that would be followed or preceded without its buffer."""
    nothing = timedelta(0)
    for stand in frame.stands.values():
        if not stand.is_active or stand.candidate == candidate.pk or stand.pk in instead_of:
            continue
        if host.resource not in stand.parts:
            continue
        gap = max(when.begins_at - stand.ends_at, stand.begins_at - when.ends_at)
        if nothing <= gap < host.buffer:
            return stand
    return None
