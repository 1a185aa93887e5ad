"""What the columns of a meeting are made of: a validator, a condition, a short text."""

from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import DateTimeField, ExpressionWrapper, F, Func
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _


def validate_time_zone(name: str) -> None:
    """Refuse what is not an IANA zone."""
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone such as Europe/Zurich."), params={"name": name}
        )


def by_the_end_of_the_last_day(deadline: str) -> LessThanOrEqual:
    """Return the condition that an instant is not past the meeting's last day, in its own zone.

    Half-open: midnight after the last day is its end. An empty deadline passes.
    """
    local = Func(F("time_zone"), F(deadline), function="timezone", output_field=DateTimeField())
    end = ExpressionWrapper(F("ends_on") + timedelta(days=1), output_field=DateTimeField())
    return LessThanOrEqual(local, end)


def days_at_most(number: int) -> LessThanOrEqual:
    """Return the condition that a meeting has so many days at most."""
    last = ExpressionWrapper(F("ends_on") + timedelta(days=0), output_field=DateTimeField())
    latest = F("begins_on") + timedelta(days=number - 1)
    return LessThanOrEqual(last, ExpressionWrapper(latest, output_field=DateTimeField()))


def short_text(label: Any) -> models.CharField:
    """Return a column for a text that may be empty, with a value for the code that does not know it."""
    return models.CharField(label, max_length=60, blank=True, default="", db_default="")
