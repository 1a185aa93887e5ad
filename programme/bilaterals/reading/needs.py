"""What a bilateral would take: each resource with its part in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..models import Part

if TYPE_CHECKING:
    from .values import CandidateFacts, Frame


def needs_of(
    frame: Frame,
    candidate: CandidateFacts,
    room: int | None,
    people: Mapping[int, str] | None = None,
) -> dict[int, str]:
    """Return what a candidate's bilateral takes, resource → part, as the board would engage it.

    Every member of a hosting Committee, unless excused; a member that is the delegation itself comes
    as the delegation. `people` are participants who were named.
    """
    parts: dict[int, str] = dict.fromkeys(people or (), Part.PARTICIPANT)
    for host in frame.hosts_of(candidate):
        parts |= dict.fromkeys(host.members.keys() - candidate.excused, Part.MEMBER)
    for host in frame.hosts_of(candidate):
        parts[host.resource] = Part.HOST
        if host.president is not None:
            parts[host.president] = Part.PRESIDENT
    parts[candidate.resource] = Part.GUEST
    if room is not None:
        parts[frame.rooms[room].resource] = Part.ROOM
    return parts
