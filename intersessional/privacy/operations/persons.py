"""Erasing one person, whenever they ask for it: what counts stays, without the name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from intersessional.outbox import holding
from intersessional.outbox.models import Message
from registration.attendance.participants.erasing import forget
from registration.registrations.models import Person

from ..models import Kind, Line, Run
from ..queries import about
from ..rules import Rule, rules
from . import erasing


class StillExpected(Exception):
    """The person is registered for a meeting to come, or manages a delegation to it; it can be shown."""


@dataclass(frozen=True)
class Going:
    """Rows of a rule that are about the person."""

    rule: Rule
    pks: list[Any]


def erase_person(person: Person, *, reason: str, by: User, at: datetime) -> Run:
    """Erase one person: what is about them goes at once, what counts stays without the name.

    Rows that are about others stay whole, also where a text in them names the person. The reason is
    recorded; what is erased is not. It can be done again, and then finds nothing.

    :raises StillExpected: see `check_can_erase`
    """
    with transaction.atomic(durable=True):
        lock(f"erase person {person.pk}")
        found = Person.objects.get(pk=person.pk)
        check_can_erase(found, at=at)
        run = _erase(found, by=by, at=at)
        record("erase_person", found, by=by, at=at, after={"reason": reason})
        return run


def erase_again(person: Person, *, at: datetime) -> int:
    """Erase somebody who was erased before a restore brought them back; return how many rows."""
    with transaction.atomic(durable=True):
        lock(f"erase person {person.pk}")
        run = _erase(person, by=None, at=at)
        record("erase_person_again", person, by=None, at=at)
        return sum(line.rows for line in run.lines.all())


def check_can_erase(person: Person, *, at: datetime) -> None:
    """Refuse somebody who is expected: the acts that end a registration tell those concerned.

    :raises StillExpected: registered for a meeting that is not over, or a focal point of one
    """
    subject = about.Subject(person)
    if about.standing(subject, at=at):
        raise StillExpected(
            _("This person is registered for a meeting that is not over. Withdraw that first.")
        )
    if about.managing(subject, at=at):
        raise StillExpected(
            _("This person is a focal point for a meeting that is not over. Remove that first.")
        )


def going(person: Person) -> dict[str, int]:
    """Return how many rows of each rule would go of a person; one query beside those for the person."""
    subject = about.Subject(person)
    rows = _rows_by_rule(subject)
    return about.counts(
        [*((rule.key, found) for rule, found in rows), (about.LISTS, about.lists(subject))]
    )


def _rows_by_rule(subject: about.Subject) -> Iterator[tuple[Rule, QuerySet[Any]]]:
    theirs = {listed.label: rows for listed, rows in about.held(subject)}
    for rule in rules():
        rows = theirs.get(rule.listed.label)
        if rows is not None:
            yield rule, rule.rows().filter(pk__in=rows.order_by().values("pk"))


def _going(subject: about.Subject) -> Iterator[Going]:
    for rule, rows in _rows_by_rule(subject):
        if keys := list(rows.order_by("pk").values_list("pk", flat=True)):
            yield Going(rule, keys)


def _erase(person: Person, *, by: User | None, at: datetime) -> Run:
    # First all, since names are by what the rows are found.
    subject = about.Subject(person)
    found = list(_going(subject))
    registrations = [one.pk for one in subject.registrations]
    run: Run = Run.objects.create(kind=Kind.PERSON, at=at, person_id=person.pk, by=by, ended_at=at)
    _take_back_mails(subject)
    for one in found:
        erasing.erase_batch(one.rule, one.pks, is_single=True)
    lines = [Line(run=run, rule=one.rule.key, rows=len(one.pks)) for one in found]
    if versions := forget(registrations):
        lines.append(Line(run=run, rule=about.LISTS, rows=versions))
    Line.objects.bulk_create(lines)
    return run


def _take_back_mails(subject: about.Subject) -> None:
    """Cancel what has not left: composed anew, it would go to nobody and stand on the desk as failed."""
    theirs = about.messages(subject).values("pk")
    holding.take_back(Message.objects.filter(pk__in=theirs), note="")
