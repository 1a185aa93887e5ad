"""Reasons and violations in words, for those who plan. The planner itself speaks in codes."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .problem import Problem
from .results import Reason, Violation

_REASONS = {
    "no_slot": gettext_lazy("%(hosts)s: no time is long enough and fits all who receive."),
    "no_room": gettext_lazy("%(hosts)s: no room is set."),
    "no_accessible_room": gettext_lazy("%(hosts)s: none of the rooms is accessible."),
    "same_rank": gettext_lazy("%(host)s meets others of the same rank (%(rank)s)."),
    "promised": gettext_lazy("%(host)s has promised the place to %(guests)s."),
    "host_meets": gettext_lazy("%(host)s meets %(guests)s."),
    "guest_meets": gettext_lazy("%(guest)s meets %(others)s."),
    "guest_sits": gettext_lazy("%(guest)s sits with %(others)s."),
    "busy": gettext_lazy("%(resource)s, who is needed, is with %(others)s."),
    "rooms_unavailable": gettext_lazy("no room is available."),
    "rooms_taken": gettext_lazy("every room is taken, by %(others)s."),
    "not_found": gettext_lazy("nothing is in the way, but the time to look for a place ran out."),
}
_LASTING = {
    "recusal": gettext_lazy(
        "%(guest)s sits on %(host)s and has not yet confirmed that it steps aside."
    ),
    "break": gettext_lazy("There is a break."),
    "host_unavailable": gettext_lazy("%(host)s is not available."),
    "guest_unavailable": gettext_lazy("%(guest)s is not available."),
    "taken": gettext_lazy("%(resource)s is away, or engaged elsewhere."),
}
_VIOLATIONS = {
    "unknown": gettext_lazy("This meeting, or its room, no longer exists."),
    "twice_placed": gettext_lazy("%(hosts)s and %(guest)s: this meeting is on the board twice."),
    "pinned_moved": gettext_lazy(
        "%(hosts)s and %(guest)s: this meeting is pinned and must not move."
    ),
    "not_a_place": gettext_lazy("%(hosts)s: no meeting can start at this time."),
    "wrong_end": gettext_lazy("%(hosts)s and %(guest)s: this meeting is too short or too long."),
    "not_its_room": gettext_lazy("%(hosts)s does not receive in %(room)s."),
    "room_not_accessible": gettext_lazy(
        "%(guest)s needs an accessible room, which %(room)s is not."
    ),
    "room_unavailable": gettext_lazy("%(room)s is not available."),
    "host": gettext_lazy("%(host)s cannot meet %(guests)s at once."),
    "host_buffer": gettext_lazy("%(host)s has too little time between %(guests)s."),
    "resource": gettext_lazy("%(resource)s cannot be in two places: %(meetings)s."),
    "room": gettext_lazy("%(room)s is taken twice: %(meetings)s."),
}


def explain(reason: Reason, problem: Problem) -> str:
    """Say in one sentence why a wish has no place; with the times, unless it holds for all."""
    names = _Names(problem, reason.by, reason.wish, reason)
    if reason.code == "better_ranked":
        return _better_ranked(reason, names)
    words = _REASONS.get(reason.code)
    sentence = str(words) % names if words else _lasting(reason, names)
    if not reason.times or (reason.whole and not words):
        return sentence
    if reason.whole:
        return _("At all times: %(what)s") % {"what": sentence}
    return _("%(times)s: %(what)s") % {"times": names["times"], "what": sentence}


def say(violation: Violation, problem: Problem) -> str:
    """Say in one sentence which rule is broken, by whom, and when."""
    first = violation.wishes[0] if violation.wishes[0] in problem.wish else None
    names = _Names(problem, violation.wishes, first, violation)
    words = _VIOLATIONS.get(violation.rule)
    sentence = str(words) % names if words else _lasting(violation, names)
    if violation.start is None:
        return sentence
    at = _moments(problem, [violation.start])
    return _("%(times)s: %(what)s") % {"times": at, "what": sentence}


def _better_ranked(reason: Reason, names: "_Names") -> str:
    if reason.whole:
        return (
            ngettext(
                "The only place of %(host)s is taken by a better-ranked candidate (rank %(rank)s).",
                "All %(count)s places of %(host)s are taken by better-ranked candidates, "
                "the last of rank %(rank)s.",
                reason.count,
            )
            % names
        )
    return (
        _("%(times)s: %(host)s meets better-ranked candidates, the last of rank %(rank)s.") % names
    )


def _lasting(found: Reason | Violation, names: "_Names") -> str:
    """Say what no other plan would change."""
    code = found.code if isinstance(found, Reason) else found.rule
    if code == "arrives":
        return _("%(guest)s arrives on %(arrives)s.") % names
    if code == "leaves":
        return _("%(guest)s leaves on %(leaves)s.") % names
    if code == "quorum":
        return _quorum(found, names)
    return str(_LASTING[code]) % names


def _quorum(found: Reason | Violation, names: "_Names") -> str:
    present = (
        ngettext(
            "%(host)s is not complete enough: %(count)s member remains, %(quorum)s are needed.",
            "%(host)s is not complete enough: %(count)s members remain, %(quorum)s are needed.",
            found.count,
        )
        % names
    )
    return f"{present} {_('Not there: %(away)s.') % names}" if found.away else present


class _Names(dict[str, object]):
    """The names that a sentence may use; only those it does use are looked up."""

    def __init__(
        self, problem: Problem, by: Iterable[int], wish: int | None, found: Reason | Violation
    ) -> None:
        self.problem, self.found = problem, found
        self.by = [problem.wish[key] for key in by if key in problem.wish]
        self.wish = problem.wish[wish] if wish is not None else None

    def __missing__(self, name: str) -> object:
        return getattr(self, f"_{name}")()

    def _count(self) -> int:
        return self.found.count

    def _rank(self) -> int:
        return self.found.rank if isinstance(self.found, Reason) else 0

    def _times(self) -> str:
        return _moments(self.problem, self.found.times if isinstance(self.found, Reason) else ())

    def _host(self) -> str:
        return self.problem.host[self.found.host].name if self.found.host is not None else ""

    def _hosts(self) -> str:
        return _listed(
            self.problem.host[key].name for key in (self.wish.hosts if self.wish else ())
        )

    def _quorum(self) -> int:
        return self.problem.host[self.found.host].quorum if self.found.host is not None else 0

    def _room(self) -> str:
        return self.problem.room[self.found.room].name if self.found.room is not None else ""

    def _resource(self) -> str:
        return self._name(self.found.resource)

    def _away(self) -> str:
        return _listed(self._name(key) for key in self.found.away)

    def _guest(self) -> str:
        return self.problem.guest[self.wish.guest].name if self.wish else ""

    def _guests(self) -> str:
        """The guests of the meetings in the way."""
        return _listed(self.problem.guest[wish.guest].name for wish in self.by)

    def _others(self) -> str:
        """The hosts of the meetings in the way, once each."""
        keys = dict.fromkeys(chain.from_iterable(wish.hosts for wish in self.by))
        return _listed(self.problem.host[key].name for key in keys)

    def _meetings(self) -> str:
        """Both parties of the meetings concerned."""
        return _listed(
            _("%(host)s with %(guest)s")
            % {
                "host": _listed(self.problem.host[key].name for key in wish.hosts),
                "guest": self.problem.guest[wish.guest].name,
            }
            for wish in self.by
        )

    def _arrives(self) -> str:
        return self._moment_of(self.problem.guest[self.wish.guest].arrives if self.wish else None)

    def _leaves(self) -> str:
        return self._moment_of(self.problem.guest[self.wish.guest].leaves if self.wish else None)

    def _moment_of(self, at: datetime | None) -> str:
        return _day_and_time(_there(self.problem, at)) if at else ""

    def _name(self, resource: int | None) -> str:
        if resource in self.problem.guest:
            return self.problem.guest[resource].name
        return self.problem.names.get(resource or 0, _("Somebody who is needed"))


def _moments(problem: Problem, times: Iterable[datetime]) -> str:
    """Return the times of day; with the day, where the hosts receive on several."""
    days = {_there(problem, slot.start).date() for host in problem.hosts for slot in host.slots}
    there = [_there(problem, at) for at in times]
    if len(days) > 1:
        return _listed(_day_and_time(at) for at in there)
    return _listed(date_format(at, "TIME_FORMAT") for at in there)


def _there(problem: Problem, at: datetime) -> datetime:
    return at.astimezone(problem.zone) if problem.zone else at


def _day_and_time(at: datetime) -> str:
    return _("%(day)s, %(time)s") % {
        "day": date_format(at, "DAY_MONTH_FORMAT"),
        "time": date_format(at, "TIME_FORMAT"),
    }


def _listed(words: Iterable[str]) -> str:
    return get_text_list(list(words), _("and"))
