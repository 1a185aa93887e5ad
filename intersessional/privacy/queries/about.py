"""What the portal holds about one person: rows that belong to them, and rows that name them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Count, F, JSONField, Q, QuerySet, TextField, Value
from django.db.models.fields.files import FileField
from django.db.models.functions import Cast, Lower
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from programme.interventions.models import Intervention
from registration.attendance.models import ListVersion
from registration.delegations.models import FocalPoint, Note
from registration.registrations.models import Person, Registration

from ..fields import TABLE
from ..fields.kinds import ERASED, Listed, RowGoes, Stays

# Shorter names are too common to be looked for in texts.
SHORTEST = 2
# The rule that reaches lists of participants.
LISTS = "attendance.listversion:400d"
_SUBJECTS = ("registrations.registration", "registrations.person")


@dataclass(frozen=True)
class Subject:
    """One person, with everything by which a row can be about them."""

    person: Person

    @cached_property
    def registrations(self) -> list[Registration]:
        """All their registrations, the newest first."""
        rows = Registration.objects.filter(person=self.person).with_delegation()
        return list(rows.select_related("meeting").order_by("-meeting__begins_on", "-pk"))

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Their e-mail addresses, in lower case; without those that somebody else has, too."""
        return self._all_addresses - self.shared

    @cached_property
    def shared(self) -> frozenset[str]:
        """Those of their addresses that somebody else has, too: missions share mailboxes."""
        others = Registration.objects.exclude(person=self.person).annotate(address=Lower("email"))
        found = others.filter(address__in=self._all_addresses).values_list("address", flat=True)
        return frozenset(found)

    @cached_property
    def _all_addresses(self) -> frozenset[str]:
        given = [self.person.email, *(one.email for one in self.registrations)]
        return frozenset(email.lower() for email in given if email)

    @cached_property
    def names(self) -> frozenset[tuple[str, str]]:
        """Given and family names, as they were ever registered."""
        given = [(self.person.given_names, self.person.family_name)]
        given += [(one.given_names, one.family_name) for one in self.registrations]
        return frozenset(
            pair for pair in given if min(map(len, pair)) >= SHORTEST and pair[1] != ERASED
        )

    @cached_property
    def accounts(self) -> list[int]:
        """The accounts at addresses that are theirs alone; never of staff."""
        found = User.objects.filter(email__in=self.addresses, is_staff=False)
        return list(found.values_list("pk", flat=True))

    @cached_property
    def subjects(self) -> list[Q]:
        """Their registrations and themselves, as audit and outbox name a subject."""
        return [
            Q(label=_SUBJECTS[0], number__in=[one.pk for one in self.registrations]),
            Q(label=_SUBJECTS[1], number__in=[self.person.pk]),
        ]


def standing(subject: Subject, *, at: datetime) -> list[Registration]:
    """Return the registrations that still count for a meeting that is not over."""
    return [
        one
        for one in subject.registrations
        if one.meeting.ends_at > at
        and one.state in {"requested", "waiting", "received", "confirmed"}
    ]


def managing(subject: Subject, *, at: datetime) -> list[FocalPoint]:
    """Return where the person is a focal point for a meeting that is not over."""
    found = FocalPoint.objects.current().annotate(address=Lower("email"))
    rows = found.filter(address__in=subject.addresses).select_related("delegation__meeting")
    return [one for one in rows if one.delegation.meeting.ends_at > at]


def rows_of(listed: Listed, subject: Subject) -> QuerySet[Any]:
    """Return the rows of a model that belong to a person, or name them."""
    rows = listed.model._default_manager.all()
    mine = _belonging(listed, subject) | _about(listed, subject)
    found = Q(pk__in=[])
    if mine:
        found |= Q(pk__in=_pks(rows, mine))
    naming = _naming(listed, subject)
    if naming is not None:
        found |= Q(pk__in=naming)
    return rows.filter(found)


def held(subject: Subject) -> Iterator[tuple[Listed, QuerySet[Any]]]:
    """Return, model by model, the rows that belong to a person, or name them."""
    for listed in TABLE:
        if listed.personal:
            yield listed, rows_of(listed, subject)


