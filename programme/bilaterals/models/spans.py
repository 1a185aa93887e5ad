"""Times of a day, half-open."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _


class Span(Func):
    """The time from one column to another, `[)`."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Timed(models.Model):
    """Something with a beginning and an end, as instants."""

    begins_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))

    class Meta:
        abstract = True


def in_order(name: str) -> models.CheckConstraint:
    """Return the constraint that it begins before it ends."""
    return models.CheckConstraint(
        name=name,
        condition=Q(begins_at__lt=F("ends_at")),
        violation_error_message=_("It ends before it begins."),
    )
