"""How many bilaterals were planned, accepted and held: each host's, and all of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..reading import Frame, Stand
from ..transitions import State
from .sheet import is_of, stood

_WAITING = {State.PROPOSED, State.OFFERED, State.ANOTHER_TIME}
_REFUSED = {State.DECLINED, State.EXPIRED}


@dataclass(frozen=True)
class Count:
    """A row of the table. `marked` of those held say when they began and ended."""

    name: str
    waiting: int
    accepted: int
    held: int
    missed: int
    refused: int
    minutes: int
    marked: int

    @property
    def planned(self) -> int:
        """All that have their place on the day; the next four add up to it."""
        return self.waiting + self.accepted + self.held + self.missed

    @property
    def minutes_words(self) -> str:
        """The minutes, and for how many of those held nobody marked them."""
        if self.marked == self.held:
            return str(self.minutes)
        return _("%(minutes)d (%(marked)d of %(held)d marked)") % {
            "minutes": self.minutes,
            "marked": self.marked,
            "held": self.held,
        }


def counts_of(frame: Frame, hosts: Collection[int]) -> tuple[list[Count], Count]:
    """Return the counts of some hosts (their keys), and of all of them; a joint one is once in this."""
    shown = [host for host in frame.hosts.values() if host.pk in hosts]
    stands = list(frame.stands.values())
    rows = [_count(host.name, [one for one in stands if is_of(frame, host, one)]) for host in shown]
    of_all = [one for one in stands if any(is_of(frame, host, one) for host in shown)]
    return rows, _count(_("All together"), of_all)


def _count(name: str, stands: Sequence[Stand]) -> Count:
    held = [one for one in stands if one.state == State.HELD]
    spans = [one.ended_at - one.started_at for one in held if one.started_at and one.ended_at]
    return Count(
        name=name,
        waiting=sum(stood(one) and one.state in _WAITING for one in stands),
        accepted=sum(one.state == State.ACCEPTED for one in stands),
        held=len(held),
        missed=sum(one.state == State.NO_SHOW for one in stands),
        refused=sum(one.state in _REFUSED for one in stands),
        minutes=round(sum(spans, timedelta()) / timedelta(minutes=1)),
        marked=len(spans),
    )


def heads() -> list[str]:
    """Return what the columns are called."""
    return [
        _("Host"),
        pgettext("count of bilaterals", "Planned"),
        pgettext("count of bilaterals", "Not yet answered"),
        pgettext("count of bilaterals", "Accepted"),
        pgettext("count of bilaterals", "Held"),
        _("Did not come"),
        _("Declined or not answered"),
        _("Minutes held"),
    ]


def definitions() -> list[tuple[str, str]]:
    """Return each column with what it counts."""
    names = heads()
    texts = [
        _("Each bilateral that has its place on the day: the next four columns added up."),
        _("Proposed on the board, offered, or the delegation asks for another time."),
        _("The delegation accepted; it is not yet marked as held, or as missed."),
        _("Marked as held by the host or the President’s office."),
        _("Planned, and marked that the delegation did not come."),
        _("Declined by the delegation, or not answered in time. They are not among the planned."),
        _(
            "From the marked beginning to the marked end. Meetings without both marks count no minutes."
        ),
    ]
    pairs = list(zip(names[1:], texts, strict=True))
    together = _("A bilateral of several hosts counts for each of them, and once in the last row.")
    return [
        *pairs,
        (_("All together"), together),
        (_("Not counted"), _("Bilaterals that were cancelled.")),
    ]
