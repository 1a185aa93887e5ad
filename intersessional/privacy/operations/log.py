"""The erasure log beside the database, and erasing again what a restore has brought back.

A backup is older than some erasures. What they erased is named here by numbers alone, in files beside
those that are kept for the portal: each time a new one, which nobody changes any more, with one JSON
object a line. Its name begins with the time (real time), so that all of them sort.
"""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from intersessional.locks import lock
from registration.registrations.models import Person

from ..models import Kind, Line, Run
from ..rules import rules
from . import erasing, nightly, persons


def write_log() -> int:
    """Write down the erasures that are in no file yet; return how many. At least once each."""
    with transaction.atomic():
        lock("erasure log")
        runs = list(Run.objects.filter(is_logged=False, ended_at__isnull=False).order_by("pk"))
        if runs:
            _keep([_entry(run) for run in runs])
            Run.objects.filter(pk__in=[run.pk for run in runs]).update(is_logged=True)
        return len(runs)


def replay(*, at: datetime, path: Path | None = None) -> int:
    """Erase again what the log says was erased, then what is due; return how many rows went.

    What the file says counts, and what the restored database says besides. New people get numbers beyond
    those that it names: a number that came back would be erased by the next replay.
    """
    _pass_over(last_person_erased(path))
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


def last_person_erased(path: Path | None = None) -> int:
    """Return the highest number of a person that the log names; 0 if it names none."""
    return max((entry["person"] or 0 for entry in _entries(path)), default=0)


def _pass_over(number: int) -> None:
    """Let the numbers of new people begin after this one, whatever becomes of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [Person._meta.db_table])
        sequence = cursor.fetchone()[0]
        cursor.execute("SELECT nextval(%s)", [sequence])
        if number > cursor.fetchone()[0]:
            cursor.execute("SELECT setval(%s, %s)", [sequence, number])


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
    texts = _texts(path) if path else _stored_texts()
    # A line that a crash cut off was not committed as written, and comes again.
    lines = (line for text in texts for line in text.splitlines())
    return [json.loads(line) for line in lines if line.endswith("}")]


def _stored_texts() -> Iterator[str]:
    try:
        _folders, names = default_storage.listdir(settings.ERASURE_LOG)
    except FileNotFoundError:
        return
    for name in sorted(names):
        with default_storage.open(f"{settings.ERASURE_LOG}/{name}") as file:
            yield file.read().decode()


def _texts(path: Path) -> Iterator[str]:
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        yield file.read_text()


def _entry(run: Run) -> dict[str, Any]:
    lines = [[line.rule, line.meeting_id, line.rows] for line in run.lines.all()]
    return {
        "uuid": str(run.uuid),
        "kind": run.kind,
        "at": run.at.isoformat(),
        "person": run.person_id,
        "lines": lines,
    }


def _keep(entries: list[dict[str, Any]]) -> None:
    name = f"{timezone.now():%Y%m%dT%H%M%S.%fZ}-{uuid4().hex[:8]}.jsonl"
    text = "".join(f"{json.dumps(entry)}\n" for entry in entries)
    kept = default_storage.save(f"{settings.ERASURE_LOG}/{name}", ContentFile(text.encode()))
    try:
        path = default_storage.path(kept)
    except NotImplementedError:
        return  # no folder of this machine: what was taken is kept
    for place in (path, Path(path).parent):
        number = os.open(place, os.O_RDONLY)
        os.fsync(number)
        os.close(number)
