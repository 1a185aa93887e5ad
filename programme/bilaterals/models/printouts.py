"""Papers of bilaterals that were ordered: what was to be printed, and what a worker made of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registration.meetings.models import Meeting

# The key of the day sheet of all hosts.
WHOLE_DAY = "whole-day"


class Paper(models.TextChoices):
    """What is printed."""

    BRIEF = "brief", _("brief")
    DAY_SHEET = "day_sheet", _("day sheet")


class Printout(models.Model):
    """A paper as it stood when somebody asked for it, in one language; kept for a day.

    The row is the order; a worker fills it. `key` tells of what it is: the code of a
    bilateral, the key of a host, or `WHOLE_DAY`. `facts`
    is all that stands on it, `digest` tells one state of it from the next. The times here are real time.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    paper = models.CharField(_("paper"), max_length=20, choices=Paper)
    key = models.CharField(_("of what"), max_length=80)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    digest = models.CharField(_("fingerprint"), max_length=64)
    facts = models.JSONField(_("particulars"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    pdf = models.BinaryField(_("file"), null=True)
    printed_at = models.DateTimeField(_("printed at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), default=timezone.now)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("printed paper of bilaterals")
        verbose_name_plural = _("printed papers of bilaterals")
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="bilaterals_printout_once_per_state",
                fields=["meeting", "paper", "key", "language", "digest"],
            ),
            models.CheckConstraint(
                name="bilaterals_printout_is_printed_whole",
                condition=Q(pdf__isnull=True, printed_at__isnull=True)
                | Q(pdf__isnull=False, printed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.key} {self.language}"
