"""What the desk keeps of its own: published statistics, and exports that were asked for."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registration.meetings.models import Meeting

REASON_LENGTH = 300


class StatisticsPublication(models.Model):
    """Figures as the staff published them: frozen, with small numbers hidden already.

    `figures` is what everybody sees, by keys; `basis` says of whom each number was made (numbers of
    registrations, never an answer), so that the next publication can tell how much has changed. It is
    shown to nobody. One publication of a meeting is shown at a time.
    """

    meeting = models.ForeignKey(
        Meeting,
        verbose_name=_("meeting"),
        on_delete=models.CASCADE,
        related_name="statistics_publications",
    )
    figures = models.JSONField(_("figures"))
    basis = models.JSONField(editable=False)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("no longer shown since"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ended by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("published statistics")
        verbose_name_plural = _("published statistics")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="statistics_shown_once_per_meeting",
                fields=["meeting"],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="statistics_ended_by_somebody",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.published_at:%Y-%m-%d %H:%M}"


class Printed(models.Model):
    """An order to a worker (`intersessional.printing`); the times here are real time."""

    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    printed_at = models.DateTimeField(_("made at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), default=timezone.now)

    class Meta:
        abstract = True


class PrintedStatistics(Printed):
    """Published statistics as a PDF in one language."""

    publication = models.ForeignKey(
        StatisticsPublication,
        verbose_name=_("published statistics"),
        on_delete=models.CASCADE,
        related_name="printed",
    )
    pdf = models.BinaryField(_("file"), null=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("printed statistics")
        verbose_name_plural = _("printed statistics")
        constraints = [
            models.UniqueConstraint(
                name="printed_statistics_once_per_language", fields=["publication", "language"]
            ),
            models.CheckConstraint(
                name="printed_statistics_are_whole",
                condition=Q(pdf__isnull=True, printed_at__isnull=True)
                | Q(pdf__isnull=False, printed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.language}"


class Format(models.TextChoices):
    """What an export is written as."""

    XLSX = "xlsx", _("XLSX, for Excel and LibreOffice")
    CSV = "csv", _("CSV, for other programs")


class Export(Printed):
    """A large export that somebody asked for: made by a worker, theirs alone, kept for a day."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="exports"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    dataset = models.CharField(_("what"), max_length=20)
    format = models.CharField(_("format"), max_length=4, choices=Format)
    columns = ArrayField(models.CharField(max_length=40), verbose_name=_("columns"))
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)
    # How many rows there were when it was asked for; how many are written.
    wanted = models.PositiveIntegerField(_("rows"))
    done = models.PositiveIntegerField(_("rows written"), default=0)
    file = models.BinaryField(_("file"), null=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="export_is_made_whole",
                condition=Q(file__isnull=True, printed_at__isnull=True)
                | Q(file__isnull=False, printed_at__isnull=False),
            ),
            models.CheckConstraint(name="export_has_columns", condition=Q(columns__len__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.pk}"
