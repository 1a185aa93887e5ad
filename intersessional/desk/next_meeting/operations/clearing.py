"""Clearing a rehearsal: what was registered, written and asked for in it is gone, as if it had not been.

Set up stays what the staff prepared: the meeting, its texts, requirements, programme, hosts. What goes
hangs on registrations and delegations, invitations, messages, lists and statistics (`rehearsed.ROOTS`);
it is found by the keys of the models, and the database, asked at the end, has the last word.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection, models, transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from intersessional.audit.operations import erase_values, record
from intersessional.outbox.models import Message
from registration.meetings.models import Meeting
from registration.registrations.models import Person, Registration

from ..rehearsed import ROOTS, Model, of_meeting
from .acts import hold

Found = dict[Model, set[Any]]


class CannotBeCleared(Exception):
    """The meeting was opened, or something holds what was rehearsed; its text says which."""


def clear_rehearsal(meeting: Meeting, *, typed: str, by: User, at: datetime) -> int:
    """Erase what was rehearsed at a meeting that was never open; return how many registrations.

    `typed` is the address of the meeting, as whoever does this typed it.

    :raises CannotBeCleared:
    """
    with transaction.atomic(durable=True):
        fresh = hold(meeting)
        if fresh.is_open:
            raise CannotBeCleared(_("The meeting is open: nothing of it is a rehearsal any more."))
        if typed.strip() != fresh.slug:
            raise CannotBeCleared(_("Type the address of the meeting, to say that you mean it."))
        count = Registration.objects.filter(meeting=fresh).count()
        people = list(_only_here(fresh))
        found = _found(fresh)
        _forget(found)
        try:
            _delete(found)
        except DatabaseError as error:
            raise CannotBeCleared(
                _("Something still holds what was rehearsed, so nothing was erased.")
            ) from error
        Person.objects.filter(pk__in=people).delete()
        Meeting.objects.filter(pk=fresh.pk).update(last_receipt=0)
        record("clear_rehearsal", fresh, by=by, at=at, after={"registrations": count})
        return count


def _only_here(meeting: Meeting) -> Iterator[int]:
    """Return the people who are registered at no other meeting."""
    elsewhere = Registration.objects.exclude(meeting=meeting).values("person")
    here = Registration.objects.filter(meeting=meeting).exclude(person__in=elsewhere)
    return iter(set(here.values_list("person", flat=True)))


def _found(meeting: Meeting) -> Found:
    """Return the keys of all rows that go, the roots first and what hangs on them after."""
    found: Found = {}
    waiting: list[tuple[Model, set[Any]]] = [
        (
            root,
            set(
                root._base_manager.filter(of_meeting(root, meeting.pk)).values_list("pk", flat=True)
            ),
        )
        for root in ROOTS
    ]
    while waiting:
        model, keys = waiting.pop(0)
        new = keys - found.get(model, set())
        if not new:
            continue
        # Last where it was found last: what hangs on others is deleted before them.
        found[model] = found.pop(model, set()) | new
        for hanging, field in _hanging(model):
            rows = hanging._base_manager.filter(**{f"{field.name}__in": new})
            waiting.append((hanging, set(rows.values_list("pk", flat=True))))
    return found


def _hanging(model: Model) -> Iterator[tuple[Model, Any]]:
    """Return the models with a key of another one that would keep it, or go with it."""
    for relation in _relations(model):
        if relation.on_delete is not models.SET_NULL:
            yield relation.related_model, relation.field


def _loosened(model: Model) -> Iterator[tuple[Model, Any]]:
    """Return the models whose keys of another one are emptied when that goes."""
    for relation in _relations(model):
        if relation.on_delete is models.SET_NULL:
            yield relation.related_model, relation.field


def _relations(model: Model) -> Iterator[Any]:
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            yield relation


def _forget(found: Found) -> None:
    """Erase the mails about all this, which never left, and the values that the record kept of it."""
    for model, keys in found.items():
        label = model._meta.label_lower
        Message.objects.filter(is_inside=True, about_type=label, about_id__in=keys).delete()
        erase_values(AuditEntry.objects.filter(subject_type=label, subject_id__in=keys))


def _delete(found: Found) -> None:
    """Delete the rows as they are, in one savepoint; at its end the database asks what is left.

    :raises DatabaseError: something refers to them, or is kept for good
    """
    with transaction.atomic():
        for model, keys in found.items():
            for hanging, field in _loosened(model):
                rows = hanging._base_manager.filter(**{f"{field.name}__in": keys})
                rows.update(**{field.name: None})
        for model, keys in reversed(found.items()):
            rows = model._base_manager.filter(pk__in=keys)
            # Not `delete`: it would ask for each key what was just found.
            rows._raw_delete(rows.db)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
