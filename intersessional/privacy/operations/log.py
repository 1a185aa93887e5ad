"""The erasure log beside the database, and erasing again what a restore has brought back.

A backup is older than some erasures. What they erased is named here by numbers alone, in a file that is
no part of the database: one JSON object a line, appended and flushed.
"""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from intersessional.locks import lock
from registration.registrations.models import Person

from ..models import Kind, Line, Run
from ..rules import rules
from . import erasing, nightly, persons


def write_log() -> int:
    """Append the erasures that are not in the file yet; return how many. At least once each."""
    with transaction.atomic():
        lock("erasure log")
        runs = list(Run.objects.filter(is_logged=False, ended_at__isnull=False).order_by("pk"))
        if runs:
            _append(Path(settings.ERASURE_LOG), [_entry(run) for run in runs])
            Run.objects.filter(pk__in=[run.pk for run in runs]).update(is_logged=True)
        return len(runs)


def replay(*, at: datetime, path: Path | None = None) -> int:
    """Erase again what the log says was erased, then what is due; return how many rows went.

    What the file says counts, and what the restored database says besides.
    """
    rows = sum(persons.erase_again(one, at=at) for one in _people(path))
    # As at night, since some rules count what others erase.
    places = {rule.key: place for place, rule in enumerate(rules())}
    known = [(places[key], meeting) for key, meeting in _of_meetings(path) if key in places]
    for place, meeting in sorted(known):
        rule = rules()[place]
        rows += erasing.erase_rows(rule, nightly.of_meeting(rule, meeting))
    due = nightly.erase_due(at=at)
    run = Run.objects.create(kind=Kind.REPLAY, at=at, ended_at=at)
    if rows:
        Line.objects.create(run=run, rule="log", rows=rows)
    return rows + sum(line.rows for line in due.lines.all())


def _people(path: Path | None) -> Iterator[Person]:
    logged = {entry["person"] for entry in _entries(path) if entry["person"]}
    there = Run.objects.filter(person_id__isnull=False).values_list("person_id", flat=True)
    yield from Person.objects.filter(pk__in=logged | set(there)).order_by("pk")


def _of_meetings(path: Path | None) -> set[tuple[str, int]]:
    lines = [line for entry in _entries(path) for line in entry["lines"]]
    there = Line.objects.values_list("rule", "meeting_id")
    both = [*((rule, meeting) for rule, meeting, _rows in lines), *there]
    return {(rule, meeting) for rule, meeting in both if meeting}


def _entries(path: Path | None) -> list[dict[str, Any]]:
    path = path or Path(settings.ERASURE_LOG)
    if not path.exists():
        return []
    # A line that a crash cut off was not committed as written, and comes again.
    return [json.loads(line) for line in path.read_text().splitlines() if line.endswith("}")]


def _entry(run: Run) -> dict[str, Any]:
    lines = [[line.rule, line.meeting_id, line.rows] for line in run.lines.all()]
    return {
        "uuid": str(run.uuid),
        "kind": run.kind,
        "at": run.at.isoformat(),
        "person": run.person_id,
        "lines": lines,
    }


def _append(path: Path, entries: list[dict[str, Any]]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a") as file:
        # Apart from what a crash cut off.
        file.write("".join(f"\n{json.dumps(entry)}" for entry in entries) + "\n")
        file.flush()
        os.fsync(file.fileno())
