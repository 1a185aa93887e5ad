"""What a dataset is: who may take it, its columns, and how its rows are read."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched
from typing import Any

from django.db.models import F, Func, Model, QuerySet, TextField, Value
from django.db.models.expressions import BaseExpression
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from registration.delegations.models import Delegation
from registration.meetings.models import Meeting
from registration.registrations.sheets.writing import Cell

Words = str | Promise
# So many rows are read at a time, however many there are.
CHUNK = 500


@dataclass(frozen=True)
class Known:
    """What is asked once, for all rows: names by key, and whatever else a dataset needs."""

    meeting: Meeting
    delegations: Mapping[int, str]
    more: Mapping[str, Any]

    def local(self, at: datetime | None) -> datetime | None:
        """Return an instant as the clocks of the meeting show it."""
        if at is None:
            return None
        return at.astimezone(self.meeting.zone).replace(tzinfo=None)


@dataclass(frozen=True)
class Column:
    """A column: what it is called, where its values lie, and which permission it takes, if any.

    `source` is what the database is asked for: a lookup or an expression. `shown` returns, once for
    all rows, what makes a cell of a value; by itself a value is shown as it is.
    """

    key: str
    title: Words
    source: str | BaseExpression
    shown: Callable[[Known], Callable[[Any], Any]] | None = None
    permission: str = ""
    # Only where somebody asks for it.
    is_extra: bool = False


def choice(model: type[Model], name: str) -> Callable[[Known], Callable[[Any], str]]:
    """Return how a choice of a field is shown in words; what is no choice any more, as it is."""

    def shown(_known: Known) -> Callable[[Any], str]:
        pairs = model._meta.get_field(name).flatchoices  # type: ignore[union-attr]
        words = {value: str(label) for value, label in pairs}
        return lambda value: words.get(value, str(value))

    return shown


def instant(known: Known) -> Callable[[datetime | None], datetime | None]:
    """Return how an instant is shown."""
    return known.local


def delegation(known: Known) -> Callable[[int], str]:
    """Return how the key of a delegation is shown: as its name."""
    return lambda key: known.delegations.get(key, "")


def joined(name: str) -> BaseExpression:
    """Return the values of an array with commas between, dates as 2018-06-07."""
    return Func(F(name), Value(", "), function="array_to_string", output_field=TextField())


@dataclass(frozen=True)
class Dataset:
    """Rows of one kind. `roles` are those who may take it, besides administrators.

    `read` returns the rows that a user may see, in order, with what `known` says of all of them.
    """

    key: str
    title: Words
    about: Words
    roles: frozenset[str]
    columns: Sequence[Column]
    read: Callable[[Meeting, User], QuerySet[Any]]
    # Names of filters → the lookup; those a dataset lacks, its form does not offer.
    filters: Mapping[str, str]
    states: Sequence[tuple[str, Words]] = ()
    more: Callable[[Meeting], Mapping[str, Any]] = lambda _meeting: {}
    # In place of a lookup, for a state that no column holds.
    in_state: Callable[[QuerySet[Any], str, Known], QuerySet[Any]] | None = None

    def columns_for(self, user: User) -> list[Column]:
        """Return the columns that somebody may take."""
        return [one for one in self.columns if not one.permission or user.has_perm(one.permission)]

    def known(self, meeting: Meeting) -> Known:
        """Ask once what all rows need."""
        delegations = Delegation.objects.for_meeting(meeting).with_names()
        names = {one.pk: one.name for one in delegations}
        return Known(meeting, names, self.more(meeting))

    def rows(self, known: Known, user: User, filters: Mapping[str, str]) -> QuerySet[Any]:
        """Return the rows that somebody may see and wants."""
        found = self.read(known.meeting, user)
        for name, value in filters.items():
            if name == "state" and self.in_state:
                found = self.in_state(found, value, known)
            elif name in self.filters:
                found = found.filter(**{self.filters[name]: value})
        return found


def cells(
    rows: QuerySet[Any], columns: Sequence[Column], known: Known
) -> Iterator[tuple[Cell, ...]]:
    """Read rows portion by portion, and return their cells.

    No object is made of a row, and a portion is shown column by column: there are many rows.
    """
    sources = {one.key: one.source for one in columns}
    expressions = {f"shown_{key}": one for key, one in sources.items() if not isinstance(one, str)}
    names = [one if isinstance(one, str) else f"shown_{key}" for key, one in sources.items()]
    # What two columns show is asked for once.
    asked = list(dict.fromkeys(names))
    places = [asked.index(name) for name in names]
    makers = [_maker(one, known) for one in columns]
    found = rows.annotate(**expressions).values_list(*asked)
    for portion in batched(found.iterator(chunk_size=CHUNK), CHUNK):
        values = list(zip(*portion, strict=True))
        made = [_made(make, values[place]) for make, place in zip(makers, places, strict=True)]
        yield from zip(*made, strict=True)


def _maker(column: Column, known: Known) -> Callable[[Any], Any] | None:
    return column.shown(known) if column.shown else None


def _made(make: Callable[[Any], Any] | None, values: Sequence[Any]) -> Iterable[Cell]:
    """Return the cells of a column; what is said more than once is made once."""
    if make is None and set(map(type, values)) == {str}:
        return values
    made = {one: cell(make(one) if make else one) for one in set(values)}
    return map(made.__getitem__, values)


def cell(value: Any) -> Cell:
    """Return a value as a sheet holds it."""
    # What most are, first.
    if type(value) is str:
        return value
    if value is None or isinstance(value, bool):
        return "" if value is None else _yes(value)
    if isinstance(value, int | datetime):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")
