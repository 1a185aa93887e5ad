"""The list as it stands, for a page that shows how many are on it, what is to be mended and what is new.

The database counts, and marks what each delegation’s part says. Only people of whom there is something
to say are read, and of the last version only the delegations whose part differs: so the page costs
nearly the same for ten thousand people as for ten.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Count, Func, Q, StringAgg, TextField, Value
from django.db.models.functions import MD5, Upper

from registration.delegations.models import Delegation
from registration.letters.glyphs import PLAIN
from registration.meetings.models import Meeting
from registration.registrations.models import RegistrationQuerySet, Role

from ..models import ListVersion
from .content import Content, Entry, Participant, from_json
from .differences import Differences, differences
from .population import CONFIRMED, Population, listed
from .queries import PRINTED, entry_of, facts_of

_TEXTS = ("honorific", "given_names", "family_name", "function", "department")


# All that is said of a person, between signs that no text has (`_MARKS`).
_SAID = Func(Value("\x1f"), "pk", *PRINTED, function="CONCAT_WS", output_field=TextField())

# What tells one state of a delegation’s part from another, of a version that was made.
_MARKS = """
    SELECT entry - 'people', (
        SELECT md5(string_agg(
            concat_ws(chr(31), one ->> 'registration', one ->> 'role', one ->> 'honorific',
                one ->> 'given_names', one ->> 'family_name', one ->> 'function',
                one ->> 'department'),
            chr(30) ORDER BY place))
        FROM jsonb_array_elements(entry -> 'people') WITH ORDINALITY AS people (one, place))
    FROM attendance_listversion, jsonb_array_elements(content -> 'entries') AS entries (entry)
    WHERE id = %s
"""
_PARTS = """
    SELECT jsonb_agg(entry)
    FROM attendance_listversion, jsonb_array_elements(content -> 'entries') AS entries (entry)
    WHERE id = %s AND entry ->> 'code' = ANY(%s)
"""


@dataclass(frozen=True)
class Standing:
    """The list as it stands. `content` has all delegations, and the people to be looked at."""

    meeting: Meeting
    population: Population
    content: Content
    # By the code of the entity.
    numbers: dict[str, int]
    marks: dict[str, str] = field(repr=False)
    delegations: dict[str, Delegation] = field(repr=False)

    def since(self, version: ListVersion) -> Differences:
        """Return what differs from a version, in the active language; three queries at most."""
        was, now = _said_in(version), self._said
        codes = sorted(code for code in was.keys() | now.keys() if was.get(code) != now.get(code))
        if not codes:
            return Differences()
        return differences(self._as_it_was(version, codes), self._whole(codes))

    @cached_property
    def _said(self) -> dict[str, tuple[Entry, str]]:
        return {
            code: (entry_of(self.meeting, one), self.marks[code])
            for code, one in self.delegations.items()
        }

    def _as_it_was(self, version: ListVersion, codes: list[str]) -> Content:
        [(found,)] = _rows(_PARTS, [version.pk, codes])
        facts = {"as_of": "", "population": "", "meeting": {}}
        return from_json(facts | {"entries": json.loads(found or "[]")})

    def _whole(self, codes: list[str]) -> Content:
        """Return the list of some delegations, with all of their people."""
        ours = [self.delegations[code].pk for code in codes if code in self.delegations]
        people = _people(listed(self.meeting, self.population).filter(delegation__in=ours))
        entries = (
            entry_of(self.meeting, one, people.get(one.pk, []))
            for code, one in self.delegations.items()
            if code in codes
        )
        return Content("", "", {}, tuple(entries))


def standing_of(meeting: Meeting, *, population: Population = CONFIRMED, at: datetime) -> Standing:
    """Return how the list stands; four queries."""
    found = listed(meeting, population)
    held = {row["delegation"]: row for row in _counted(found)}
    named = Delegation.objects.filter(pk__in=held).with_names()
    delegations = {one.entity.code: one for one in named.order_by("entity__code")}
    people = _people(found.filter(_to_be_looked_at()))
    entries = (entry_of(meeting, one, people.get(one.pk, [])) for one in delegations.values())
    return Standing(
        meeting,
        population,
        Content(at.isoformat(), population.key, facts_of(meeting, population), tuple(entries)),
        {code: held[one.pk]["number"] for code, one in delegations.items()},
        {code: held[one.pk]["mark"] for code, one in delegations.items()},
        delegations,
    )


def _counted(found: RegistrationQuerySet) -> Iterable[Any]:
    """Return how many each delegation has, and what tells its part, in the order of the list."""
    all_of_it = StringAgg(_SAID, Value("\x1e"), order_by=found.query.order_by)
    counted = found.order_by().values("delegation")
    return counted.annotate(number=Count("pk"), mark=MD5(all_of_it))


def _to_be_looked_at() -> Q:
    """Return the condition of all of whom `problems` may say something, and of heads."""
    found = Q(role=Role.HEAD) | Q(function__regex=r"^[-–.0 ]*$")
    for name in _TEXTS:
        found |= Q(**{f"{name}__regex": f"[^{PLAIN}]"})
    for name in ("given_names", "function"):
        found |= Q(**{name: Upper(name), f"{name}__regex": ".{4}"})
    return found


def _people(registrations: Any) -> dict[int, list[Participant]]:
    """Return people by their delegations."""
    found: dict[int, list[Participant]] = {}
    for delegation, pk, *printed in registrations.values_list("delegation", "pk", *PRINTED):
        one = Participant(pk, **dict(zip(PRINTED, printed, strict=True)))
        found.setdefault(delegation, []).append(one)
    return found


def _said_in(version: ListVersion) -> dict[str, tuple[Entry, str]]:
    rows = _rows(_MARKS, [version.pk])
    entries = ((Entry(**json.loads(entry), people=()), mark) for entry, mark in rows)
    return {entry.code: (entry, mark) for entry, mark in entries}


def _rows(sql: str, given: list[Any]) -> Iterable[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found: Iterable[Any] = cursor.fetchall()
    return found
