"""What happens to invitations by themselves: one reminder, and the end where nobody answers."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from intersessional.audit.operations import record

from .. import inviting
from ..models import Bilateral, Told
from ..transitions import OPEN, State
from .held_together import held_one
from .holding import save
from .telling import participants_of, tell_delegation, tell_officers

log = logging.getLogger(__name__)


def remind_due(*, at: datetime) -> int:
    """Remind each delegation whose time to answer is ending; once for each deadline."""
    soon = at + inviting.REMINDED_BEFORE
    waiting = Bilateral.objects.filter(
        state=State.OFFERED, reminded_at=None, expires_at__gt=at, expires_at__lte=soon
    )
    due = [one for one in waiting.order_by("pk") if inviting.is_due_to_remind(one, at)]
    return _each(due, _remind, at)


def expire_due(*, at: datetime) -> int:
    """End each invitation that nobody answered in time, and free its place."""
    due = [one for one in _ended(at) if inviting.is_due_to_expire(one, at)]
    return _each(due, _expire, at)


def _each(
    due: Iterable[Bilateral], act: Callable[[Bilateral, datetime], bool], at: datetime
) -> int:
    """Do something to each; one that fails stops no other, and is tried at the next sweep."""
    done = 0
    for one in due:
        try:
            done += act(one, at)
        except Exception as error:
            log.error("bilateral %s: %s", one.pk, type(error).__name__)
    return done


def _ended(at: datetime) -> QuerySet[Bilateral]:
    """Return what can be due (`inviting.is_due_to_expire`), and little else."""
    ended = Q(state=State.OFFERED, expires_at__lte=at) | Q(state__in=OPEN, ends_at__lte=at)
    found: QuerySet[Bilateral] = Bilateral.objects.filter(
        ended, arrived_at__isnull=True, started_at__isnull=True
    )
    return found.order_by("pk")


def _remind(bilateral: Bilateral, at: datetime) -> bool:
    with transaction.atomic(durable=True):
        current = held_one(bilateral, None)
        if not inviting.is_due_to_remind(current, at):
            return False
        current.reminded_at = at
        # No next version: whoever is answering just now has seen what stands.
        current.save(update_fields=["reminded_at"])
        tell_delegation(Told.REMINDED, current, at=at)
        record("remind", current, by=None, at=at)
        return True


def _expire(bilateral: Bilateral, at: datetime) -> bool:
    with transaction.atomic(durable=True):
        current = held_one(bilateral, None)
        if not inviting.is_due_to_expire(current, at):
            return False
        before = current.state
        current.state, current.sequence = State.EXPIRED, current.sequence + 1
        save(current, "state", "sequence")
        tell_delegation(Told.EXPIRED, current, at=at, also=participants_of(current))
        tell_officers(Told.EXPIRED, current, at=at)
        record("expire", current, by=None, at=at, before={"state": before})
        return True
