"""Promising messages, and keeping the promise.

`enqueue` belongs to the transaction of the act it tells about. The rest runs in a worker: claim one
row, compose, keep the bytes, send, write down what was said. Attempts are counted before the try, so
a message that kills its worker ends as failed and is seen.

What is sent to many at once goes after all others. A secret (a sign-in code) goes before them. Its
bytes are kept only while it must still leave; its text never is, and nobody can send it again.
"""

import logging
import re
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction
from django.db.models.functions import Now
from django.db.utils import ProgrammingError
from django.utils import timezone
from django.utils.translation import gettext as _

from intersessional.audit.operations import record, record_many
from intersessional.logs import about_message

from .composing import (
    CannotBeComposed,
    NoLongerNeeded,
    check_still_needed,
    composer_for,
    is_bulk,
    is_secret,
    lane_for,
)
from .envelope import StoredMail, as_bytes
from .models import UNSENT, Message, MessageQuerySet, State
from .rehearsing import NOTE, marked, stays_inside, those_inside

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
# A mail server may be away for a morning.
RETRY_AFTER_SECONDS = (5, 60, 10 * 60, 3600)
# Longer than a task may last (CELERY_TASK_TIME_LIMIT, 28 s), so that no try outlives its lease, and
# short enough that a message of a killed worker leaves within a minute.
LEASE_SECONDS = 30
SWEEP_SECONDS = 10
# Of more, each row would bring a question of its own into a statement that takes long to plan.
FEW = 100


class LeaseLost(Exception):
    """Another worker has taken the message over; this try leaves it alone."""


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
    return waiting.update(state=State.CANCELLED, note=note)


def sweep(lane: str) -> int:
    """Send what is due in a lane, for at most `SWEEP_SECONDS`; return how many were tried."""
    tried = 0
    ends_at = time.monotonic() + SWEEP_SECONDS
    connection = mailers.default
    try:
        while time.monotonic() < ends_at and (message := claim(lane)):
            tried += 1
            with about_message(message.uuid):
                deliver(message, connection)
    finally:
        connection.close()
    return tried


def claim(lane: str) -> Message | None:
    """Take the next due message for one try, or return None; safe among many workers."""
    while True:
        with transaction.atomic():
            message = (
                Message.objects.due(lane)
                .select_for_update(skip_locked=True)
                .order_by("-is_secret", "is_bulk", "next_try_at", "id")
                .first()
            )
            if message is None or message.attempts < MAX_ATTEMPTS:
                return _taken(message) if message else None
            _give_up(message)


def _taken(message: Message) -> Message:
    message.attempts += 1
    Message.objects.filter(pk=message.pk).update(
        state=State.SENDING,
        attempts=message.attempts,
        lease_until=Now() + timedelta(seconds=LEASE_SECONDS),
    )
    return message


def _give_up(message: Message) -> None:
    """Let a message fail whose row we have locked: it may be queued, after a restore, say."""
    note = message.note or "The worker ended during each try."
    wiped = {"raw": None} if message.is_secret else {}
    Message.objects.filter(pk=message.pk).update(
        state=State.FAILED, lease_until=None, note=note, **wiped
    )
    log.error("message %s failed for good", message.uuid)


def deliver(message: Message, connection: BaseEmailBackend) -> None:
    """Compose a claimed message once, send it and write down the outcome."""
    try:
        _check_use(message)
        check_still_needed(message)
        _compose(message)
        # What was rehearsed goes the whole way but for the last step.
        if not message.is_inside:
            connection.send_messages([StoredMail(message)])
    except NoLongerNeeded as reason:
        _end(message, state=State.CANCELLED, note=str(reason), raw=None)
        log.info("message %s cancelled", message.uuid)
    except LeaseLost:
        log.warning("message %s was taken over", message.uuid)
    except CannotBeComposed as reason:
        _fail(message, str(reason))
    except Exception as error:
        _retry_or_fail(message, error)
        # The next message gets a fresh connection: this one may be in any state.
        connection.close()
    else:
        # The bytes of a rehearsal are all that there is to see of it.
        kept = {"note": NOTE} if message.is_inside else {"note": "", "raw": None}
        _end(message, state=State.SENT, sent_at=timezone.now(), **kept)
        log.info("message %s sent", message.uuid)


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
            Message.objects.filter(pk=message.pk).update(
                state=State.QUEUED, attempts=0, note="", raw=None, next_try_at=timezone.now()
            )
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
    fresh = {"attempts": 0, "note": "", "raw": None, "next_try_at": timezone.now()}
    return queued.update(state=State.QUEUED, **fresh)


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


def _check_use(message: Message) -> None:
    if message.expires_at is not None and message.expires_at <= timezone.now():
        raise NoLongerNeeded("It would have come too late.")


def _compose(message: Message) -> None:
    if message.raw is None:
        mail = marked(message, composer_for(message.kind)(message))
        message.recipient, message.subject = mail.to, mail.subject
        message.text = "" if message.is_secret else mail.text
        message.raw = as_bytes(message, mail)
        mine = Message.objects.filter(pk=message.pk, state=State.SENDING, attempts=message.attempts)
        kept = mine.update(
            recipient=message.recipient,
            subject=message.subject,
            text=message.text,
            raw=message.raw,
        )
        if not kept:
            raise LeaseLost


def _retry_or_fail(message: Message, error: Exception) -> None:
    # The class and the server's code say enough; the text may hold an address.
    note = f"{type(error).__name__} {_code(error)}".strip()
    log.warning("message %s attempt %s: %s", message.uuid, message.attempts, note)
    if message.attempts >= MAX_ATTEMPTS:
        _fail(message, note)
        return
    wait = timedelta(seconds=RETRY_AFTER_SECONDS[message.attempts - 1])
    _end(message, state=State.QUEUED, next_try_at=timezone.now() + wait, note=note)


def _code(error: Exception) -> str:
    """Return the codes with which a server refused: 550 5.1.1."""
    refused = getattr(error, "recipients", None)
    if isinstance(refused, dict) and refused:
        code, said = next(iter(refused.values()))
    else:
        code, said = getattr(error, "smtp_code", ""), getattr(error, "smtp_error", b"")
    text = said.decode("ascii", "replace") if isinstance(said, bytes) else str(said)
    found = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})\b", text)
    return f"{code} {found[1] if found else ''}".strip()


def _fail(message: Message, note: str) -> None:
    kept = {"raw": None} if message.is_secret else {}
    _end(message, state=State.FAILED, note=note, **kept)
    log.error("message %s failed for good", message.uuid)


def _end(message: Message, **fields: object) -> None:
    """Write the outcome of this very try; a try that outlived its lease changes nothing."""
    Message.objects.filter(pk=message.pk, state=State.SENDING, attempts=message.attempts).update(
        lease_until=None, **fields
    )
