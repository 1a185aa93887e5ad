"""Invitations to send and those that were sent, with whom they reach, as planners see them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from django.contrib.auth.models import AnonymousUser

from intersessional.accounts.models import User
from registration.meetings.models import Meeting

from . import addressees
from .addressees import Reader
from .conflicts import clashes_of, say
from .models import Bilateral
from .reading import Frame, frame_around
from .transitions import State


@dataclass(frozen=True)
class Line:
    """A bilateral, whom its mails reach, and what stands against it by now (`with_conflicts`)."""

    bilateral: Bilateral
    readers: list[Reader]
    against: tuple[str, ...] = ()

    @property
    def seen(self) -> str:
        """The bilateral as it stands: what is sent is what was seen."""
        return f"{self.bilateral.code}.{self.bilateral.version}"

    @property
    def hosts(self) -> str:
        """Its hosts, in the reader's language."""
        return self.bilateral.candidate.host_names

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return _TONES.get(State(self.bilateral.state), "stop")


_TONES = {
    State.OFFERED: "wait",
    State.ANOTHER_TIME: "wait",
    State.ACCEPTED: "ok",
    State.HELD: "ok",
}


@dataclass(frozen=True)
class Lists:
    """What is to be sent, and what was sent."""

    to_send: list[Line]
    sent: list[Line]

    @property
    def to_send_by_host(self) -> list[tuple[str, list[Line]]]:
        """What is to be sent, for each host or group of hosts."""
        return _by_host(self.to_send)

    @property
    def sent_by_host(self) -> list[tuple[str, list[Line]]]:
        """What was sent, for each host or group of hosts."""
        return _by_host(self.sent)


def lists_of(meeting: Meeting, user: User | AnonymousUser) -> Lists:
    """Return the invitations of those hosts for which somebody plans; six queries for any number."""
    planned = Bilateral.objects.planned_by(user).for_meeting(meeting).with_names()
    found = list(planned.order_by("begins_at", "pk"))
    readers = addressees.of_delegations(one.delegation for one in found)
    lines = [Line(one, readers[one.delegation_id]) for one in found]
    return Lists(
        [one for one in lines if one.bilateral.state == State.PROPOSED],
        [
            one
            for one in lines
            if one.bilateral.offered_at and one.bilateral.state != State.PROPOSED
        ],
    )


def with_conflicts(lists: Lists, meeting: Meeting) -> Lists:
    """Return the same, saying what stands against those to be sent; one query for any number."""
    if not lists.to_send:
        return lists
    frame = frame_around(meeting, [line.bilateral.candidate_id for line in lists.to_send])
    return replace(
        lists, to_send=[replace(one, against=_against(frame, one)) for one in lists.to_send]
    )


def _against(frame: Frame, line: Line) -> tuple[str, ...]:
    bilateral = line.bilateral
    candidate = frame.candidates[bilateral.candidate_id]
    return tuple(
        say(clash, frame, candidate, bilateral.meeting.zone)
        for clash in clashes_of(frame, bilateral)
        if clash.is_hard
    )


def _by_host(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    ordered = sorted(lines, key=_place)
    return [(name, list(group)) for name, group in groupby(ordered, key=lambda one: one.hosts)]


def _place(line: Line) -> tuple[list[int], str]:
    return [host.position for host in line.bilateral.hosts], line.hosts
