"""Keeping the promise, in a worker: claim, compose, keep the bytes, send, write down what was said.

Attempts are counted before the try, so a message that kills its worker ends as failed and is seen. The
bytes of a secret (a sign-in code) are kept only while it must still leave; its text never is.
"""

import logging
import re
import time
from datetime import timedelta

from django.core.mail import mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from intersessional.logs import about_message

from ..composing import CannotBeComposed, NoLongerNeeded, check_still_needed, composer_for
from ..envelope import StoredMail, as_bytes
from ..models import Message, State
from ..rehearsing import NOTE, marked

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
# Of another kind: most messages whose worker is killed only happen to be in its hands, the oldest again
# and again. What kills its worker itself is seen after this many.
MAX_CUT_SHORT = 10
# A mail server may be away for a morning.
RETRY_AFTER_SECONDS = (5, 60, 10 * 60, 3600)
# Longer than a task may last (CELERY_TASK_TIME_LIMIT, 28 s), so that no try outlives its lease, and
# short enough that a message of a killed worker leaves within a minute.
LEASE_SECONDS = 30
SWEEP_SECONDS = 10


class LeaseLost(Exception):
    """Another worker has taken the message over; this try leaves it alone."""


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
            if message is None:
                return None
            if message.state == State.SENDING:
                message.cut_short += 1
            if _failures(message) < MAX_ATTEMPTS and message.cut_short < MAX_CUT_SHORT:
                return _taken(message)
            _give_up(message)


def _failures(message: Message) -> int:
    return message.attempts - message.cut_short


def _taken(message: Message) -> Message:
    message.attempts += 1
    lease_until = Now() + timedelta(seconds=LEASE_SECONDS)
    Message.objects.filter(pk=message.pk).update(
        state=State.SENDING,
        attempts=message.attempts,
        cut_short=message.cut_short,
        lease_until=lease_until,
        # Should this worker die, those that were due before go first: else the oldest would be in the
        # hands of each that dies.
        next_try_at=lease_until,
    )
    return message


def _give_up(message: Message) -> None:
    """Let a message fail whose row we have locked: it may be queued, after a restore, say."""
    note = message.note or "The worker ended during each try."
    wiped = {"raw": None} if message.is_secret else {}
    Message.objects.filter(pk=message.pk).update(
        state=State.FAILED, cut_short=message.cut_short, lease_until=None, note=note, **wiped
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
    if _failures(message) >= MAX_ATTEMPTS:
        _fail(message, note)
        return
    wait = timedelta(seconds=RETRY_AFTER_SECONDS[_failures(message) - 1])
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
