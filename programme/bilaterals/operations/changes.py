"""Changes of the board before they are written: the day as it would be, and what is against it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from registration.meetings.models import Meeting

from ..conflicts import Clash, clashes, is_possible, needs_of, say
from ..models import Bilateral, Part
from ..policies import Refused
from ..reading import CandidateFacts, Frame, Stand
from ..transitions import State


@dataclass(frozen=True)
class Change:
    """A candidate at a time in a room.

    `version` is that of its bilateral as it was seen, None where it had none.
    `ends_at` is given where the length is other than usual; `bilateral` (its key) where no other one of
    the candidate is meant.
    """

    candidate: int
    begins_at: datetime
    room: int
    version: int | None = None
    ends_at: datetime | None = None
    bilateral: int | None = None


@dataclass(frozen=True)
class Moved:
    """A bilateral after a change; `earlier` is where it stood, None where it is new."""

    bilateral: Bilateral
    earlier: Stand | None


class Clashing(Refused):
    """Something cannot be; `found` says what for each candidate (its key), the text says all of it."""

    def __init__(self, text: str, found: dict[int, tuple[Clash, ...]]) -> None:
        super().__init__(text)
        self.found = found


class NothingThere(Refused):
    """The candidate or the room is not of this meeting, or no longer there."""


def check_known(frame: Frame, changes: Iterable[Change]) -> None:
    """Refuse what is not of this meeting.

    :raises NothingThere:
    """
    for change in changes:
        if change.candidate not in frame.candidates or change.room not in frame.rooms:
            raise NothingThere(_("The candidate or the room is no longer there."))
        if not frame.candidates[change.candidate].hosts:
            raise NothingThere(_("This candidate has no host."))


def as_wanted(frame: Frame, changes: Iterable[Change]) -> Frame:
    """Return the day as it would be after the changes, so that all are looked at together."""
    stands = dict(frame.stands)
    for number, change in enumerate(changes, start=1):
        candidate = frame.candidates[change.candidate]
        stand = frame.active_of(candidate.pk)
        pk = stand.pk if stand else -number
        people = people_of(stand)
        parts = needs_of(frame, candidate, change.room, people)
        stands[pk] = replace(
            stand or _proposal(pk, change),
            begins_at=change.begins_at,
            ends_at=end_of(frame, candidate, change),
            room=change.room,
            parts=parts,
        )
    return replace(frame, stands=stands)


def _proposal(pk: int, change: Change) -> Stand:
    return Stand(
        pk=pk,
        code="",
        candidate=change.candidate,
        begins_at=change.begins_at,
        ends_at=change.begins_at,
        room=change.room,
        state=State.PROPOSED,
        is_pinned=False,
        version=0,
    )


def people_of(stand: Stand | None) -> dict[int, str]:
    """Return the participants of a bilateral who were named, resource → part."""
    parts = stand.parts if stand else {}
    return {pk: part for pk, part in parts.items() if part == Part.PARTICIPANT}


def end_of(frame: Frame, candidate: CandidateFacts, change: Change) -> datetime:
    """Return when a change would let a bilateral end."""
    return change.ends_at or change.begins_at + frame.length_of(candidate)


def check(
    frame: Frame, wanted: Frame, changes: Iterable[Change], meeting: Meeting, at: datetime
) -> None:
    """Refuse what cannot be, all of it at once."""
    found: dict[int, tuple[Clash, ...]] = {}
    for change in changes:
        if change.begins_at.astimezone(meeting.zone).date() != frame.day:
            raise Refused(_("This is not a time on the day of the bilaterals."))
        if change.begins_at <= at:
            raise Refused(_("This time is over. Choose a later one."))
        candidate = wanted.candidates[change.candidate]
        against = clashes(
            wanted,
            candidate,
            change.begins_at,
            change.room,
            ends_at=end_of(frame, candidate, change),
        )
        if not is_possible(against):
            found[candidate.pk] = tuple(clash for clash in against if clash.is_hard)
    if found:
        sentences = [
            say(clash, wanted, wanted.candidates[pk], meeting.zone)
            for pk, several in found.items()
            for clash in several
        ]
        raise Clashing(" ".join(dict.fromkeys(sentences)), found)
