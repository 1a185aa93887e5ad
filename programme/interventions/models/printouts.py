"""Lists of speakers on paper: what was to be printed, and what a worker made of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.agenda.models import Segment


class Printout(models.Model):
    """A list of speakers as it stood when somebody asked for it on paper, in one language.

    The row is the order; a worker fills it (`operations.printing`). `facts` is all that stands on the
    paper, `digest` tells one state of the list from the next. It holds names, and is kept for a day. The
    times here are real time.
    """

    segment = models.ForeignKey(
        Segment, verbose_name=_("segment"), on_delete=models.CASCADE, related_name="printouts"
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    digest = models.CharField(_("fingerprint of the list"), max_length=64)
    facts = models.JSONField(_("particulars"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    pdf = models.BinaryField(_("file"), null=True)
    printed_at = models.DateTimeField(_("printed at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), default=timezone.now)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("printed list of speakers")
        verbose_name_plural = _("printed lists of speakers")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="printout_once_per_state_of_a_list", fields=["segment", "language", "digest"]
            ),
            models.CheckConstraint(
                name="printout_is_printed_whole",
                condition=Q(pdf__isnull=True, printed_at__isnull=True)
                | Q(pdf__isnull=False, printed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.segment_id} {self.language}"