def lists(subject: Subject) -> "QuerySet[ListVersion]":
    """Return the lists of participants that name a person, also those that are the public record."""
    found = Q(pk__in=[])
    for one in subject.registrations:
        line = {"registration": one.pk}
        if one.family_name != ERASED:
            found |= Q(content__contains={"entries": [{"people": [line]}]})
    rows: QuerySet[ListVersion] = ListVersion.objects.filter(found)
    return rows


def counts(sets: Iterable[tuple[str, QuerySet[Any]]]) -> dict[str, int]:
    """Return how many rows each named set has, where it has some: one query for all."""
    each = [
        rows.order_by().annotate(named=Value(name)).values("named").annotate(rows=Count("pk"))
        for name, rows in sets
    ]
    found = (
        each[0]
        .values_list("named", "rows")
        .union(*(one.values_list("named", "rows") for one in each[1:]), all=True)
    )
    return {name: rows for name, rows in found if rows}


def _pks(rows: QuerySet[Any], condition: Q) -> QuerySet[Any]:
    annotated = rows
    label = rows.model._meta.label
    for name in _labels(label):
        annotated = annotated.annotate(**name)
    return annotated.filter(condition).values("pk")


def _labels(label: str) -> list[dict[str, Any]]:
    """Return annotations that let audit and outbox be asked in the same words."""
    if label == "outbox.Message":
        return [
            {"label": F("about_type"), "number": F("about_id")},
            {"address": Lower("recipient")},
        ]
    if label == "audit.AuditValues":
        return [{"label": F("entry__subject_type"), "number": F("entry__subject_id")}]
    return []


def _belonging(listed: Listed, subject: Subject) -> Q:
    found = Q()
    for path in listed.person:
        found |= Q(**{path: subject.person.pk})
    for path in listed.user:
        found |= Q(**{f"{path}__in": subject.accounts})
    for name in listed.address:
        for address in subject.addresses:
            found |= Q(**{f"{name}__iexact": address})
    return found


def _about(listed: Listed, subject: Subject) -> Q:
    if not _labels(listed.label):
        return Q()
    first, second = subject.subjects
    return first | second


def _naming(listed: Listed, subject: Subject) -> QuerySet[Any] | None:
    """Return the keys of rows whose texts name the person, by both names or by the address."""
    columns = _texts(listed)
    patterns = list(_patterns(subject))
    if not columns or not patterns:
        return None
    rows = listed.model._default_manager.all()
    rows = rows.annotate(**{f"text_of_{name}": Cast(name, TextField()) for name in columns})
    found = Q()
    for name in columns:
        for words in patterns:
            one = Q()
            for word in words:
                one &= Q(**{f"text_of_{name}__iregex": word})
            found |= one
    return rows.filter(found).values("pk")


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


def _patterns(subject: Subject) -> Iterator[tuple[str, ...]]:
    """Return what must all be in a text that names the person; whole words, in whatever case."""
    for given, family in sorted(subject.names):
        yield _word(given), _word(family)
    for address in sorted(subject.addresses):
        yield (_word(address),)


def _word(text: str) -> str:
    """Return the pattern of a word in a text; JSON is searched as it is written."""
    escaped = re.sub(r"([.^$*+?()\[\]{}|\\])", r"\\\1", text.strip())
    return rf"(^|\W){escaped}($|\W)"


def stays(subject: Subject) -> list[tuple[str, int]]:
    """Return what is kept of a person who is erased, with how many, and why."""
    spoken = Intervention.objects.filter(
        speaker__in=subject.registrations, events__verb="deliver"
    ).distinct()
    notes = {one for given, family in subject.names for one in _notes(given, family)}
    found = [
        (
            _("Registrations, without the name: totals stay right."),
            len(subject.registrations),
        ),
        (_("Statements delivered: who spoke is the public record."), spoken.count()),
        (_("Notes verbales and letters that name several people: they go together."), len(notes)),
        (
            _("Addresses that somebody else uses, too: their account and mails stay."),
            len(subject.shared),
        ),
    ]
    return [(text, number) for text, number in found if number]


def _notes(given: str, family: str) -> list[int]:
    rows = Note.objects.annotate(text_of_names=Cast("names", TextField()))
    named = rows.filter(text_of_names__iregex=_word(given)).filter(
        text_of_names__iregex=_word(family)
    )
    return list(named.values_list("pk", flat=True))
