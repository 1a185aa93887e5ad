"""The day as a book of sheets: the bilaterals, who was left out, the counts with what they mean."""

from collections.abc import Collection, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registration.registrations.sheets.writing import Cell, typed_book

from ..board.left_out import left_out_of
from ..conflicts.wording import host_names
from ..reading import Frame, Stand
from ..transitions import State
from . import counts
from .known import Known
from .sheet import who_comes

Rows = list[list[Cell]]


def book_of(
    frame: Frame,
    hosts: Collection[int],
    known: Known,
    answered: Mapping[int, datetime],
    zone: ZoneInfo,
) -> bytes:
    """Return the day of some hosts (their keys) as XLSX, in the active language."""
    return typed_book(
        [
            (_("Bilaterals"), _bilaterals(frame, hosts, known, answered, zone)),
            (_("Left out"), _left_out(frame, hosts, known, zone)),
            (_("Counts"), _counts(frame, hosts)),
        ]
    )


def _bilaterals(
    frame: Frame,
    hosts: Collection[int],
    known: Known,
    answered: Mapping[int, datetime],
    zone: ZoneInfo,
) -> Rows:
    """Return what stands, and what the delegation was told of though it stands no more."""
    heads = [
        *(_("Begins"), _("Ends"), _("Host"), _("Room"), _("Delegation"), _("Category")),
        *(_("Participants"), _("State"), _("Answered at")),
    ]
    shown = [
        one
        for one in frame.stands.values()
        if (one.is_active or one.was_told or one.state == State.NO_SHOW)
        and not hosts_apart(frame, one, hosts)
    ]
    shown.sort(key=lambda one: (one.begins_at, frame.candidates[one.candidate].hosts, one.pk))
    return [[*heads], *(_bilateral(frame, one, known, answered.get(one.pk), zone) for one in shown)]


def hosts_apart(frame: Frame, stand: Stand, hosts: Collection[int]) -> bool:
    """Say whether none of some hosts (their keys) receives a bilateral."""
    return not set(hosts).intersection(frame.candidates[stand.candidate].hosts)


def _bilateral(
    frame: Frame, stand: Stand, known: Known, answered: datetime | None, zone: ZoneInfo
) -> list[Cell]:
    candidate = frame.candidates[stand.candidate]
    return [
        stand.begins_at.astimezone(zone).time(),
        stand.ends_at.astimezone(zone).time(),
        host_names(frame, candidate),
        frame.rooms[stand.room].name,
        candidate.name,
        known.categories.get(candidate.delegation, ""),
        who_comes(candidate, stand, known),
        capfirst(str(State(stand.state).label)),
        _local(answered, zone) if answered else None,
    ]


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    """Return a time as a sheet has it: by the clocks of the meeting, without a zone, whole seconds."""
    return at.astimezone(zone).replace(tzinfo=None, microsecond=0)


def _left_out(frame: Frame, hosts: Collection[int], known: Known, zone: ZoneInfo) -> Rows:
    rows: Rows = [
        [_("Host"), _("Rank"), _("Delegation"), _("Category"), _("Last answer"), _("Why")]
    ]
    for host in frame.hosts.values():
        if host.pk not in hosts:
            continue
        rows += [
            [
                host.name,
                line.candidate.rank,
                line.candidate.name,
                known.categories.get(line.candidate.delegation, ""),
                capfirst(line.last_label),
                " ".join(line.why),
            ]
            for line in left_out_of(frame, host, zone)
        ]
    return rows


def _counts(frame: Frame, hosts: Collection[int]) -> Rows:
    own, total = counts.counts_of(frame, hosts)
    heads = [*counts.heads(), _("Held with both marks")]
    rows: Rows = [[*heads], *(_count(one) for one in [*own, *([total] if len(own) > 1 else [])])]
    rows.append([])
    rows += [[name, text] for name, text in counts.definitions()]
    return rows


def _count(one: counts.Count) -> list[Cell]:
    numbers = (one.planned, one.waiting, one.accepted, one.held, one.missed, one.refused)
    return [one.name, *numbers, one.minutes, one.marked]
