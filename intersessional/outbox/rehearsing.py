"""Which messages stay inside: those about something that is only rehearsed.

The outbox knows no domain: `OUTBOX_REHEARSAL` in the settings names a function of a subject's model
that returns the condition under which its messages stay inside, or None where that cannot be. It is
asked by the very statement that writes the message (of many, by the one before it), and the
answer is a fact in the row from then on: what was promised in a rehearsal never leaves, whatever becomes
of the subject, also when it is sent again.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.module_loading import import_string
from django.utils.translation import gettext, override

from .composing import Mail
from .models import Message

NOTE = "Kept inside: a rehearsal."

_NO_KEY, _SUBJECT = -1, object()

# From a model to the rows of it that are only rehearsed.
Rehearsed = Callable[[type[models.Model]], "models.QuerySet[Any] | None"]


def stays_inside(about: models.Model) -> Any:
    """Return the value of `is_inside` for a message about a row; the database finds it while writing.

    :raises ImproperlyConfigured: nobody can say whether it is rehearsed
    """
    question = _question(type(about), settings.OUTBOX_REHEARSAL)
    if question is None:
        return False
    sql, given = question
    # Put together once: that took longer than all else about a promise.
    given = [about.pk if one is _SUBJECT else one for one in given]
    return RawSQL(sql, given, output_field=models.BooleanField())  # noqa: S611 - Django wrote it


def those_inside(abouts: Sequence[models.Model]) -> set[models.Model]:
    """Return the rows whose messages stay inside; one query for each of their models.

    For many messages at once, of which each would bring a question of its own into the statement.

    :raises ImproperlyConfigured: as above
    """
    keys: dict[type[models.Model], dict[Any, models.Model]] = {}
    for about in abouts:
        keys.setdefault(type(about), {})[about.pk] = about
    found: set[models.Model] = set()
    for model, by_key in keys.items():
        rows = _rehearsed(model)
        if rows is not None:
            inside = rows.filter(pk__in=list(by_key)).values_list("pk", flat=True)
            found.update(by_key[key] for key in inside)
    return found


@cache
def _question(model: type[models.Model], _asked: str) -> tuple[str, list[Any]] | None:
    """Return how a statement asks whether a row is rehearsed, with `_SUBJECT` in place of its key."""
    rows = _rehearsed(model)
    if rows is None:
        return None
    sql, given = rows.filter(pk=_NO_KEY).order_by().values("pk").query.sql_with_params()
    return f"EXISTS({sql})", [_SUBJECT if one == _NO_KEY else one for one in given]


def _rehearsed(model: type[models.Model]) -> "models.QuerySet[Any] | None":
    rehearsed: Rehearsed = import_string(settings.OUTBOX_REHEARSAL)
    rows = rehearsed(model)
    if rows is None and model._meta.label_lower not in settings.OUTBOX_OF_NO_MEETING:
        raise ImproperlyConfigured(
            f"{model._meta.label} has no way to its meeting, so its mail might leave in a rehearsal:"
            " give it one, or name it in OUTBOX_OF_NO_MEETING."
        )
    return rows


def marked(message: Message, mail: Mail) -> Mail:
    """Return the mail with a subject that says it was a rehearsal, where it was one."""
    if not message.is_inside:
        return mail
    with override(message.language):
        return replace(mail, subject=f"[{gettext('Rehearsal')}] {mail.subject}")
