"""A host's day in order: each bilateral, break and free place, with who comes and what to mind."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, ngettext, pgettext
from django.utils.translation import gettext as _

from programme.agenda.wording import hours

from ..board.left_out import left_out_of
from ..reading import CandidateFacts, Frame, HostFacts, Stand
from ..slots import Slot
from ..transitions import State
from .known import Known
from .remarks import remarks_on

Facts = dict[str, Any]
# How many are shown of those who would be invited next.
MOST_LEFT_OUT = 5


class _Entry(NamedTuple):
    """A row of the sheet before it is put into words; a break comes before what begins with it."""

    begins_at: datetime
    is_meeting: bool
    row: Facts


def day_of_host(frame: Frame, host: HostFacts, known: Known, zone: ZoneInfo) -> Facts:
    """Return a host's day as texts in the active language.

    The President's also holds what the Committees do over which the President presides, marked so.
    """
    stands = [one for one in frame.stands.values() if _is_shown(frame, host, one)]
    entries = [
        *(_meeting(frame, host, one, known, zone) for one in stands),
        *_places(frame, host, zone),
    ]
    entries += _breaks(frame, entries, zone)
    return {
        "name": host.name,
        "room": _room(frame, host),
        "members": ", ".join(host.members.values()),
        "presides": host.president is not None and bool(host.members),
        "caption": _caption(host, len(stands)),
        "rows": [entry.row for entry in sorted(entries, key=lambda one: one[:2])],
        **_left_out(frame, host, zone),
    }


def is_of(frame: Frame, host: HostFacts, stand: Stand) -> bool:
    """Say whether a bilateral is the host's own."""
    return host.pk in frame.candidates[stand.candidate].hosts


def stood(stand: Stand) -> bool:
    """Say whether a bilateral has its place on the day: it stands, or nobody came to it."""
    return stand.is_active or stand.state == State.NO_SHOW


def _is_shown(frame: Frame, host: HostFacts, stand: Stand) -> bool:
    if not stood(stand):
        return False
    return is_of(frame, host, stand) or bool(_presided(frame, host, stand))


def _presided(frame: Frame, host: HostFacts, stand: Stand) -> list[HostFacts]:
    """Return, for the President, the Committees of a bilateral over which the President presides."""
    if host.members or host.president is None:
        return []
    hosts = frame.hosts_of(frame.candidates[stand.candidate])
    return [one for one in hosts if one.pk != host.pk and one.president == host.president]


def _room(frame: Frame, host: HostFacts) -> str:
    if host.room is None:
        return ""
    room = frame.rooms[host.room]
    access = _("without steps") if room.is_accessible else _("has steps")
    return _("%(room)s, %(access)s") % {"room": room.name, "access": access}


def _caption(host: HostFacts, count: int) -> str:
    meetings = ngettext("%(n)d meeting", "%(n)d meetings", count) % {"n": count}
    return _("%(meetings)s; places of %(length)d minutes, %(buffer)d minutes between them") % {
        "meetings": meetings,
        "length": host.length.total_seconds() // 60,
        "buffer": host.buffer.total_seconds() // 60,
    }


def _meeting(frame: Frame, host: HostFacts, stand: Stand, known: Known, zone: ZoneInfo) -> _Entry:
    candidate = frame.candidates[stand.candidate]
    presided = [] if is_of(frame, host, stand) else _presided(frame, host, stand)
    row = {
        "kind": "meeting",
        "hours": _hours(Slot(stand.begins_at, stand.ends_at), zone),
        "name": candidate.name,
        "who": who_comes(candidate, stand, known) or _("Nobody named yet"),
        "state": capfirst(str(State(stand.state).label)),
        "is_open": stand.state in {State.PROPOSED, State.OFFERED, State.ANOTHER_TIME},
        "committee": ", ".join(one.name for one in presided),
        "languages": languages_of(candidate),
        "subject": candidate.reason,
        "notes": list(remarks_on(frame, host, stand, zone)),
    }
    return _Entry(stand.begins_at, True, row)


