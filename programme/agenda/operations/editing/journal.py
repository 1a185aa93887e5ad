"""One change to the draft: held, conditional, settled, written down for audit and undo."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.audit.operations import Act, record_many
from registration.meetings.models import Meeting

from ...clashes import check_clashes
from ...models import DraftEdit, Panel, Segment, Session
from ...policies import check_can_keep, check_can_remove
from ...refusals import (
    ChangedMeanwhile,
    Gone,
    TwoParts,
)
from ..acts import hold_programme, settle
from .broken import in_words
from .order import close_ranks, place
from .rows import Row, filled, row_of, write_seats

KEPT = 100
# Personal, and not the programme's: the journal of acts says that it changed, not from what to what.
_WITHHELD = ("email", "gender")


class Edit:
    """The parts that one act touches; `close` checks and writes all of it down."""

    def __init__(self, meeting: Meeting, verb: str, *, by: User | None, at: datetime) -> None:
        self.meeting, self.verb, self.by, self.at = meeting, verb, by, at
        self.rows: list[Row] = []
        self._parts: list[Any] = []

    def current(self, part: Any, version: int) -> Any:
        """Return a part as it stands now, if it is at the version that was seen.

        :raises ChangedMeanwhile: it is not
        :raises Gone: it was removed
        """
        fresh = self.found(part)
        if fresh.version != version:
            raise changed_meanwhile(fresh)
        return fresh

    def found(self, part: Any) -> Any:
        """Return a part as it stands now, whatever its version.

        :raises Gone: it was removed
        """
        fresh = type(part).objects.filter(pk=part.pk).first()
        if fresh is None:
            raise Gone(_("This was removed meanwhile."))
        return fresh

    def change(
        self,
        part: Any,
        values: Mapping[str, Any],
        *,
        version: int,
        seats: list[Row] | None = None,
        index: int | None = None,
    ) -> Any:
        """Write values to a part, raise its version, and return it; a segment may get a new place.

        :raises ChangedMeanwhile: somebody else was first
        """
        fresh = self.current(part, version)
        before, left = row_of(fresh), getattr(fresh, "session_id", None)
        for name, value in values.items():
            setattr(fresh, name, value)
        check_can_keep(fresh)
        self._write(fresh, version)
        if seats is not None:
            write_seats(fresh, seats)
        if isinstance(fresh, Panel):
            _check_moderator(fresh)
        if isinstance(fresh, Segment) and index is not None:
            place(fresh, index)
            if left != fresh.session_id and left is not None:
                close_ranks(left)
        self._note(fresh, before)
        return fresh

    def _write(self, part: Any, version: int) -> None:
        """Write all columns where the version is still the same: the lock is not the only guard."""
        part.version = version + 1
        columns = {
            field.attname: getattr(part, field.attname)
            for field in part._meta.concrete_fields
            if not field.primary_key and field.name != "position"
        }
        if hasattr(part, "position") and not isinstance(part, Segment):
            columns["position"] = part.position
        if not type(part).objects.filter(pk=part.pk, version=version).update(**columns):
            raise changed_meanwhile(self.found(part))

    def add(self, part: Any, *, seats: list[Row] | None = None, index: int | None = None) -> None:
        """Write a new part."""
        check_can_keep(part)
        if isinstance(part, Segment):
            part.position = _after_the_last(part.session_id)
        part.save(force_insert=True)
        if isinstance(part, Panel):
            write_seats(part, seats or [])
            _check_moderator(part)
        if isinstance(part, Segment) and index is not None:
            place(part, index)
        self._note(part, None)

    def remove(self, part: Any, *, version: int) -> None:
        """Remove a part that nothing else needs.

        :raises ChangedMeanwhile: somebody else has changed it
        :raises InUse: something needs it
        """
        fresh = self.current(part, version)
        check_can_remove(fresh)
        self.rows.append(_row(fresh, row_of(fresh), None))
        self._parts.append(fresh)
        # By a query, so that the act is recorded of what still has its key.
        type(fresh).objects.filter(pk=fresh.pk).delete()
        if isinstance(fresh, Segment):
            close_ranks(fresh.session_id)

    def restore(self, model: Any, row: Row, *, version: int) -> Any:
        """Write a removed part again, under its own key and name."""
        part = filled(model(), row)
        part.version = version
        index = None
        if isinstance(part, Segment):
            if not Session.objects.filter(pk=part.session_id).exists():
                raise Gone(_("The session it was in is no longer there."))
            index = part.position - 1
        self.add(part, seats=row.get("seats"), index=index)
        return part

    def _note(self, part: Any, before: Row | None) -> None:
        self.rows.append(_row(part, before, row_of(part)))
        self._parts.append(part)

    def close(self, *, undoes: DraftEdit | None = None) -> None:
        """Ask whether the draft can be so, then write the act down."""
        check_clashes(self.meeting, self._sessions())
        settle()
        record_many(self.verb, list(self._acts()), by=self.by, at=self.at)
        DraftEdit.objects.create(
            meeting=self.meeting,
            verb=self.verb,
            rows=self.rows,
            by=self.by,
            at=self.at,
            undoes=undoes,
        )
        self._forget_old()

    def _sessions(self) -> set[int]:
        """Return the keys of the sessions whose rooms and people this act moved."""
        keys = {
            row["before"]["session_id"]
            for row in self.rows
            if "session_id" in (row["before"] or {})
        }
        for part in self._parts:
            if isinstance(part, Session):
                keys.add(part.pk)
            elif isinstance(part, Segment):
                keys.add(part.session_id)
            elif isinstance(part, Panel):
                keys.add(part.segment.session_id)
        return keys

    def _acts(self) -> Iterator[Act]:
        for part, row in zip(self._parts, self.rows, strict=True):
            before, after = _changed(row["before"], row["after"])
            yield part, before, after

    def _forget_old(self) -> None:
        edits = DraftEdit.objects.filter(meeting=self.meeting).order_by("-pk")
        last = edits.values_list("pk", flat=True)[KEPT - 1 : KEPT].first()
        if last is not None:
            edits.filter(pk__lt=last).delete()


@contextmanager
def editing(
    meeting: Meeting,
    verb: str,
    *,
    by: User | None,
    at: datetime,
    durable: bool = True,
    rehearse: bool = False,
    undoes: DraftEdit | None = None,
) -> Iterator[Edit]:
    """Hold the programme for one change, and write it down when the block ends without complaint.

    A rehearsal does all of it, and then takes it back: what it raises, the change itself would raise.

    :raises Refused: nothing was written
    """
    try:
        with transaction.atomic(durable=durable):
            hold_programme(meeting)
            edit = Edit(meeting, verb, by=by, at=at)
            yield edit
            if edit.rows:
                edit.close(undoes=undoes)
            if rehearse:
                transaction.set_rollback(True)
    except IntegrityError as error:
        raise in_words(error, verb) from error


def changed_meanwhile(current: Any) -> ChangedMeanwhile:
    """Return the refusal that says who changed a part last, and when."""
    last = (
        AuditEntry.objects.filter(subject_type=current._meta.label_lower, subject_id=current.pk)
        .select_related("by")
        .order_by("-pk")
        .first()
    )
    return ChangedMeanwhile(current, last.by if last else None, last.at if last else None)


def _row(part: Any, before: Row | None, after: Row | None) -> Row:
    return {"model": part._meta.model_name, "pk": part.pk, "before": before, "after": after}


def _changed(before: Row | None, after: Row | None) -> tuple[Row | None, Row | None]:
    """Return the columns that differ, for the audit trail."""
    old, new = before or {}, after or {}
    names = [name for name in (after or before or {}) if old.get(name) != new.get(name)]
    return _shown(names, before), _shown(names, after)


def _shown(names: list[str], row: Row | None) -> Row | None:
    if row is None:
        return None
    return {name: "…" if name in _WITHHELD and row[name] else row[name] for name in names}


def _check_moderator(panel: Panel) -> None:
    """Refuse a panel whose moderator sits on it.

    :raises TwoParts:
    """
    moderator = panel.moderator
    if moderator and panel.panellists.filter(contributor=moderator).exists():
        raise TwoParts(
            _("%(person)s moderates this panel already, and cannot sit on it as well.")
            % {"person": moderator}
        )


def _after_the_last(session_id: int) -> int:
    last = Segment.objects.filter(session=session_id).order_by("-position").first()
    return last.position + 1 if last else 1


def differs(part: Any, values: Mapping[str, Any]) -> bool:
    """Say whether values would change a part: the same form sent twice changes nothing."""
    return any(getattr(part, name) != value for name, value in values.items())
