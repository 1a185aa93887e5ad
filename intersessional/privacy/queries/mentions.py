"""Texts that name a person, in rows that are about others: somebody reads them and decides."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, JSONField, Q, QuerySet, TextField, Value
from django.db.models.fields.files import FileField
from django.db.models.functions import Cast

from registration.delegations.models import Note

from ..fields import TABLE
from ..fields.kinds import Listed, RowGoes, Stays

# As many of each model are listed; one more says that there are more.
MOST = 20
Names = Collection[tuple[str, str]]


@dataclass(frozen=True)
class Mention:
    """A row that names somebody."""

    label: str
    number: str


def named(names: Names, addresses: Collection[str], theirs: dict[str, Any]) -> list[Mention]:
    """Return rows whose texts hold both names or an address as whole words: `MOST` of a model, and one.

    `theirs` are the rows, by label, that are about the person anyway and not listed. One query, which
    reads every text that is kept: not for each page.
    """
    patterns = list(_patterns(names, addresses))
    found = [one for one in TABLE if _texts(one)] if patterns else []
    sets = [_naming(one, patterns, theirs.get(one.label)) for one in found]
    if not sets:
        return []
    rows = sets[0].union(*sets[1:], all=True)
    return [Mention(label, number) for label, number in sorted(rows)]


def notes(names: Names) -> set[int]:
    """Return the notes verbales that name somebody, by both names as whole words."""
    found: set[int] = set()
    for given, family in names:
        rows = Note.objects.annotate(text_of_names=Cast("names", TextField()))
        for word in (given, family):
            rows = rows.filter(text_of_names__iregex=_word(word))
        found |= set(rows.values_list("pk", flat=True))
    return found


def _naming(listed: Listed, patterns: list[tuple[str, ...]], theirs: Any) -> QuerySet[Any]:
    columns = _texts(listed)
    rows = listed.model._default_manager.order_by()
    rows = rows.annotate(**{f"text_of_{name}": Cast(name, TextField()) for name in columns})
    found = Q()
    for name in columns:
        for words in patterns:
            one = Q()
            for word in words:
                one &= Q(**{f"text_of_{name}__iregex": word})
            found |= one
    rows = rows.filter(found)
    if theirs is not None:
        rows = rows.exclude(pk__in=theirs.order_by().values("pk"))
    rows = rows.annotate(found_in=Value(listed.label), found_at=Cast("pk", TextField()))
    return rows.order_by("pk").values_list("found_in", "found_at")[: MOST + 1]


def _texts(listed: Listed) -> list[str]:
    """Return the columns in whose texts somebody could be named; not those that stay."""
    meta = listed.model._meta
    kinds = (TextField, CharField, JSONField, ArrayField)
    names = []
    for name, column in listed.personal.items():
        field = meta.get_field(name)
        goes_whole = isinstance(column.how, RowGoes) and not listed.mentions
        if isinstance(column.how, Stays) or goes_whole or isinstance(field, FileField):
            continue
        if isinstance(field, kinds) and not getattr(field, "choices", None):
            names.append(name)
    return names


def _patterns(names: Names, addresses: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Return what must all be in a text that names the person; whole words, in whatever case."""
    for given, family in sorted(names):
        yield _word(given), _word(family)
    for address in sorted(addresses):
        yield (_address(address),)


def _word(text: str) -> str:
    """Return the pattern of a word in a text; JSON is searched as it is written."""
    return rf"(^|\W){_escaped(text)}($|\W)"


def _address(text: str) -> str:
    """Return the pattern of an address in a text: not of a longer one that holds it."""
    return rf"(^|[^\w.+-]){_escaped(text)}($|[^\w.-]|\.($|\W))"


def _escaped(text: str) -> str:
    return re.sub(r"([.^$*+?()\[\]{}|\\])", r"\\\1", text.strip())
