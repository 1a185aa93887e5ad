"""Printing what was ordered: a row is the order, a worker fills it.

A row is claimed for one try under a lease, and the try is counted before it is made: a worker that is
killed loses nothing. What fails is tried again in some seconds, and then ever more rarely, as is a paper
that kills workers, while the others are printed.

A model of orders has `printed_at`, `attempts` and `next_try_at`, in real time.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

log = logging.getLogger(__name__)

# How long the task may last, and what is just longer, so that nobody else tries meanwhile.
TIME_LIMIT_SECONDS = 60
TASK_LIMITS: dict[str, Any] = {
    "soft_time_limit": TIME_LIMIT_SECONDS - 10,
    "time_limit": TIME_LIMIT_SECONDS,
}
LEASE = timedelta(seconds=TIME_LIMIT_SECONDS + 5)
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)
ROUND_SECONDS = 10
# How long a paper is kept that was ordered as a list stood.
KEPT = timedelta(days=1)


def print_due(orders: models.QuerySet[Any], render: Callable[[Any], dict[str, Any]]) -> int:
    """Print what is due, for some seconds at most; return how many were tried. Safe among workers.

    `orders` says in which order; `render` returns the columns that hold what was printed.
    """
    tried = 0
    ends_at = time.monotonic() + ROUND_SECONDS
    while time.monotonic() < ends_at and (order := claim(orders)):
        tried += 1
        _try(orders.model._default_manager.all(), order, render)
    return tried


def erase_old(orders: models.QuerySet[Any]) -> int:
    """Delete what was ordered (`asked_at`) more than a day ago; return how many."""
    count: int = orders.filter(asked_at__lt=timezone.now() - KEPT).delete()[0]
    return count


def wait(attempts: int) -> timedelta:
    """Return how long after so many tries the next one comes: ever longer."""
    return min(FIRST_WAIT * 6 ** min(attempts - 1, 10), LONGEST_WAIT)


def claim(orders: models.QuerySet[Any]) -> Any:
    """Take the next order for one try, counted before it is made; None when nothing is due."""
    with transaction.atomic():
        due = orders.filter(printed_at__isnull=True, next_try_at__lte=timezone.now())
        order = due.select_for_update(skip_locked=True).first()
        if order is None:
            return None
        order.attempts += 1
        order.next_try_at = timezone.now() + max(LEASE, wait(order.attempts))
        order.save(update_fields=["attempts", "next_try_at"])
        return order


def _try(rows: models.QuerySet[Any], order: Any, render: Callable[[Any], dict[str, Any]]) -> None:
    # Unless this try was overtaken.
    mine = rows.filter(pk=order.pk, attempts=order.attempts, printed_at__isnull=True)
    try:
        columns = render(order)
    except Exception as error:
        # The class says enough; the text may hold a name.
        name = order._meta.label_lower
        log.error("%s %s try %s: %s", name, order.pk, order.attempts, type(error).__name__)
        mine.update(next_try_at=timezone.now() + wait(order.attempts))
        return
    mine.update(**columns, printed_at=timezone.now())
