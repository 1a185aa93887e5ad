"""What stands against a bilateral, in a sentence that a planner can act on."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Part
from ..reading import CandidateFacts, Frame, Stand
from .clashes import Clash, Rule


def say(clash: Clash, frame: Frame, candidate: CandidateFacts, zone: ZoneInfo) -> str:
    """Return one clash of a candidate as a sentence in the reader's language."""
    words = {
        "guest": candidate.name,
        "host": clash.host.name if clash.host else host_names(frame, candidate),
        "who": name_of(frame, clash.resource) if clash.resource else "",
    }
    if clash.other:
        words |= _of_the_other(frame, clash.other, zone)
    if clash.rule == Rule.TAKEN:
        return _taken(clash, words)
    if clash.rule == Rule.AWAY:
        return _away(clash, words, zone)
    if clash.rule == Rule.QUORUM:
        return _quorum(clash, words)
    return _SENTENCES[clash.rule]() % words


def host_names(frame: Frame, candidate: CandidateFacts) -> str:
    """Return who receives a candidate."""
    return ", ".join(host.name for host in frame.hosts_of(candidate))


def name_of(frame: Frame, resource: int) -> str:
    """Return who or what a resource is."""
    for host in frame.hosts.values():
        if resource == host.resource:
            return host.name
        if resource == host.president:
            return _("The President")
        if resource in host.members:
            return host.members[resource]
    for room in frame.rooms.values():
        if resource == room.resource:
            return room.name
    for candidate in frame.candidates.values():
        if resource == candidate.resource:
            return candidate.name
    return frame.people.get(resource, "")


def clock_time(moment: datetime, zone: ZoneInfo) -> str:
    """Return the time of day in the meeting's zone."""
    return time_format(moment.astimezone(zone).time(), "TIME_FORMAT")


def _of_the_other(frame: Frame, other: Stand, zone: ZoneInfo) -> dict[str, str]:
    candidate = frame.candidates[other.candidate]
    return {
        "time": clock_time(other.begins_at, zone),
        "other_host": host_names(frame, candidate),
        "other_guest": candidate.name,
    }


def _taken(clash: Clash, words: dict[str, str]) -> str:
    pair = (clash.part, clash.other_part)
    if clash.part in {Part.HOST, Part.PRESIDENT} or clash.other_part == Part.PRESIDENT:
        return _("%(who)s: already meets %(other_guest)s at %(time)s.") % words
    if clash.part == Part.ROOM:
        return (
            _("%(who)s is taken at %(time)s: %(other_host)s meets %(other_guest)s there.") % words
        )
    if clash.part == Part.PARTICIPANT or clash.other_part == Part.PARTICIPANT:
        return _("%(who)s takes part in the bilateral with %(other_host)s at %(time)s.") % words
    if pair == (Part.GUEST, Part.GUEST):
        return _("%(who)s is invited by %(other_host)s at %(time)s.") % words
    if pair == (Part.MEMBER, Part.GUEST):
        return (
            _("%(who)s sits on %(host)s, and is itself invited by %(other_host)s at %(time)s.")
            % words
        )
    if pair == (Part.GUEST, Part.MEMBER):
        return _("%(who)s sits on %(other_host)s, which meets %(other_guest)s at %(time)s.") % words
    return (
        _("%(who)s also sits on %(other_host)s, which meets %(other_guest)s at %(time)s.") % words
    )


def _away(clash: Clash, words: dict[str, str], zone: ZoneInfo) -> str:
    assert clash.away is not None  # noqa: S101 - a clash of this rule has it
    words |= {
        "from": clock_time(clash.away.begins_at, zone),
        "until": clock_time(clash.away.ends_at, zone),
        "reason": clash.away.reason,
    }
    if clash.away.reason:
        return _("%(who)s is not available from %(from)s to %(until)s: %(reason)s.") % words
    return _("%(who)s is not available from %(from)s to %(until)s.") % words


def _quorum(clash: Clash, words: dict[str, str]) -> str:
    assert clash.host is not None  # noqa: S101 - a clash of this rule has it
    return ngettext(
        "%(host)s would have %(count)d member left; its quorum is %(quorum)d.",
        "%(host)s would have %(count)d members left; its quorum is %(quorum)d.",
        clash.count,
    ) % (words | {"count": clash.count, "quorum": clash.host.quorum})


_SENTENCES = {
    Rule.RECUSAL: lambda: _(
        "%(guest)s sits on %(host)s, which it would meet. Confirm first that its member steps aside."
    ),
    Rule.STEPS_ASIDE: lambda: _("%(guest)s meets its own Committee; its member steps aside."),
    Rule.ROOM: lambda: _("%(guest)s needs a room without steps; %(who)s has some."),
    Rule.OTHER_ROOM: lambda: _("%(who)s is not the room of %(host)s."),
    Rule.BREAK: lambda: _("Everybody has a break then."),
    Rule.LUNCH: lambda: _("%(guest)s would meet during lunch."),
    Rule.OUTSIDE: lambda: _("This is not one of the times of %(host)s."),
    Rule.BUFFER: lambda: _(
        "%(host)s would have no pause before or after meeting %(other_guest)s at %(time)s."
    ),
}
