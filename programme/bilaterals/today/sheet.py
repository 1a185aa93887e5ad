"""The running sheet of a host: its day, line by line."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from intersessional.accounts.models import User
from registration.registrations.models import Registration, Role
from registration.registrations.transitions import ACTIVE

from ..models import Act, Bilateral, Host, Mark, Participant
from .days import day_shown, of_host, presided_by, version_of
from .lines import Line, hour, lines_of


@dataclass(frozen=True)
class Sheet:
    """A host’s day; `version` tells one state of it from the next."""

    host: Host
    day: date
    is_today: bool
    lines: list[Line]
    version: int
    at: datetime
    has_notes: bool
    presided: list[Bilateral]

    @property
    def is_to_start(self) -> bool:
        """Whether something is still to start today."""
        return self.is_today and any(Act.START in line.marks for line in self.lines)


def sheet_of(host: Host, user: User, at: datetime) -> Sheet:
    """Return a host’s running sheet for a user; as many queries for three bilaterals as for one."""
    day = day_shown(host.meeting, at)
    found = list(of_host(host, day).with_names())
    people, marks = _people(found), _last_marks(found)
    lines = [
        replace(
            line,
            people=people[line.bilateral.pk] or people[-line.bilateral.delegation_id],
            last_mark=marks.get(line.bilateral.pk, ""),
        )
        for line in lines_of(found, at)
    ]
    return Sheet(
        host=host,
        day=day,
        is_today=timezone.localtime(at, host.meeting.zone).date() == day,
        lines=lines,
        version=version_of(found),
        at=at,
        has_notes=Host.objects.of_officer(user).filter(pk=host.pk).exists(),
        presided=list(presided_by(host, day).with_names()),
    )


def _people(bilaterals: Iterable[Bilateral]) -> dict[int, tuple[str, ...]]:
    """Return who comes, by bilaterals; and the heads, by the negative keys of delegations."""
    found: dict[int, list[str]] = defaultdict(list)
    named = Participant.objects.filter(
        bilateral__in=bilaterals, registration__state__in=sorted(ACTIVE)
    )
    for participant in named.select_related("registration").order_by("pk"):
        found[participant.bilateral_id].append(_named(participant.registration))
    heads = Registration.objects.active().filter(
        role=Role.HEAD, delegation__in=[one.delegation_id for one in bilaterals]
    )
    for head in heads.in_order():
        found[-head.delegation_id].append(_named(head))
    return defaultdict(tuple, {key: tuple(names) for key, names in found.items()})


def _named(registration: Registration) -> str:
    return ", ".join(filter(None, [registration.printed_name, registration.function]))


def _last_marks(bilaterals: Iterable[Bilateral]) -> dict[int, str]:
    """Return what could be taken back, in words."""
    marks = Mark.objects.standing().filter(bilateral__in=bilaterals).order_by("pk")
    return {one.bilateral_id: f"{Act(one.act).label}, {hour(one.made_at)}" for one in marks}
