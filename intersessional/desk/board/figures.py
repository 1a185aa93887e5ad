"""The charts and tables of the desk; each number with the list that holds what it counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programme.bilaterals.transitions import State as Bilateral
from programme.interventions.listing import wording
from registration.delegations.models import Category
from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.registrations.transitions import ACTIVE, State

from .. import charts
from ..charts import Chart, Value
from . import links
from .floors import Floor
from .queries import Group

# A drawing holds no more; what came before stands together in its first bar.
MOST_WEEKS = 12
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Of:
    """A category with its two numbers."""

    delegations: Value
    people: Value


@dataclass(frozen=True)
class Figures:
    """What is counted of registrations."""

    people: Value
    delegations: Value
    by_week: Chart
    by_category: Chart
    categories: list[Of]
    by_state: Chart
    received: Value


def figures_of(
    meeting: Meeting,
    groups: Sequence[Group],
    delegations: dict[tuple[str, bool], int],
    *,
    at: datetime,
) -> Figures:
    """Return all of it, from what was counted; no query."""
    counted = [one for one in groups if one.is_counted and one.state != State.MERGED]
    active = [one for one in counted if one.state in ACTIVE]
    categories = [_category(meeting, one, active, delegations) for one in Category]
    present = [one for one in categories if one.people.number or one.delegations.number]
    everybody = links.counted(meeting, links.EVERY_STATE)
    return Figures(
        Value("", _sum(active), links.counted(meeting, ACTIVE)),
        Value("", sum(delegations.values()), links.delegations(meeting, people="yes")),
        charts.columns(_weeks(meeting, counted, at)),
        charts.bars([one.people for one in present]),
        present,
        charts.bars(_states(meeting, counted)),
        Value("", _sum(counted), everybody),
    )


def _sum(groups: Iterable[Group]) -> int:
    return sum(one.number for one in groups)


def _category(
    meeting: Meeting,
    category: Category,
    active: Sequence[Group],
    delegations: dict[tuple[str, bool], int],
) -> Of:
    label = capfirst(str(category.label))
    teams = sum(n for (one, _is_headed), n in delegations.items() if one == category)
    people = _sum(one for one in active if one.category == category)
    return Of(
        Value(label, teams, links.delegations(meeting, people="yes", category__exact=category)),
        Value(label, people, links.counted(meeting, ACTIVE, delegation__category__exact=category)),
    )


def _states(meeting: Meeting, counted: Sequence[Group]) -> list[Value]:
    found = [
        Value(
            capfirst(str(state.label)),
            _sum(one for one in counted if one.state == state),
            links.counted(meeting, [state]),
        )
        for state in links.EVERY_STATE
    ]
    return [value for value in found if value.number]


def _weeks(meeting: Meeting, counted: Sequence[Group], at: datetime) -> list[Value]:
    """Return the weeks from the first registration to now, or to the last one that came."""
    if not counted:
        return []
    mondays = [one.week.astimezone(meeting.zone) for one in counted]
    last = max(max(mondays), _monday(at.astimezone(meeting.zone)))
    weeks = [last]
    while weeks[0] > min(mondays) and len(weeks) < MOST_WEEKS:
        weeks.insert(0, weeks[0] - _WEEK)
    return [
        _week(meeting, monday, counted, is_first=n == 0 and monday > min(mondays))
        for n, monday in enumerate(weeks)
    ]


def _week(meeting: Meeting, monday: datetime, counted: Sequence[Group], *, is_first: bool) -> Value:
    """Return one week; the first one holds all before it, too."""
    next_one = monday + _WEEK
    # Translators’ months are short enough for a bar: 7 May, 7 mai.
    day = date_format(monday.date(), "j\xa0M")
    label = _("until %(day)s") % {"day": day} if is_first else day
    number = _sum(
        one for one in counted if (is_first or one.week >= monday) and one.week < next_one
    )
    return Value(label, number, links.received(meeting, None if is_first else monday, next_one))


def _monday(moment: datetime) -> datetime:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=midnight.weekday())


@dataclass(frozen=True)
class Time:
    """A list of speakers: how many are still to speak, and whether they fit."""

    floor: Floor
    speakers: Value
    text: str


def times_of(meeting: Meeting, floors: Sequence[Floor]) -> list[Time]:
    """Return the lists on which somebody is still to speak, in the order of the programme."""
    return [
        Time(
            one,
            Value(
                one.segment.full_title,
                one.budget.speakers,
                meeting_path(meeting, "speakers:show", one.segment.uid) + "#list",
            ),
            wording.budget_words(one.budget, each=one.each),
        )
        for one in floors
        if one.budget.speakers
    ]


def bilaterals_chart(meeting: Meeting, found: dict[str, int]) -> Chart:
    """Return the bilaterals by state, those that there are."""
    return charts.bars(
        [
            Value(
                capfirst(str(state.label)),
                found[state],
                links.changelist(
                    "bilaterals_bilateral", state__exact=state, meeting__id__exact=meeting.pk
                ),
            )
            for state in Bilateral
            if found.get(state)
        ]
    )
