"""Pairs of registrations that are likely of the same person; the staff decide."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .registrations import Registration


class Likeness(models.TextChoices):
    """Why two registrations look like one person's."""

    ADDRESS = "address", _("same e-mail address, similar name")
    NAME = "name", _("similar name")


class PairState(models.TextChoices):
    """What was decided of a pair."""

    OPEN = "open", pgettext_lazy("pair", "to be decided")
    KEPT = "kept", pgettext_lazy("pair", "two people")
    MERGED = "merged", pgettext_lazy("pair", "merged")
    DECLINED = "declined", pgettext_lazy("pair", "one declined")
    GONE = "gone", pgettext_lazy("pair", "one has ended")


class LikelyDuplicate(models.Model):
    """Two registrations at one meeting that may be one person's: the earlier and the later."""

    first = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="later_likes")
    second = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="earlier_likes")
    likeness = models.CharField(_("why"), max_length=10, choices=Likeness)
    similarity = models.FloatField(_("similarity of the names"))
    state = models.CharField(
        _("decision"), max_length=10, choices=PairState, default=PairState.OPEN
    )
    found_at = models.DateTimeField(_("found at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="likely_duplicate_once", fields=["first", "second"]),
            models.CheckConstraint(
                name="likely_duplicate_in_order", condition=Q(first__lt=F("second"))
            ),
            models.CheckConstraint(
                name="likely_duplicate_decided_by_somebody",
                condition=Q(state__in=["open", "gone"])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} · {self.second_id}"
