"""Who has no bilateral, and why, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ..conflicts import Rule, clashes, say
from ..models import Part
from ..reading import CandidateFacts, Frame, HostFacts, Stand
from ..transitions import State
from .times import starts_of

MOST_REASONS = 3


@dataclass(frozen=True)
class LeftOut:
    """A candidate without a bilateral; `why` are sentences."""

    candidate: CandidateFacts
    why: tuple[str, ...]
    last: Stand | None
    last_label: str
    can_be_placed: bool
    room: int | None


def left_out_of(frame: Frame, host: HostFacts, zone: ZoneInfo) -> Iterable[LeftOut]:
    """Yield the candidates of a host that have no bilateral, by rank."""
    standing = {stand.candidate for stand in frame.stands.values() if stand.is_active}
    for candidate in frame.candidates.values():
        if host.pk in candidate.hosts and candidate.pk not in standing:
            yield _left_out(frame, host, candidate, zone)


def _left_out(frame: Frame, host: HostFacts, candidate: CandidateFacts, zone: ZoneInfo) -> LeftOut:
    last = _last(frame, candidate)
    free, reasons = _reasons(frame, host, candidate, zone)
    return LeftOut(
        candidate=candidate,
        why=tuple(reasons[:MOST_REASONS]),
        last=last,
        last_label=str(State(last.state).label) if last else "",
        can_be_placed=free,
        room=next(iter(frame.rooms_for(candidate)), None),
    )


def _last(frame: Frame, candidate: CandidateFacts) -> Stand | None:
    """Return the newest bilateral that the delegation was told of, and that stands no more."""
    told = [one for one in frame.stands.values() if one.candidate == candidate.pk and one.was_told]
    return max(told, key=lambda one: one.pk, default=None)


def _reasons(
    frame: Frame, host: HostFacts, candidate: CandidateFacts, zone: ZoneInfo
) -> tuple[bool, list[str]]:
    """Return whether a place would do, and why not: each free place has its reason, else the rank."""
    if candidate.is_set_aside:
        return False, [_("Set aside.")]
    reasons: dict[str, None] = {}
    room = next(iter(frame.rooms_for(candidate)), None)
    for start in starts_of(frame, candidate):
        found = [one for one in clashes(frame, candidate, start, room) if one.is_hard]
        if not found:
            return True, [_("Could be placed.")]
        if not any(_is_the_host(clash) for clash in found):
            reasons |= dict.fromkeys(say(clash, frame, candidate, zone) for clash in found)
        for clash in found:
            if clash.rule in {Rule.RECUSAL, Rule.QUORUM}:
                reasons[say(clash, frame, candidate, zone)] = None
    return False, list(reasons) or [_full(frame, host, candidate)]


def _is_the_host(clash: object) -> bool:
    """Say whether the host itself or its room is taken, so that the place is no free one."""
    return getattr(clash, "rule", None) == Rule.TAKEN and getattr(clash, "part", "") in {
        Part.HOST,
        Part.ROOM,
    }


def _full(frame: Frame, host: HostFacts, candidate: CandidateFacts) -> str:
    ranks = [
        frame.candidates[one.candidate].rank
        for one in frame.stands.values()
        if one.is_active and host.pk in frame.candidates[one.candidate].hosts
    ]
    words = {"count": len(ranks), "rank": max(ranks, default=0), "own": candidate.rank}
    if ranks and max(ranks) <= candidate.rank:
        return (
            _("All %(count)d places are taken; the last went to rank %(rank)d, this is %(own)d.")
            % words
        )
    return _("All %(count)d places are taken.") % words
