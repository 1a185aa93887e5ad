"""The only reader of the clock for decisions of the domain.

Deadlines, dates on letters and what is “now” in the programme ask `now()`. Leases, retries,
sessions, sign-in codes, the mail header `Date` and `DTSTAMP` ask Django's `timezone.now()`: a
demonstration that lives in 2018 must still expire and retry in real time.
"""

import json
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return the present instant (aware, UTC), shifted in the demonstration only."""
    return timezone.now() + offset()


@cache
def offset() -> timedelta:
    """Return how far the demonstration's clock is shifted; zero outside the demonstration.

    The shift is fixed by `make run` before any process starts, so each process reads it once.
    """
    if settings.CLOCK_FILE is None or not settings.CLOCK_FILE.exists():
        return timedelta(0)
    return timedelta(seconds=json.loads(settings.CLOCK_FILE.read_text())["offset_seconds"])
