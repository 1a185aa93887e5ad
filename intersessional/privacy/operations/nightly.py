"""The nightly erasure: what has reached its end goes, and the log says how many rows."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from ..fields.kinds import Counted
from ..models import Kind, Line, Run
from ..queries import due
from ..rules import Rule, rules
from . import erasing


@dataclass(frozen=True)
class Due:
    """Rows of a rule that have reached their end; of one meeting where the rule is about meetings."""

    rule: Rule
    rows: QuerySet[Any]
    meeting_id: int | None = None


def erase_due(*, at: datetime) -> Run:
    """Erase what has reached its end, and write down how many rows of each rule went.

    What another part erases by an operation of its own is asked for, too. Safe to do twice, and at once.
    """
    run: Run = Run.objects.create(kind=Kind.NIGHTLY, at=at)
    for path in _tasks():
        _write(run, path, None, _ask(path, at))
    for one in all_due(at=at):
        _write(run, one.rule.key, one.meeting_id, erasing.erase_rows(one.rule, one.rows))
    Run.objects.filter(pk=run.pk).update(ended_at=at)
    return run


def all_due(*, at: datetime) -> Iterator[Due]:
    """Return what has reached its end, rule by rule and meeting by meeting."""
    for rule in rules():
        yield from due_of(rule, at=at)


def due_of(rule: Rule, *, at: datetime) -> Iterator[Due]:
    """Return what of a rule has reached its end."""
    if rule.end.counted is Counted.TASK:
        return
    if rule.end.counted is Counted.MEETING:
        for meeting in due.meetings(rule.end, at=at):
            yield Due(rule, of_meeting(rule, meeting), meeting)
        return
    yield Due(rule, due.rows(rule, at=at))


def of_meeting(rule: Rule, meeting: int) -> QuerySet[Any]:
    """Return the rows of a rule that belong to a meeting."""
    return rule.rows().filter(**{rule.listed.meeting: meeting})


def _tasks() -> list[str]:
    return sorted({rule.end.task for rule in rules() if rule.end.task})


def _ask(path: str, at: datetime) -> int:
    operation = import_string(path)
    takes_time = "at" in inspect.signature(operation).parameters
    return int(operation(**({"at": at} if takes_time else {})) or 0)


def _write(run: Run, rule: str, meeting: int | None, rows: int) -> None:
    if rows:
        Line.objects.create(run=run, rule=rule, meeting_id=meeting, rows=rows)
