"""What can be said of a field: why it is there, who sees it, when it ends, and how.

A module of this package lists the models of one part, each with every column it has. `listed()` takes
columns that belong together; `plain()` takes those that say nothing about a person.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import Any

from django.db.models import Case, F, Model, Q, QuerySet, Value, When
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat
from django.utils.functional import Promise

# Stands where a name stood and something has to stand.
ERASED = "(erased)"
NUMBERED = "erased-"


class Counted(Enum):
    """From when the days of an end count."""

    MEETING = "meeting"
    ROW = "row"
    PERSON = "person"
    ACCOUNT = "account"
    TASK = "task"
    NEVER = "never"


@dataclass(frozen=True)
class End:
    """When something is erased: `days` after what is `counted`.

    `task` is the dotted path of the operation that erases it, where its own part has one.
    """

    key: str
    text: str | Promise
    counted: Counted
    days: int = 0
    task: str = ""

    @property
    def after(self) -> timedelta:
        """How long after."""
        return timedelta(days=self.days)


class How:
    """How a value goes."""

    def put(self, name: str) -> Any:
        """Return what is written in its place."""
        raise NotImplementedError

    def filled(self, name: str) -> Q:
        """Return the condition that it has not gone yet."""
        raise NotImplementedError


@dataclass(frozen=True)
class Put(How):
    """A constant takes its place: by default, nothing."""

    value: Any = ""

    def put(self, name: str) -> Any:
        """Return what is written in its place."""
        return self.value

    def filled(self, name: str) -> Q:
        """Return the condition that it has not gone yet."""
        if self.value is None:
            return Q(**{f"{name}__isnull": False})
        return ~Q(**{name: self.value})


@dataclass(frozen=True)
class Word(How):
    """A word takes its place, so that what must not be empty is not; what is empty stays so."""

    def put(self, name: str) -> Any:
        """Return what is written in its place."""
        return Case(When(**{name: ""}, then=Value("")), default=Value(ERASED))

    def filled(self, name: str) -> Q:
        """Return the condition that it has not gone yet."""
        return ~Q(**{f"{name}__in": ["", ERASED]})


@dataclass(frozen=True)
class Numbered(How):
    """The number of the row takes its place: where two must not be the same."""

    def put(self, name: str) -> Any:
        """Return what is written in its place."""
        return Concat(Value(NUMBERED), Cast(F("pk"), CharField()))

    def filled(self, name: str) -> Q:
        """Return the condition that it has not gone yet."""
        return ~Q(**{f"{name}__startswith": NUMBERED})


@dataclass(frozen=True)
class FileGoes(Word):
    """The file is deleted, and a word stands for its name."""


@dataclass(frozen=True)
class RowGoes(How):
    """The whole row is deleted."""


@dataclass(frozen=True)
class Stays(How):
    """It is kept, because it is the public record or counts without naming."""


@dataclass(frozen=True)
class Personal:
    """A column that says something about a person."""

    purpose: str | Promise
    seen_by: str | Promise
    end: End
    how: How


@dataclass(frozen=True)
class NotPersonal:
    """A column that says nothing about a person, and why."""

    reason: str | Promise


Column = Personal | NotPersonal
Rows = QuerySet[Any]


@dataclass(frozen=True)
class Listed:
    """One model with all its columns.

    `meeting` leads from a row to its meeting; `since` names the column from which an end of rows counts,
    in real time where `real` says so. `person` and `user` lead to whom a row is about, `address` names
    columns with an e-mail address that say it. `only` leaves out rows that are kept. A model with
    `files` loses them with its rows. With `mentions`, also texts of rows that go whole are
    looked through for people whom they name.
    """

    label: str
    columns: Mapping[str, Column]
    meeting: str = ""
    since: str = ""
    real: bool = False
    person: tuple[str, ...] = ()
    user: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    mentions: bool = False
    also: Mapping[str, Any] = field(default_factory=dict)
    only: Callable[[Rows], Rows] | None = None
    kept: str | Promise = ""

    @property
    def personal(self) -> dict[str, Personal]:
        """The columns that say something about a person."""
        return {n: one for n, one in self.columns.items() if isinstance(one, Personal)}

    @property
    def model(self) -> type[Model]:
        """The model itself."""
        from django.apps import apps

        return apps.get_model(self.label)


def plain(reason: str | Promise, names: str) -> dict[str, Column]:
    """Return columns, named with blanks between, that say nothing about a person."""
    return {name: NotPersonal(reason) for name in names.split()}


def listed(
    purpose: str | Promise, seen_by: str | Promise, end: End, **hows: How
) -> dict[str, Column]:
    """Return columns that serve one purpose, are seen by the same people and end together."""
    return {name: Personal(purpose, seen_by, end, how) for name, how in hows.items()}
