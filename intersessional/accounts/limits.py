"""How often something may be tried, counted in the database.

Not in a cache, which forgets at a restart or when somebody fills it; not in Redis, which may be
away. One row and one statement for each count, so that many processes count exactly.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import F
from django.forms import BaseForm
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Limit

CODE = "too_many_tries"


@dataclass(frozen=True)
class Allowance:
    """So many tries within so many minutes, counted from the first."""

    action: str
    tries: int
    minutes: int


class TooManyTries(Exception):
    """The allowance is used up; its text says until when, its seconds go into `Retry-After`."""

    def __init__(self, seconds: int) -> None:
        self.seconds = max(seconds, 1)
        minutes = -(-self.seconds // 60)
        super().__init__(
            ngettext(
                "Too many attempts. Please try again in %d minute.",
                "Too many attempts. Please try again in %d minutes.",
                minutes,
            )
            % minutes
            + " "
            + _("If this was not you, please write to the Implementation Support Unit.")
        )

    def as_error(self) -> ValidationError:
        """Return the same as the error of a form."""
        return ValidationError(str(self), code=CODE, params={"seconds": self.seconds})


def retry_after(form: BaseForm) -> int:
    """Return for how many seconds a form was refused because of too many tries; 0 if it was not."""
    errors = [error for found in form.errors.as_data().values() for error in found]
    refusals = [error.params["seconds"] for error in errors if error.code == CODE and error.params]
    return max(refusals, default=0)


def count(allowance: Allowance, whose: str) -> None:
    """Count one try, before it is made; of a network that is not known ("") none are counted.

    :raises TooManyTries: there were as many already; refused tries do not make the wait longer
    """
    count_all((allowance, whose))


def count_all(*counted: tuple[Allowance, str]) -> None:
    """Count one try for each of several allowances, as `count` does, in one statement.

    :raises TooManyTries: of one of them there were as many already
    """
    allowances = {_key(allowance, whose): allowance for allowance, whose in counted if whose}
    used_up = [ends_at for key, tries, ends_at in _add(allowances) if tries > allowances[key].tries]
    if used_up:
        raise TooManyTries(round((max(used_up) - timezone.now()).total_seconds()))


def uncount(allowance: Allowance, whose: str) -> None:
    """Take one try back, because it was right."""
    Limit.objects.filter(key=_key(allowance, whose), tries__gt=0).update(tries=F("tries") - 1)


def forget() -> None:
    """Delete the counts whose time is over."""
    Limit.objects.filter(ends_at__lt=timezone.now()).delete()


def _key(allowance: Allowance, whose: str) -> str:
    return hashlib.sha256(f"{allowance.action}/{whose}".encode()).hexdigest()


def _add(allowances: dict[str, Allowance]) -> list[tuple[str, int, datetime]]:
    if not allowances:
        return []
    now = timezone.now()
    # In order, so that two who count the same ones wait for each other instead of deadlocking.
    keys = sorted(allowances)
    ends = [now + timedelta(minutes=allowances[key].minutes) for key in keys]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO accounts_limit AS l (key, tries, ends_at)
            SELECT key, 1, ends_at FROM unnest(%s::text[], %s::timestamptz[]) AS u (key, ends_at)
            ON CONFLICT (key) DO UPDATE SET
                tries = CASE WHEN l.ends_at <= %s THEN 1 ELSE least(l.tries + 1, 1000000) END,
                ends_at = CASE WHEN l.ends_at <= %s THEN excluded.ends_at ELSE l.ends_at END
            RETURNING key, tries, ends_at
            """,
            [keys, ends, now, now],
        )
        return list(cursor.fetchall())