def who_comes(candidate: CandidateFacts, stand: Stand, known: Known) -> str:
    """Return who comes for a delegation: those named for the bilateral, else its head, if any."""
    if names := known.participants.get(stand.pk):
        return "; ".join(names)
    if head := known.heads.get(candidate.delegation):
        return _("Head of delegation: %(name)s") % {"name": head}
    return ""


def languages_of(candidate: CandidateFacts) -> str:
    """Return in which languages a delegation can meet."""
    known = ("ar", "en", "es", "fr", "ru", "pt", "zh-hans")
    codes = sorted(candidate.languages, key=lambda one: known.index(one) if one in known else 9)
    names = [_language(code) for code in codes]
    # Only English writes all of them with a capital letter.
    written = names if (get_language() or "en")[:2] == "en" else [one.lower() for one in names]
    return capfirst(", ".join(written))


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code.upper()


def _places(frame: Frame, host: HostFacts, zone: ZoneInfo) -> Iterator[_Entry]:
    """Yield the host's places that nobody has: free, or closed because the host is elsewhere."""
    shown = [one for one in frame.stands.values() if _is_shown(frame, host, one)]
    for slot in host.slots:
        if any(slot.overlaps(Slot(one.begins_at, one.ends_at)) for one in shown):
            continue
        why = _closed(frame, host, slot)
        text = why or pgettext("place", "Free")
        row = {"kind": "closed" if why else "free", "hours": _hours(slot, zone), "text": text}
        yield _Entry(slot.begins_at, False, row)


def _closed(frame: Frame, host: HostFacts, slot: Slot) -> str:
    """Return why a place without a bilateral is not free, or nothing."""
    needed = {host.resource, host.president} - {None}
    for away in frame.away:
        if away.resource in needed and slot.overlaps(Slot(away.begins_at, away.ends_at)):
            reason = away.reason.rstrip(".")
            return (
                _("Not available: %(reason)s") % {"reason": reason}
                if reason
                else _("Not available")
            )
    for one in frame.stands.values():
        taken = one.is_active and needed & one.parts.keys()
        if taken and slot.overlaps(Slot(one.begins_at, one.ends_at)):
            return _("Not available: the President is in another bilateral")
    return ""


def _breaks(frame: Frame, entries: Iterable[_Entry], zone: ZoneInfo) -> Iterator[_Entry]:
    """Yield the breaks between the first and the last row."""
    times = [one.begins_at for one in entries]
    for words, spans in ((_("Break"), frame.breaks), (_("Lunch"), frame.lunch)):
        for span in spans:
            if times and min(times) < span.ends_at and span.begins_at < max(times):
                row = {"kind": "pause", "hours": _hours(span, zone), "text": words}
                yield _Entry(span.begins_at, False, row)


def _hours(slot: Slot, zone: ZoneInfo) -> str:
    return hours(slot.begins_at.astimezone(zone), slot.ends_at.astimezone(zone))


def _left_out(frame: Frame, host: HostFacts, zone: ZoneInfo) -> Facts:
    """Return who would be invited next, by rank, and of how many; whoever is set aside is none."""
    standing = {one.candidate for one in frame.stands.values() if one.is_active}
    count = sum(
        host.pk in one.hosts and one.pk not in standing and not one.is_set_aside
        for one in frame.candidates.values()
    )
    lines = (one for one in left_out_of(frame, host, zone) if not one.candidate.is_set_aside)
    return {
        "left_out_count": count,
        "left_out": [
            {
                "rank": str(line.candidate.rank),
                "name": line.candidate.name,
                "why": " ".join([f"{capfirst(line.last_label)}."] * bool(line.last) + [*line.why]),
            }
            for line in islice(lines, MOST_LEFT_OUT)
        ],
    }
