"""Making exports: small ones at once, large ones by a worker; each is written down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db import transaction
from django.utils.translation import override

from intersessional import printing
from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from registration.meetings.models import Meeting
from registration.registrations.sheets.writing import Cell

from ..models import Export
from .base import CHUNK, Column, Dataset, cells
from .datasets import DATASETS, dataset_for
from .writing import write

# More rows are made by a worker.
MOST_AT_ONCE = 1000
KEPT = printing.KEPT
# So much of a file is held in memory; the rest lies on the disk until it is stored.
_IN_MEMORY = 4_000_000


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for."""

    dataset: Dataset
    columns: Sequence[Column]
    filters: dict[str, str]
    format: str
    reason: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """What is written down of it."""
        return {
            "dataset": self.dataset.key,
            "columns": [one.key for one in self.columns],
            "filters": self.filters,
            "format": self.format,
            "reason": self.reason,
        }


def export(
    meeting: Meeting, wanted: Wanted, *, language: str, by: User, at: datetime
) -> Export | tuple[IO[bytes], int]:
    """Make an export at once, and return the file and its rows; or order a large one.

    What was taken or ordered is in the audit before anything goes out.
    """
    known = wanted.dataset.known(meeting)
    rows = wanted.dataset.rows(known, by, wanted.filters)
    number = rows.count()
    if number > MOST_AT_ONCE:
        return _order(meeting, wanted, number, language=language, by=by, at=at)
    # It is closed when the answer has gone out.
    file: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
    written = _Counted(cells(rows, wanted.columns, known))
    _write(file, wanted, written)
    with transaction.atomic(durable=True):
        after = wanted.facts | {"rows": written.number}
        record("export", meeting, by=by, at=at, after=after)
    file.seek(0)
    return file, written.number


def note_taken(found: Export, *, by: User, at: datetime) -> None:
    """Write down that `by` took the file of a large export."""
    with transaction.atomic(durable=True):
        record("take_export", found, by=by, at=at, after={"rows": found.done})


def make_due() -> int:
    """Make large exports that are due; return how many were tried. Safe among workers."""
    return printing.print_due(Export.objects.order_by("attempts", "pk"), _make)


def erase_old() -> int:
    """Delete exports a day after they were asked for; return how many."""
    return printing.erase_old(Export.objects.all())


def may_still_have(found: Export) -> bool:
    """Say whether whoever asked may have what they asked for, whole: roles and permissions change."""
    dataset = dataset_for(found.asked_by, found.dataset)
    if dataset is None or not found.asked_by.is_active:
        return False
    return set(found.columns) <= {one.key for one in dataset.columns_for(found.asked_by)}


def wanted_of(found: Export) -> Wanted:
    """Return what an order asks for, as far as whoever asked may still have it."""
    dataset = DATASETS[found.dataset]
    columns = [one for one in dataset.columns_for(found.asked_by) if one.key in found.columns]
    return Wanted(dataset, columns, found.filters, found.format, found.reason)


def _order(
    meeting: Meeting, wanted: Wanted, number: int, *, language: str, by: User, at: datetime
) -> Export:
    same: dict[str, Any] = {"meeting": meeting, "asked_by": by, "language": language}
    same |= wanted.facts
    with transaction.atomic(durable=True):
        lock(f"exports of {by.pk}")
        # One that is on its way is not ordered twice.
        if waiting := Export.objects.filter(**same, printed_at=None).first():
            return waiting
        found: Export = Export.objects.create(**same, wanted=number)
        record("order_export", found, by=by, at=at, after=wanted.facts | {"rows": number})
        return found


def _make(found: Export) -> dict[str, Any]:
    """Return the file; how far it is, is written beside it as it goes.

    It is empty where whoever asked may no longer have all of it.
    """
    if not may_still_have(found):
        return {"file": b"", "done": 0}
    wanted = wanted_of(found)
    with override(found.language), SpooledTemporaryFile(_IN_MEMORY) as file:
        known = wanted.dataset.known(found.meeting)
        rows = wanted.dataset.rows(known, found.asked_by, wanted.filters)
        written = _Counted(cells(rows, wanted.columns, known), of=found)
        _write(file, wanted, written)
        file.seek(0)
        return {"file": file.read(), "done": written.number}


def _write(file: Any, wanted: Wanted, rows: "_Counted") -> None:
    heads = [str(one.title) for one in wanted.columns]
    write(file, wanted.format, heads, rows, title=str(wanted.dataset.title))


class _Counted:
    """Rows that are counted as they are written; of a large export, the order says how many."""

    def __init__(self, rows: Iterator[tuple[Cell, ...]], of: Export | None = None) -> None:
        self.rows, self.of, self.number = rows, of, 0

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        for row in self.rows:
            yield row
            self.number += 1
            if self.of and self.number % CHUNK == 0:
                self._say()

    def _say(self) -> None:
        if self.of:
            Export.objects.filter(pk=self.of.pk, printed_at=None).update(done=self.number)
