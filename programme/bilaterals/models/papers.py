"""Day sheets on paper: what was to be printed, and what a worker made of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registration.meetings.models import Meeting

from .hosts import Host


class Paper(models.Model):
    """The day of a host, or of all hosts, as it stood when somebody asked for it on paper.

    The row is the order; a worker fills it (`operations.papers`). `facts` is all that stands on the
    paper, `digest` tells one state of the day from the next. It holds names, and is kept for a day; it
    never holds a confidential note. The times here are real time.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="+"
    )
    host = models.ForeignKey(
        Host,
        verbose_name=_("host"),
        null=True,
        on_delete=models.CASCADE,
        related_name="papers",
        help_text=_("None for the day of all hosts."),
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    digest = models.CharField(_("fingerprint of the day"), max_length=64)
    facts = models.JSONField(_("particulars"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    pdf = models.BinaryField(_("file"), null=True)
    printed_at = models.DateTimeField(_("printed at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), default=timezone.now)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("printed day sheet")
        verbose_name_plural = _("printed day sheets")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="paper_once_per_state_of_a_day",
                fields=["meeting", "host", "language", "digest"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="paper_is_printed_whole",
                condition=Q(pdf__isnull=True, printed_at__isnull=True)
                | Q(pdf__isnull=False, printed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.host_id or self.meeting_id} {self.language}"
