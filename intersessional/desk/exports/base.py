"""What a dataset is: who may take it, its columns, and how its rows are read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
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
    # Kept for the rows that say the same; all are in one language.
    _labels: dict[tuple[str, str], str] = field(default_factory=dict)

    def label(self, row: Any, name: str) -> str:
        """Return a choice of a row in words. `get_…_display` makes a table of all choices each time."""
        key = (name, getattr(row, name))
        found = self._labels.get(key)
        if found is None:
            found = self._labels[key] = str(getattr(row, f"get_{name}_display")())
        return found

    def local(self, at: datetime | None) -> datetime | None:
        """Return an instant as the clocks of the meeting show it."""
        if at is None:
            return None
        return timezone.localtime(at, self.meeting.zone).replace(tzinfo=None)


@dataclass(frozen=True)
class Column:
    """A column: what it is called, its cell in a row, and which permission it takes, if any."""

    key: str
    title: Words
    value: Callable[[Any, Known], Any]
    permission: str = ""
    # Only where somebody asks for it.
    is_extra: bool = False


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


def cells(rows: QuerySet[Any], columns: Sequence[Column], known: Known) -> Iterator[list[Cell]]:
    """Read rows portion by portion, and return their cells."""
    for row in rows.iterator(chunk_size=CHUNK):
        yield [cell(one.value(row, known)) for one in columns]


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
