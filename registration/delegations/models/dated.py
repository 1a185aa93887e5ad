"""Facts that hold for a time: from a day on, until another."""

from datetime import date

from django.contrib.postgres.fields import DateRangeField, RangeBoundary
from django.db import models
from django.db.models import F, Func, Q
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _


@deconstructible(path="registration.delegations.models.Period")
class Period(Func):
    """The half-open range of days from one column to another; an empty column leaves it open."""

    function = "DATERANGE"
    output_field = DateRangeField()

    def __init__(self) -> None:
        super().__init__(F("valid_from"), F("valid_until"), RangeBoundary(inclusive_lower=True))


def holds_on(day: date, prefix: str = "") -> Q:
    """Return the condition that a dated row holds on `day` (from inclusive, until exclusive)."""
    begun = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})
    lasting = Q(**{f"{prefix}valid_until__isnull": True}) | Q(**{f"{prefix}valid_until__gt": day})
    return begun & lasting


class Dated(models.Model):
    """A fact with a beginning and an end, each of which may be open."""

    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day on which it no longer holds.")
    )

    class Meta:
        abstract = True

    def holds(self, day: date) -> bool:
        """Say whether the fact holds on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day < self.valid_until)
