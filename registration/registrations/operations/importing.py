"""Writing sheets.

Registrations go on meanwhile: the rows are written in portions, each in a transaction that stands in
the meeting's line for a fraction of a second, with as many statements for one row as for all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from registration.delegations.models import Category, Delegation
from registration.delegations.operations import open_delegations
from registration.meetings.models import Meeting

from .. import policies
from ..models import Registration, Sheet
from .arriving import Arrival, arrive
from .changing_several import amend_several, changed_meanwhile
from .comparing import CHANGED, DUPLICATE, ERROR, NEW, Outcome
from .several import (
    Newcomer,
    Prepared,
    only_fresh,
    prepare,
    receive_prepared,
)

KEPT_FOR = timedelta(hours=24)
# Rows of a transaction: others wait for one portion at most (docs/measurements.md).
PORTION = 25


@dataclass(frozen=True)
class Result:
    """What became of a sheet; `late` of the new people are late requests."""

    new: int = 0
    changed: int = 0
    late: int = 0


@dataclass(frozen=True)
class Order:
    """What is to be written: the rows as they were `seen`, and what was answered with them."""

    seen: dict[int, list[Any]]
    with_duplicates: bool
    late_reason: str
    language: str


class Stopped(Exception):
    """The first portions are written, the others were refused; the text says which and why."""

    def __init__(self, refusal: Exception, first: int, last: int) -> None:
        super().__init__(refusal)
        self.refusal, self.first, self.last = refusal, first, last

    def __str__(self) -> str:
        return _("Rows %(first)d to %(last)d have not been written. %(reason)s") % {
            "first": self.first,
            "last": self.last,
            "reason": self.refusal,
        }


def keep_sheet(
    rows: list[Any], *, owner: User, meeting: Meeting, delegation: Delegation | None, **fields: Any
) -> Sheet:
    """Keep what was read until it is written, for a day at most."""
    sheet: Sheet = Sheet.objects.create(
        rows=rows,
        owner=owner,
        meeting=meeting,
        delegation=delegation,
        expires_at=timezone.now() + KEPT_FOR,
        **fields,
    )
    return sheet


def erase_old_sheets() -> int:
    """Delete the sheets whose day has passed; return how many."""
    deleted: int = Sheet.objects.filter(expires_at__lte=timezone.now()).delete()[0]
    return deleted


def write_sheet(
    sheet: Sheet,
    outcomes: Sequence[Outcome],
    *,
    seen: dict[int, list[Any]],
    with_duplicates: bool,
    late_reason: str = "",
    language: str,
    by: User,
    at: datetime,
) -> Result:
    """Write the rows that are good and still as they were `seen`; the others are told of.

    `outcomes` are those of the rows that are not written yet, in their order. Each portion is a
    transaction and stands in line anew; the sheet knows which are written, so that it goes on
    where it was interrupted, and the same sheet written again, or twice at once, does no more.
    Likely duplicates are written where they were asked for: the staff then look at the pair. After
    the closing new people become late requests, for the reason given. At the end the rows are erased.

    :raises policies.NotOpenYet, policies.ReasonNeeded: nothing is written then
    :raises Stopped: the same, but some portions are written
    """
    order = Order(seen, with_duplicates, late_reason, language)
    last, late = outcomes[-1].row.number, 0
    for portion in batched(outcomes, PORTION):
        try:
            with transaction.atomic(durable=True):
                late += _write_portion(sheet, portion, order, last=last, by=by, at=at)
        except (policies.NotOpenYet, policies.ReasonNeeded) as refusal:
            if not sheet.written_to:
                raise
            raise Stopped(refusal, portion[0].row.number, last) from refusal
    return Result(sheet.counts["new"], sheet.counts["changed"], late)


def _write_portion(
    sheet: Sheet, portion: Sequence[Outcome], order: Order, *, last: int, by: User, at: datetime
) -> int:
    """Write what is not written yet of some rows, and that it is; return how many come late."""
    # Whoever writes the same sheet waits here, and not in the line of the meeting.
    _take_over(sheet, Sheet.objects.select_for_update().defer("rows").get(pk=sheet.pk))
    rows = [one for one in portion if one.row.number > sheet.written_to]
    if sheet.written_at or not rows:
        return 0
    left_out = {row: text for one in rows for row, text in _left_out(one, order)}
    wanted = [one for one in rows if one.row.number not in left_out]
    new = [one for one in wanted if one.kind in {NEW, DUPLICATE}]
    changed = [one for one in wanted if one.kind == CHANGED]
    received: list[Registration] = []
    if new or changed:
        newcomers = _newcomers(sheet, new, order) if new else []
        prepared = prepare(newcomers, language=order.language, by=by, at=at)
        arrival = _stand_in_line(sheet, len(prepared), by=by)
        _open(sheet, prepared)
        received = receive_prepared(prepared, arrival, by=by, at=at)
        vanished = amend_several(changed, arrival, by=by, at=at)
        left_out |= vanished
        changed = [one for one in changed if one.row.number not in vanished]
    _count(sheet, new=len(received), changed=len(changed), left_out=len(left_out))
    _keep_left_out(sheet, rows, left_out)
    _finish(sheet, rows[-1].row.number, last)
    return sum(one.is_late for one in received)


def _take_over(sheet: Sheet, stands: Sheet) -> None:
    for name in ("written_to", "written_at", "counts", "left_out"):
        setattr(sheet, name, getattr(stands, name))


def _finish(sheet: Sheet, written_to: int, last: int) -> None:
    sheet.written_to = written_to
    if written_to >= last:
        sheet.rows, sheet.written_at = [], timezone.now()
    sheet.save(update_fields=["rows", "written_to", "written_at", "counts", "left_out"])


def _left_out(outcome: Outcome, order: Order) -> list[tuple[int, str]]:
    number = outcome.row.number
    if outcome.kind == ERROR:
        return [(number, " ".join(outcome.problems))]
    if order.seen.get(number) != outcome.seen:
        return [(number, changed_meanwhile())]
    if outcome.kind == DUPLICATE and not order.with_duplicates:
        return [(number, _("Somebody very much alike is registered already."))]
    return []


def _stand_in_line(sheet: Sheet, count: int, *, by: User) -> Arrival:
    code = sheet.delegation.entity.code if sheet.delegation else ""
    return arrive(sheet.meeting, code=code, email=by.email, count=count)


def _newcomers(sheet: Sheet, outcomes: Sequence[Outcome], order: Order) -> list[Newcomer]:
    """Return the new people, each with the delegation, which may not be open yet."""
    whose = {one.row.whose[0].pk: one.row.whose for one in outcomes if one.row.whose}
    known = _delegations(sheet, whose)
    for pk, (entity, category) in whose.items():
        if pk not in known:
            known[pk] = Delegation(meeting=sheet.meeting, entity=entity, category=category)
    newcomers = [
        Newcomer(
            replace(one.row.details, late_reason=order.late_reason),
            f"{sheet.token}-{one.row.number}",
            delegation=known[one.row.whose[0].pk],
        )
        for one in outcomes
        if one.row.details and one.row.whose
    ]
    return only_fresh(newcomers, sheet.meeting)


def _delegations(sheet: Sheet, entities: Iterable[int]) -> dict[int, Delegation]:
    """Return the delegations of entities that are open, by entity; at most one query."""
    if sheet.delegation:
        return {sheet.delegation.entity_id: sheet.delegation}
    found = list(Delegation.objects.filter(meeting=sheet.meeting, entity__in=entities))
    for delegation in found:
        delegation.meeting = sheet.meeting
    return {one.entity_id: one for one in found}


def _open(sheet: Sheet, prepared: Sequence[Prepared]) -> None:
    """Open the delegations that nobody has opened; in line, as everybody does, or two would deadlock."""
    missing = [one for one, _details in prepared if one.delegation.pk is None]
    if not missing:
        return
    whose = {
        one.delegation.entity_id: (one.delegation.entity, Category(one.delegation.category))
        for one in missing
    }
    open_delegations(sheet.meeting, list(whose.values()))
    # What somebody has opened meanwhile keeps its category.
    known = _delegations(sheet, whose)
    for one in missing:
        one.delegation = known[one.delegation.entity_id]


def _count(sheet: Sheet, **more: int) -> None:
    sheet.counts = {name: sheet.counts.get(name, 0) + number for name, number in more.items()}


def _keep_left_out(sheet: Sheet, outcomes: Sequence[Outcome], left_out: dict[int, str]) -> None:
    width = len(sheet.columns)
    found = [
        [*(one.row.cells + [""] * width)[:width], left_out[one.row.number]]
        for one in outcomes
        if one.row.number in left_out
    ]
    if found and not sheet.left_out:
        heading = sheet.rows[0][1] if sheet.has_heading else []
        sheet.left_out = [[*(heading + [""] * width)[:width], _("Reason")]]
    sheet.left_out = [*sheet.left_out, *found]
