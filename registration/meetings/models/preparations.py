"""How far the staff have come with a meeting that they set up by the guided pages."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .meetings import Meeting


class Preparation(models.Model):
    """One meeting that was begun by the guided pages: by whom, after which one, and what was settled.

    `token` is that of the form: sent again, it leads to the same meeting.
    """

    meeting = models.OneToOneField(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="preparation"
    )
    source = models.ForeignKey(
        Meeting,
        verbose_name=_("takes over from"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    token = models.CharField(_("token"), max_length=40, unique=True)
    settled = ArrayField(
        models.CharField(max_length=20), verbose_name=_("settled"), default=list, blank=True
    )
    begun_at = models.DateTimeField(_("begun at"))
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("begun by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("preparation of a meeting")
        verbose_name_plural = _("preparations of meetings")

    def __str__(self) -> str:
        return f"{self.meeting_id}: {', '.join(self.settled)}"
