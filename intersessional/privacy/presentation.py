"""The table, the log and one person, in the words of pages."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.text import capfirst

from registration.meetings.models import Meeting

from .fields import TABLE
from .fields.kinds import Counted, End, Listed, Personal, Stays
from .fields.words import NAMES
from .models import Run
from .queries import about
from .queries import mentions as texts
from .rules import rules


@dataclass(frozen=True)
class Line:
    """Columns of one model that serve one purpose and end together."""

    columns: str
    purpose: str
    seen_by: str
    ends: str
    ends_on: date | None


@dataclass(frozen=True)
class Group:
    """One model, as the table lists it."""

    title: str
    lines: list[Line]
    kept: str = ""


def table(meeting: Meeting | None) -> list[tuple[str, list[Group]]]:
    """Return the whole table by parts of the portal, with the next dates for a meeting."""
    parts: dict[str, list[Group]] = defaultdict(list)
    for one in TABLE:
        if one.personal:
            name = str(one.model._meta.app_config.verbose_name)
            title = capfirst(str(one.model._meta.verbose_name_plural))
            parts[name].append(Group(title, _lines(one, meeting), str(one.kept)))
    return list(parts.items())


@dataclass(frozen=True)
class Text:
    """A row about others that names somebody, with its page in the admin site, if it has one."""

    title: str
    number: str
    url: str


def mentions(subject: about.Subject) -> tuple[list[Text], bool]:
    """Return rows about others whose texts name a person, and whether there are more."""
    theirs = {listed.label: rows for listed, rows in about.held(subject)}
    found = texts.named(subject.names, subject.addresses, theirs)
    shown: dict[str, list[texts.Mention]] = defaultdict(list)
    for one in found:
        shown[one.label].append(one)
    lines = [_text(one) for rows in shown.values() for one in rows[: texts.MOST]]
    return lines, any(len(rows) > texts.MOST for rows in shown.values())


def _text(one: texts.Mention) -> Text:
    model = next(listed.model for listed in TABLE if listed.label == one.label)
    meta = model._meta
    address = f"admin:{meta.app_label}_{meta.model_name}_change"
    url = reverse(address, args=[one.number]) if admin.site.is_registered(model) else ""
    return Text(capfirst(str(meta.verbose_name_plural)), one.number, url)


def notice() -> list[Line]:
    """Return what the public is told: each purpose once, with what is kept for it and for how long."""
    found: dict[tuple[str, str], list[tuple[str, Personal]]] = defaultdict(list)
    for one in TABLE:
        for name, column in one.personal.items():
            key = (str(column.purpose), str(column.end.text))
            found[key].append((_label(one, name), column))
    return [
        Line(_together(label for label, _c in columns), purpose, _readers(columns), ends, None)
        for (purpose, ends), columns in found.items()
    ]


def rule_names() -> dict[str, str]:
    """Return what each rule of the log is about, in words."""
    names = {
        rule.key: f"{capfirst(str(rule.model._meta.verbose_name_plural))}: "
        + _together(_label(rule.listed, name) for name, _how in rule.hows)
        for rule in rules()
    }
    by_task: dict[str, list[str]] = defaultdict(list)
    for rule in rules():
        if rule.end.task:
            by_task[rule.end.task].append(capfirst(str(rule.model._meta.verbose_name_plural)))
    return names | {task: _together(titles) for task, titles in by_task.items()}


def runs(rows: "QuerySet[Run]") -> list[dict[str, Any]]:
    """Return runs with their lines in words; three queries, however many."""
    names = rule_names()
    slugs = dict(Meeting.objects.values_list("pk", "slug"))
    counted = rows.select_related("by").annotate(total=Sum("lines__rows"))
    return [
        {
            "run": run,
            "total": run.total or 0,
            "lines": [
                (names.get(line.rule, line.rule), slugs.get(line.meeting_id or 0, ""), line.rows)
                for line in run.lines.all()
            ],
        }
        for run in counted.prefetch_related("lines")
    ]


def _lines(one: Listed, meeting: Meeting | None) -> list[Line]:
    found: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for name, column in one.personal.items():
        key = (column.purpose, column.seen_by, column.end, isinstance(column.how, Stays))
        found[key].append(_label(one, name))
    return [
        Line(
            _together(labels),
            str(purpose),
            str(seen_by),
            str(end.text),
            _ends_on(end, meeting),
        )
        for (purpose, seen_by, end, _stays), labels in found.items()
    ]


def _ends_on(end: End, meeting: Meeting | None) -> date | None:
    """Return the day, where the meeting decides it."""
    if meeting is None or not end.days or end.counted not in {Counted.MEETING, Counted.TASK}:
        return None
    return (meeting.ends_at + end.after).astimezone(meeting.zone).date()


def _label(one: Listed, name: str) -> str:
    given = one.model._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return str(NAMES.get((one.label, name), given))


def _readers(columns: list[tuple[str, Personal]]) -> str:
    return _together((str(column.seen_by) for _label, column in columns), "; ")


def _together(words: Any, mark: str = ", ") -> str:
    return mark.join(dict.fromkeys(words))
