"""The confirmation of a delegation: asked for once, then kept true by itself.

Somebody asks; a worker issues the letter and promises the mails. From then on the portal compares what a
new letter would state with what the last one states. Where they differ, a new one follows after a quiet
time, so that ten changes in five minutes make one letter; where they agree again, none does. Everything
that is still to be done is a row (`DueLetter`), and each try is counted before it is made: a worker that
is killed loses nothing, and a letter that kills its worker is given up, with a sentence for the staff.
"""

import logging
import time
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from intersessional.outbox.operations import enqueue, enqueue_many
from registration.delegations.models import Delegation, FocalPoint

from .facts import UnfitFacts
from .issuing import (
    NobodyConfirmed,
    NoGlyph,
    current_digest,
    digests_of,
    issue_delegation_confirmation,
    valid_letter,
)
from .models import DueLetter, Kind, Letter, State
from .rendering import ContentRefused, DoesNotFit

log = logging.getLogger(__name__)

MAIL = "delegation_confirmed"
# Where nobody manages the delegation.
MAIL_TO_OFFICE = "delegation_confirmed_to_office"
# After the last change; but who changes something every few minutes gets a letter within the hour.
QUIET = timedelta(minutes=5)
LONGEST = timedelta(hours=1)
# Longer than a task may last (CELERY_TASK_TIME_LIMIT, 28 s), so that nobody else tries meanwhile.
LEASE = timedelta(seconds=40)
MAX_ATTEMPTS = 5
_LOCK = "letters due"
ROUND_SECONDS = 10


class NothingNew(Exception):
    """The letter that was issued states the delegation as it is; the text can be shown."""

    def __str__(self) -> str:
        return _("Nothing has changed since the last letter: it stands.")


def ask_for_letter(delegation: Delegation, *, by: User, at: datetime) -> None:
    """Have the confirmation of a delegation issued now, and sent to its focal points or its office.

    It is made by a worker, within seconds. A letter that waits for the end of the quiet time does not
    wait any longer.

    :raises NobodyConfirmed: there is nothing to state
    :raises NothingNew: the last letter states the same
    """
    with transaction.atomic(durable=True):
        lock(_LOCK)
        stated = current_digest(delegation, delegation.entity.correspondence_language)
        if not stated:
            raise NobodyConfirmed
        valid = valid_letter(delegation)
        if valid and valid.facts["digest"] == stated:
            raise NothingNew
        now = timezone.now()
        wanted = {"digest": stated, "due_at": now, "asked_by": by, "attempts": 0, "problem": ""}
        DueLetter.objects.update_or_create(
            delegation=delegation, defaults=wanted, create_defaults=wanted | {"waits_since": now}
        )
        record("ask_for_letter", delegation, by=by, at=at)


def notice_changes(*, at: datetime) -> None:
    """Write down which delegations have changed since their last letter, or have changed back.

    Derived from what is registered, so that no act can forget to tell. Only of meetings that are not
    over at `at`: what changes later, by erasure for instance, makes no letters. Six queries, and one
    more for each delegation of which there is something to write down.
    """
    with transaction.atomic():
        lock(_LOCK)
        last = _last_stated(at)
        rows = {row.delegation_id: row for row in DueLetter.objects.filter(delegation__in=last)}
        delegations = Delegation.objects.filter(pk__in=last).with_names()
        current = digests_of([(one, one.entity.correspondence_language) for one in delegations])
        for delegation, digest in current.items():
            if digest != last[delegation]:
                _wait(delegation, rows.get(delegation), digest)
            elif delegation in rows:
                rows[delegation].delete()


def issue_due(*, at: datetime) -> int:
    """Issue what is due, for some seconds at most; return how many were tried. Safe among workers."""
    tried = 0
    ends_at = time.monotonic() + ROUND_SECONDS
    while time.monotonic() < ends_at and (due := _claim()):
        tried += 1
        _try(due, at)
    return tried


