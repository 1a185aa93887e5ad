"""Letters that a worker must issue."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registration.delegations.models import Delegation


class DueLetter(models.Model):
    """A confirmation of a delegation that must be issued: somebody asked, or the last one is stale.

    One row a delegation, until it is issued or nothing has changed after all. The times decide about
    tries, so they are real time, also in the demonstration.
    """

    delegation = models.OneToOneField(
        Delegation, verbose_name=_("delegation"), on_delete=models.CASCADE, related_name="+"
    )
    # What the delegation stated at the last look: another change begins the quiet time anew.
    digest = models.CharField(max_length=64)
    waits_since = models.DateTimeField(_("waits since"))
    due_at = models.DateTimeField(_("due at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # Why it cannot be issued; a change of the delegation, or another request, is a new try.
    problem = models.TextField(_("problem"), blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("letter to be issued")
        verbose_name_plural = _("letters to be issued")
        ordering = ["due_at", "pk"]

    def __str__(self) -> str:
        return f"{self.delegation_id}: {self.due_at:%Y-%m-%d %H:%M:%S}"
