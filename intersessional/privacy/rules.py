"""The rules of erasure, made from the table: what ends together in one model is one rule."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model, Q, QuerySet

from .fields import TABLE
from .fields.kinds import Counted, End, FileGoes, How, Listed, RowGoes, Stays


@dataclass(frozen=True)
class Rule:
    """What goes of one model at one time: columns with how they go, or whole rows."""

    listed: Listed
    end: End
    hows: tuple[tuple[str, How], ...]

    @property
    def key(self) -> str:
        """By what the erasure log names it."""
        return f"{self.listed.label.lower()}:{self.end.key}"

    @property
    def model(self) -> type[Model]:
        """Whose rows it is about."""
        return self.listed.model

    @property
    def deletes(self) -> bool:
        """Whether whole rows go."""
        return all(isinstance(how, RowGoes) for _name, how in self.hows)

    @property
    def files(self) -> tuple[str, ...]:
        """The columns whose files go, too."""
        going = tuple(name for name, how in self.hows if isinstance(how, FileGoes))
        return going or (self.listed.files if self.deletes else ())

    @property
    def changes(self) -> dict[str, Any]:
        """What is written, by column."""
        put = {name: how.put(name) for name, how in self.hows if not isinstance(how, RowGoes)}
        return put | dict(self.listed.also)

    def rows(self) -> QuerySet[Any]:
        """Return the rows of which something has not gone yet; not those that are kept."""
        rows = self.model._default_manager.all()
        if self.listed.only:
            rows = self.listed.only(rows)
        return rows if self.deletes else rows.filter(self._filled())

    def _filled(self) -> Q:
        found = Q()
        for name, how in self.hows:
            if not isinstance(how, RowGoes):
                found |= how.filled(name)
        return found


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules; the accounts last, since other rules ask which of them have ended."""
    found = [rule for one in TABLE for rule in _of(one)]
    return tuple(sorted(found, key=lambda rule: rule.listed.label == "accounts.User"))


def _of(listed: Listed) -> Iterator[Rule]:
    by_end: dict[End, list[tuple[str, How]]] = defaultdict(list)
    for name, column in listed.personal.items():
        if not isinstance(column.how, Stays) and column.end.counted is not Counted.NEVER:
            by_end[column.end].append((name, column.how))
    for end, hows in by_end.items():
        yield Rule(listed, end, tuple(hows))
