"""Taking back one's own last change."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from registration.meetings.models import Meeting

from ...models import DraftEdit, Session
from ...queries import last_edit
from ...refusals import CannotUndo, ChangedMeanwhile, Gone, NothingToUndo
from .journal import Edit, editing
from .rows import MODELS, Row, filled


def undo_last(
    meeting: Meeting, *, by: User, at: datetime, expected: int | None = None
) -> DraftEdit:
    """Take back the last change of this person that still stands, and return it.

    Only where nobody has changed the same parts since: what others did is never taken back.
    `expected` is the key of the change that the button named.

    :raises NothingToUndo: they changed nothing that is still in the journal, or it is undone already
    :raises CannotUndo: somebody else changed a part since, or something needs it; the text says who
    :raises Refused: it cannot be so any more: a room or a person is taken
    """
    step = last_edit(meeting, by)
    with editing(meeting, "undo", by=by, at=at, undoes=step) as edit:
        # Asked again in line: another window of the same person may have been quicker.
        if last_edit(meeting, by) != step or step is None or expected not in (None, step.pk):
            raise NothingToUndo(_("There is no change of yours to undo, or it is undone already."))
        for row in reversed(step.rows):
            _take_back(edit, row)
        step.undone_at = at
        step.save(update_fields=["undone_at"])
        _pass_on(edit, step)
    return step


def _take_back(edit: Edit, row: Row) -> None:
    """Write one part as it was before."""
    model: Any = MODELS[row["model"]]
    before, after = row["before"], row["after"]
    try:
        if after is None:
            edit.restore(model, before, version=before["version"] + 1)
        elif before is None:
            edit.remove(model(pk=row["pk"]), version=after["version"])
        else:
            _write_back(edit, model, before, after)
    except ChangedMeanwhile as conflict:
        raise CannotUndo(
            _("This cannot be undone: %(reason)s") % {"reason": conflict}
        ) from conflict


def _write_back(edit: Edit, model: Any, before: Row, after: Row) -> None:
    old = filled(model(), before)
    names = [
        field.attname
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in {"version", "uid"}
    ]
    index = None
    if _moves(before, after):
        index = old.position - 1
        _check_session(old)
    if "session_id" in before:
        names.remove("position")
    values = {name: getattr(old, name) for name in names}
    edit.change(old, values, version=after["version"], seats=before.get("seats"), index=index)


def _moves(before: Row, after: Row) -> bool:
    """Say whether a change moved a segment."""
    places = [(row.get("session_id"), row.get("position")) for row in (before, after)]
    return "session_id" in before and places[0] != places[1]


def _check_session(old: Any) -> None:
    if not Session.objects.filter(pk=old.session_id).exists():
        raise Gone(_("The session it was in is no longer there."))


def _pass_on(edit: Edit, step: DraftEdit) -> None:
    """Let earlier changes know the state they had left, which stands again under a new version."""
    left = {(row["model"], row["pk"]): row for row in edit.rows}
    earlier = DraftEdit.objects.standing(edit.meeting).filter(pk__lt=step.pk)
    wanted = {
        (row["model"], row["pk"]): row["before"]["version"] for row in step.rows if row["before"]
    }
    for older in earlier:
        if _renew(older, wanted, left):
            older.save(update_fields=["rows"])


def _renew(older: DraftEdit, wanted: dict[Any, int], left: dict[Any, Row]) -> bool:
    found = False
    for row in older.rows:
        key = (row["model"], row["pk"])
        if row["after"] and wanted.get(key) == row["after"]["version"] and left[key]["after"]:
            row["after"]["version"] = left[key]["after"]["version"]
            found = True
    return found
