"""The programme on paper: each version in each language, printed once."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .publications import Publication


class Edition(models.Model):
    """A version of the programme as a PDF in one language.

    The row is the order; a worker fills it (`printing.print_due`). The times here are real time. Each
    try is counted before it is made, so that one which kills its worker is tried ever more rarely.
    """

    publication = models.ForeignKey(
        Publication,
        verbose_name=_("publication"),
        on_delete=models.PROTECT,
        related_name="editions",
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    pdf = models.BinaryField(_("file"), null=True)
    sha256 = models.CharField(_("fingerprint"), max_length=64, blank=True)
    printed_at = models.DateTimeField(_("printed at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), default=timezone.now)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("printed programme")
        verbose_name_plural = _("printed programmes")
        ordering = ["publication", "language"]
        constraints = [
            models.UniqueConstraint(
                name="edition_once_per_version_and_language", fields=["publication", "language"]
            ),
            models.CheckConstraint(
                name="edition_is_printed_whole",
                condition=Q(pdf__isnull=True, printed_at__isnull=True, sha256="")
                | Q(
                    pdf__isnull=False,
                    printed_at__isnull=False,
                    sha256__regex=r"^[0-9a-f]{64}$",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.language}"
