"""What was marked on the day, so that the last mark can be taken back."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .bilaterals import Bilateral


class Act(models.TextChoices):
    """What is marked on the day."""

    ARRIVE = "arrive", pgettext_lazy("bilateral", "arrived")
    START = "start", pgettext_lazy("bilateral", "started")
    LATE = "late", pgettext_lazy("bilateral", "late")
    HOLD = "hold", pgettext_lazy("bilateral", "held")
    NO_SHOW = "no_show", _("did not come")
    MOVE = "move", pgettext_lazy("bilateral", "moved")


class MarkQuerySet(models.QuerySet["Mark"]):
    """Words for sets of marks."""

    def standing(self) -> "MarkQuerySet":
        """Those that were not taken back."""
        return self.filter(taken_back_at__isnull=True)


class Mark(models.Model):
    """One press on the running sheet, with what it changed: as it was before, and after."""

    bilateral = models.ForeignKey(Bilateral, on_delete=models.CASCADE, related_name="marks")
    act = models.CharField(_("act"), max_length=10, choices=Act)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder, editable=False)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder, editable=False)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar = MarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark of the day")
        verbose_name_plural = _("marks of the day")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="mark_taken_back_by_somebody",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.bilateral_id}"