def _last_stated(at: datetime) -> dict[int, str]:
    """Return, by delegation, the digest of its last letter; "" where that was withdrawn."""
    letters = Letter.objects.filter(kind=Kind.DELEGATION, meeting__ends_on__gte=at.date())
    newest = letters.order_by("delegation", "-version").distinct("delegation")
    found = newest.values_list("delegation", "state", "facts__digest")
    return {pk: digest if state == State.VALID else "" for pk, state, digest in found}


def _wait(delegation: int, row: DueLetter | None, digest: str) -> None:
    """Begin the quiet time, or begin it anew if the delegation has changed once more."""
    now = timezone.now()
    if row is None:
        DueLetter.objects.create(
            delegation_id=delegation, digest=digest, waits_since=now, due_at=now + QUIET
        )
    elif row.digest != digest:
        row.digest, row.problem, row.attempts = digest, "", 0
        # One that somebody asked for is not put off.
        row.due_at = now if row.asked_by_id else min(now + QUIET, row.waits_since + LONGEST)
        row.save(update_fields=["digest", "problem", "attempts", "due_at"])


def _claim() -> DueLetter | None:
    """Take the next due row for one try, counted before it is made; None when nothing is due."""
    with transaction.atomic():
        waiting = DueLetter.objects.filter(problem="", due_at__lte=timezone.now())
        due: DueLetter | None = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if due is None:
            return None
        if due.attempts >= MAX_ATTEMPTS:
            _give_up(due, _("The worker ended during each try."))
            return _claim()
        due.attempts += 1
        due.due_at = timezone.now() + LEASE
        due.save(update_fields=["attempts", "due_at"])
        return due


def _try(due: DueLetter, at: datetime) -> None:
    try:
        _issue(due, at)
    except NoGlyph as reason:
        _give_up(due, str(reason))
    except (DoesNotFit, UnfitFacts, ContentRefused):
        _give_up(due, _("It cannot be printed with these particulars: please shorten them."))
    except Exception as error:
        # The class says enough; the text may hold a name. The next try comes when the lease is over.
        log.warning("letter due %s attempt %s: %s", due.pk, due.attempts, type(error).__name__)


def _give_up(due: DueLetter, problem: str) -> None:
    """Say why it cannot be issued, unless this try was overtaken."""
    _mine(due).update(problem=problem)
    log.error("letter due %s cannot be issued", due.pk)


def _mine(due: DueLetter) -> Any:
    return DueLetter.objects.filter(pk=due.pk, attempts=due.attempts)


def _issue(due: DueLetter, at: datetime) -> None:
    """Issue the letter and promise the mails, or withdraw the last one where nobody is left."""
    with transaction.atomic(durable=True):
        delegation = Delegation.objects.with_names().get(pk=due.delegation_id)
        earlier = valid_letter(delegation)
        try:
            letter = issue_delegation_confirmation(
                delegation,
                language=delegation.entity.correspondence_language,
                by=due.asked_by,
                at=at,
            )
        except NobodyConfirmed:
            _withdraw(earlier, at)
        else:
            if letter != earlier:
                record("issue_letter", letter, by=due.asked_by, at=at)
                _promise(letter)
        _mine(due).delete()


def _withdraw(letter: Letter | None, at: datetime) -> None:
    if letter:
        Letter.objects.filter(pk=letter.pk, state=State.VALID).update(state=State.WITHDRAWN)
        record("withdraw_letter", letter, by=None, at=at)


def _promise(letter: Letter) -> None:
    """Promise the letter to each focal point, in the language of each; without one, to the office.

    Whether the office has an address is seen when it leaves; without one the letter is for the post.
    """
    acting = list(FocalPoint.objects.acting().filter(delegation=letter.delegation_id))
    enqueue_many(MAIL, [(one, f"{MAIL}/{letter.pk}/{one.pk}", one.language) for one in acting])
    if not acting:
        key = f"{MAIL_TO_OFFICE}/{letter.pk}"
        enqueue(MAIL_TO_OFFICE, letter, key=key, language=letter.language)
