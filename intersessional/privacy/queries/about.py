"""What the portal holds about one person: rows that are about them by a key, or by their address.

Texts of other rows that name them are found by `mentions`: to be read, never to be erased.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, Lower
from django.utils.translation import gettext as _

from intersessional.accounts.addresses import plain, spellings
from intersessional.accounts.models import StaffInvitation, User
from programme.agenda.models import Contributor
from programme.interventions.models import Intervention
from registration.attendance.models import ListVersion
from registration.delegations.models import Entity, FocalPoint
from registration.registrations.models import Person, Registration

from ..fields import TABLE
from ..fields.kinds import ERASED, Listed
from . import mentions

# Shorter names are too common to be looked for in texts.
SHORTEST = 2
# The rule that reaches lists of participants.
LISTS = "attendance.listversion:400d"
# Who has an address under a name of their own.
_NAMED = (FocalPoint, Contributor, StaffInvitation, User)
# How a row of these says what it is about, as audit and outbox name a subject.
_LABELS: dict[str, dict[str, Any]] = {
    "outbox.Message": {"label": F("about_type"), "number": F("about_id")},
    "outbox.Bounce": {"label": F("message__about_type"), "number": F("message__about_id")},
    "audit.AuditValues": {
        "label": F("entry__subject_type"),
        "number": F("entry__subject_id"),
    },
    "admin.LogEntry": {
        "label": Concat("content_type__app_label", Value("."), "content_type__model"),
        "number": F("object_id"),
    },
}


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
        people = Person.objects.exclude(pk=self.person.pk).exclude(family_name=ERASED)
        others = Registration.objects.exclude(person=self.person)
        sets = [self._at(people), self._at(others), self._at(Entity.objects.all())]
        named = [self._at(model._default_manager.all(), F("name")) for model in _NAMED]
        found = sets[0].union(*sets[1:], *named, all=True)
        # Of people and missions no name is asked: they are others in any case.
        return frozenset(
            address for address, name in found if name is None or self._is_of_another(name)
        )

    def _at(self, rows: QuerySet[Any], name: Any = None) -> QuerySet[Any]:
        """Return the addresses of rows that are among theirs, each with the name there."""
        said = Cast(Value(None) if name is None else name, CharField())
        rows = rows.order_by().annotate(address=Lower("email"), name_there=said)
        return rows.filter(address__in=self._all_addresses).values_list("address", "name_there")

    def _is_of_another(self, name: str) -> bool:
        """Whether a name is not theirs; who has none may be them."""
        words = set(name.casefold().split())
        theirs = [
            {*given.casefold().split()[:1], *family.casefold().split()}
            for given, family in self.names
        ]
        return bool(words) and not any(one <= words for one in theirs)

    @cached_property
    def _all_addresses(self) -> frozenset[str]:
        given = [self.person.email, *(one.email for one in self.registrations)]
        # Accounts have them as sign-in compares them.
        found = {one for email in given if email for one in {*spellings(email), plain(email)}}
        return frozenset(found - {""})

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
        found = User.objects.annotate(address=Lower("email")).filter(address__in=self.addresses)
        return list(found.filter(is_staff=False, is_superuser=False).values_list("pk", flat=True))

    @cached_property
    def subjects(self) -> dict[str, list[int]]:
        """What audit, outbox and the site's log can be about, by label: they, and what is theirs."""
        return {
            "registrations.registration": [one.pk for one in self.registrations],
            "registrations.person": [self.person.pk],
            "accounts.user": self.accounts,
        }


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


def rows_of(listed: Listed, subject: Subject) -> QuerySet[Any] | None:
    """Return the rows of a model that are about a person; None where none can be."""
    conditions = [*_belonging(listed, subject), *_about(listed, subject)]
    if not conditions:
        return None
    found = Q(pk__in=[])
    for one in conditions:
        found |= one
    rows = listed.model._default_manager.all()
    keys = rows.order_by().annotate(**_LABELS.get(listed.label, {})).filter(found).values("pk")
    return rows.filter(pk__in=keys)


def held(subject: Subject) -> Iterator[tuple[Listed, QuerySet[Any]]]:
    """Return, model by model, the rows that are about a person."""
    for listed in TABLE:
        rows = rows_of(listed, subject) if listed.personal else None
        if rows is not None:
            yield listed, rows


def messages(subject: Subject) -> QuerySet[Any]:
    """Return the mails to a person or about them, also those that are not composed yet."""
    return next(rows for listed, rows in held(subject) if listed.label == "outbox.Message")


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


def _belonging(listed: Listed, subject: Subject) -> Iterator[Q]:
    for path in listed.person:
        yield Q(**{path: subject.person.pk})
    for path in listed.user:
        yield Q(**{f"{path}__in": subject.accounts})
    for name in listed.address:
        for address in sorted(subject.addresses):
            yield Q(**{f"{name}__iexact": address})


def _about(listed: Listed, subject: Subject) -> Iterator[Q]:
    if listed.label not in _LABELS:
        return
    for label, numbers in subject.subjects.items():
        # The site's log writes numbers as text.
        given = [str(one) for one in numbers] if listed.label == "admin.LogEntry" else numbers
        yield Q(label=label, number__in=given)


def stays(subject: Subject) -> list[tuple[str, int]]:
    """Return what is kept of a person who is erased, with how many, and why."""
    spoken = Intervention.objects.filter(
        speaker__in=subject.registrations, events__verb="deliver"
    ).distinct()
    notes = mentions.notes(subject.names)
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
