"""Reminders to register, sent for delegations of which nobody has."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registration.delegations.models import Entity, FocalPoint
from registration.meetings.models import Meeting


class Reminder(models.Model):
    """One mail that reminds a delegation: to a focal point, or else to the entity's own address."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="reminders"
    )
    entity = models.ForeignKey(
        Entity, verbose_name=_("entity"), on_delete=models.CASCADE, related_name="reminders"
    )
    focal_point = models.ForeignKey(
        FocalPoint,
        verbose_name=_("focal point"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="reminders",
    )
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        indexes = [models.Index(fields=["meeting", "entity", "sent_at"], name="reminder_last")]

    def __str__(self) -> str:
        return f"{self.entity_id} {self.sent_at:%Y-%m-%d %H:%M}"

    @property
    def address(self) -> str:
        """Where it goes."""
        return self.focal_point.email if self.focal_point else self.entity.email

    @property
    def language(self) -> str:
        """The language in which we write there."""
        if self.focal_point:
            return self.focal_point.language
        return self.entity.correspondence_language
