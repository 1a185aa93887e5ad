"""What a host has to mind about a bilateral: who steps aside, who is excused, what is still open."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programme.agenda.wording import hours

from ..conflicts import Rule, clashes, say
from ..conflicts.wording import clock_time, name_of
from ..reading import CandidateFacts, Frame, HostFacts, Stand
from ..transitions import State


def remarks_on(frame: Frame, host: HostFacts, stand: Stand, zone: ZoneInfo) -> Iterator[str]:
    """Yield sentences about a bilateral, for the sheet of one of its hosts, or of the President."""
    candidate = frame.candidates[stand.candidate]
    if stand.is_active and stand.state != State.HELD:
        yield from _against(frame, candidate, stand, zone)
    elif stand.state == State.HELD and _is_own_guest(frame, candidate):
        yield _("%(guest)s met its own Committee; its member stepped aside.") % {
            "guest": candidate.name
        }
    if candidate.excused:
        names = ", ".join(filter(None, (name_of(frame, one) for one in sorted(candidate.excused))))
        yield _("Excused: %(members)s.") % {"members": names}
    if others := _others(frame, host, candidate):
        yield _("Joint meeting with: %(hosts)s.") % {"hosts": others}
    if stand.room != host.room:
        yield _("In %(room)s.") % {"room": frame.rooms[stand.room].name}
    if candidate.needs_accessible_room:
        yield _("Needs a room without steps.")
    yield from _of_the_answer(stand, zone)
    if stand.started_at and stand.ended_at:
        span = hours(stand.started_at.astimezone(zone), stand.ended_at.astimezone(zone))
        yield _("Met %(hours)s.") % {"hours": span}


def _against(
    frame: Frame, candidate: CandidateFacts, stand: Stand, zone: ZoneInfo
) -> Iterator[str]:
    found = clashes(frame, candidate, stand.begins_at, stand.room, ends_at=stand.ends_at)
    told = (one for one in found if one.is_hard or one.rule == Rule.STEPS_ASIDE)
    yield from dict.fromkeys(say(one, frame, candidate, zone) for one in told)


def _is_own_guest(frame: Frame, candidate: CandidateFacts) -> bool:
    return any(candidate.resource in one.members for one in frame.hosts_of(candidate))


def _others(frame: Frame, host: HostFacts, candidate: CandidateFacts) -> str:
    """Return with whom the host meets the delegation; nothing where it is not a host itself."""
    hosts = frame.hosts_of(candidate)
    if host.pk not in candidate.hosts:
        return ""
    return ", ".join(one.name for one in hosts if one.pk != host.pk)


def _of_the_answer(stand: Stand, zone: ZoneInfo) -> Iterator[str]:
    if stand.state == State.ANOTHER_TIME and stand.wanted_at:
        yield _("Asks for %(time)s.") % {"time": clock_time(stand.wanted_at, zone)}
    if stand.state == State.OFFERED and stand.expires_at:
        yield _("To be answered before %(when)s.") % {"when": moment(stand.expires_at, zone)}


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Return a day and time in the meeting's zone: “28 May, 14:02”."""
    local = at.astimezone(zone)
    return _("%(day)s, %(time)s") % {
        "day": date_format(local, "DAY_MONTH_FORMAT"),
        "time": date_format(local, "TIME_FORMAT"),
    }
