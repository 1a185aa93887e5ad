"""The erasure log: what was erased when, by numbers alone, so that it can be done again."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """Why something was erased."""

    NIGHTLY = "nightly", pgettext_lazy("erasure", "by the schedule")
    PERSON = "person", pgettext_lazy("erasure", "of one person")
    REPLAY = "replay", pgettext_lazy("erasure", "again, after a restore")


class Run(models.Model):
    """One erasure. It names nobody: after a restore the same numbers are erased again.

    `person_id` is no foreign key, so that the log says it also of rows that a restore has lost.
    `is_logged` is whether it stands in the file beside the database, too.
    """

    uuid = models.UUIDField(_("number of the erasure"), default=uuid.uuid4, unique=True)
    kind = models.CharField(_("why"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("at"))
    person_id = models.BigIntegerField(_("number of the person"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Nobody where the portal acted by itself."),
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    is_logged = models.BooleanField(default=False)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="erasure_run_of_a_person_names_it",
                condition=models.Q(kind="person", person_id__isnull=False)
                | (~models.Q(kind="person") & models.Q(person_id__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class Line(models.Model):
    """How many rows one rule erased in a run, of one meeting where it is about meetings."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="lines")
    rule = models.CharField(_("rule"), max_length=120)
    meeting_id = models.BigIntegerField(_("number of the meeting"), null=True)
    rows = models.PositiveIntegerField(_("rows"))

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("line of an erasure")
        verbose_name_plural = _("lines of erasures")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.rule}: {self.rows}"
