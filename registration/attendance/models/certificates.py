"""Certificates of attendance that were ordered."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registration.letters.models import Letter
from registration.meetings.models import Meeting
from registration.registrations.models import Registration


class Certificate(models.Model):
    """The order of somebody's certificate: one row for each person, due again when it is ordered anew.

    The paper itself is a letter (`Kind.ATTENDANCE`). It is an order for `printing.print_due`, whose
    times are real time; `letter` stays empty where there was nothing to certify.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    registration = models.OneToOneField(
        Registration,
        verbose_name=_("registration"),
        on_delete=models.PROTECT,
        related_name="certificate",
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    # One of all: it lets those pass for which somebody waits.
    is_bulk = models.BooleanField(_("one of many"), default=False)
    ordered_at = models.DateTimeField(_("ordered at"))
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ordered by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    letter = models.ForeignKey(
        Letter,
        verbose_name=_("letter"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    printed_at = models.DateTimeField(_("printed at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), default=timezone.now)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("certificate of attendance")
        verbose_name_plural = _("certificates of attendance")
        default_permissions = ()
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["is_bulk", "next_try_at"],
                name="certificate_to_print",
                condition=Q(printed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}"
