"""Promising messages, once or again. No broker and no mail server is touched here.

What is sent to many at once goes after all others. A secret (a sign-in code) goes before them; nobody
can send it again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone
from django.utils.translation import gettext as _

from intersessional.audit.operations import record, record_many

from ..composing import is_bulk, is_secret, lane_for
from ..models import UNSENT, Message, MessageQuerySet, State
from ..rehearsing import stays_inside, those_inside

# Of more, each row would bring a question of its own into a statement that takes long to plan.
FEW = 100


class CannotBeSentAgain(Exception):
    """What the message said is not kept; its text says what to do instead."""


def enqueue(
    kind: str,
    about: models.Model,
    *,
    key: str,
    language: str,
    expires_at: datetime | None = None,
    waits: timedelta = timedelta(),
) -> None:
    """Promise a message of `kind` about a row, in `language`, once per `key`.

    The row is written in the caller's transaction, so that act and promise stand or fall together;
    a key that exists already promises nothing new. No broker and no mail server is touched. After
    `expires_at` (real time) it is cancelled instead of sent; it `waits` so long before it leaves, in
    which `take_back` finds it.

    :raises ProgrammingError: outside a transaction
    """
    enqueue_many(kind, [(about, key, language)], expires_at=expires_at, waits=waits)


def enqueue_many(
    kind: str,
    promised: Sequence[tuple[models.Model, str, str]],
    *,
    expires_at: datetime | None = None,
    waits: timedelta = timedelta(),
) -> None:
    """Promise several messages of one kind, each as (row, key, language), in one statement.

    Of many, another statement before it asks which of them are rehearsed.

    :raises ProgrammingError: outside a transaction
    """
    if not transaction.get_connection().in_atomic_block:
        raise ProgrammingError("outbox.enqueue() needs the transaction of the act it tells about.")
    due_at = timezone.now() + waits
    inside = _inside(kind, [about for about, _key, _language in promised])
    messages = [
        Message(
            kind=kind,
            lane=lane_for(kind),
            about_type=about._meta.label_lower,
            about_id=about.pk,
            key=key,
            language=language,
            is_secret=is_secret(kind),
            is_bulk=is_bulk(kind),
            is_inside=is_inside,
            expires_at=expires_at,
            # Its age, and the date of the mail, count from when it should leave.
            created_at=due_at,
            next_try_at=due_at,
        )
        for (about, key, language), is_inside in zip(promised, inside, strict=True)
    ]
    Message.objects.bulk_create(messages, ignore_conflicts=True)


def _inside(kind: str, abouts: Sequence[models.Model]) -> list[Any]:
    """Return the value of `is_inside` for messages about rows; with many, the same query for all."""
    if is_secret(kind):
        return [False] * len(abouts)
    if len(abouts) <= FEW:
        return [stays_inside(about) for about in abouts]
    found = those_inside(abouts)
    return [about in found for about in abouts]


def take_back(kind: str, about: models.Model, *, note: str) -> int:
    """Cancel what was promised of `kind` about a row and was not tried yet; return how many."""
    promised = Message.objects.filter(
        kind=kind, about_type=about._meta.label_lower, about_id=about.pk
    )
    waiting = promised.filter(state=State.QUEUED, attempts=0)
    # Nothing holds it any more, should somebody send it again.
    return waiting.update(state=State.CANCELLED, note=note, is_held=False)


def send_again(message: Message, *, by: AbstractBaseUser, at: datetime) -> bool:
    """Queue a failed or cancelled message anew, composed afresh, or a copy of one that has left.

    Return whether anything was queued: nothing is while the message, or its copy, is still to leave.

    :raises CannotBeSentAgain: it is a secret
    """
    if message.is_secret:
        raise CannotBeSentAgain(_("A sign-in code is not sent again. Please ask for a new one."))
    with transaction.atomic(durable=True):
        message = Message.objects.select_for_update().get(pk=message.pk)
        again = f"{message.key}/again/"
        copies = Message.objects.filter(key__startswith=again)
        if message.state in UNSENT or copies.unsent().exists():
            return False
        record("send_again", message, by=by, at=at)
        if message.state == State.SENT:
            _queue_copy(message, key=f"{again}{copies.count() + 1}")
        else:
            Message.objects.filter(pk=message.pk).update(**_fresh())
        return True


def send_failed_again(messages: MessageQuerySet, *, by: AbstractBaseUser, at: datetime) -> int:
    """Queue anew, composed afresh, those of the messages that have failed; return how many.

    In the caller's transaction, and in as many queries for thousands as for one. Secrets stay.
    """
    failed = messages.filter(state=State.FAILED, is_secret=False).select_for_update()
    found = list(failed.order_by("pk").only("pk"))
    if not found:
        return 0
    record_many("send_again", [(message, None, None) for message in found], by=by, at=at)
    queued = Message.objects.filter(pk__in=[message.pk for message in found])
    return queued.update(**_fresh())


def _fresh() -> dict[str, Any]:
    """Return the fields of a message that is composed and tried anew."""
    kept = {"note": "", "raw": None, "next_try_at": timezone.now()}
    return {"state": State.QUEUED, "attempts": 0, "cut_short": 0, **kept}


def _queue_copy(message: Message, *, key: str) -> None:
    Message.objects.create(
        kind=message.kind,
        lane=message.lane,
        about_type=message.about_type,
        about_id=message.about_id,
        language=message.language,
        is_inside=message.is_inside,
        key=key,
    )
