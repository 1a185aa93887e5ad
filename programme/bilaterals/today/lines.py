"""A bilateral as the running sheet and the live board show it: where it stands, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Act, Bilateral
from ..policies import FORGOTTEN, marks_for
from ..transitions import State


@dataclass(frozen=True)
class Line:
    """A bilateral of a host’s day; `is_next` marks the one that comes next, `people` those who come."""

    bilateral: Bilateral
    at: datetime
    is_next: bool = False
    is_forgotten: bool = False
    people: tuple[str, ...] = ()
    last_mark: str = ""

    @property
    def is_running(self) -> bool:
        """Whether it has started, has not ended, and nothing says that this was forgotten."""
        return is_started(self.bilateral) and not self.is_forgotten

    @property
    def is_late(self) -> bool:
        """Whether it should have started, or the delegation said that it comes later."""
        one = self.bilateral
        return is_to_come(one) and (bool(one.late_minutes) or one.begins_at < self.at)

    @property
    def tag(self) -> str:
        """The class of its sign."""
        if self.is_running:
            return "solid"
        if self.is_forgotten or self.is_late:
            return "wait"
        state = self.bilateral.state
        if state == State.NO_SHOW:
            return "stop"
        return "ok" if state == State.HELD or self.bilateral.arrived_at else "info"

    @property
    def state(self) -> str:
        """Where it stands, in a few words."""
        one = self.bilateral
        if self.is_forgotten:
            return _("Still marked as started: has it ended?")
        if is_started(one):
            return _("Running since %(time)s") % {"time": hour(one.started_at)}
        if not is_to_come(one):
            return str(capfirst(one.get_state_display()))
        return self._before()

    @property
    def marks(self) -> list[str]:
        """What may be marked now."""
        return marks_for(self.bilateral, self.at)

    @property
    def can_move(self) -> bool:
        """Whether another time of today can be found for it."""
        one = self.bilateral
        is_today = timezone.localtime(one.begins_at).date() == timezone.localtime(self.at).date()
        return is_today and Act.START in self.marks and not one.is_pinned

    def _before(self) -> str:
        one = self.bilateral
        if one.arrived_at:
            return _("Arrived at %(time)s") % {"time": hour(one.arrived_at)}
        if one.late_minutes:
            words = ngettext("%(n)d minute late", "%(n)d minutes late", one.late_minutes)
            return words % {"n": one.late_minutes}
        if one.begins_at < self.at:
            return _("Expected since %(time)s") % {"time": hour(one.begins_at)}
        return str(capfirst(one.get_state_display()))


def lines_of(bilaterals: Sequence[Bilateral], at: datetime) -> list[Line]:
    """Return the lines of one host’s day, given in its order."""
    to_come = next((one.pk for one in bilaterals if is_to_come(one)), None)
    return [
        Line(
            one,
            at,
            is_next=one.pk == to_come,
            is_forgotten=_is_forgotten(one, bilaterals, at),
        )
        for one in bilaterals
    ]


def is_started(bilateral: Bilateral) -> bool:
    """Say whether it is marked as started, and not as ended."""
    return bool(bilateral.started_at) and bilateral.state not in {State.HELD, State.NO_SHOW}


def is_to_come(bilateral: Bilateral) -> bool:
    """Say whether it is still to start."""
    return not bilateral.started_at and bilateral.state not in {State.HELD, State.NO_SHOW}


def hour(moment: datetime | None) -> str:
    """Return an instant as the reader writes hours, in the zone of the page."""
    return date_format(timezone.localtime(moment), "TIME_FORMAT") if moment else ""


def _is_forgotten(bilateral: Bilateral, others: Iterable[Bilateral], at: datetime) -> bool:
    started_at = bilateral.started_at
    if not started_at or not is_started(bilateral):
        return False
    # The same host has begun another one since.
    is_followed = any(one.started_at and one.started_at > started_at for one in others)
    return is_followed or at >= bilateral.ends_at + FORGOTTEN
