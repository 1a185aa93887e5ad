"""Answers to people who ask what the portal holds about them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intersessional.sealing import unseal
from registration.registrations.models import Person


class Export(models.Model):
    """Everything about one person in a ZIP file, sealed; made by a worker, kept for a day.

    `with_passports`: whoever asked may see passports, so they are in it. The times are real time.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    with_passports = models.BooleanField(default=False)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    sealed = models.BinaryField(null=True, editable=False)
    printed_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("answer to a person")
        verbose_name_plural = _("answers to people")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.person_id}"

    @property
    def content(self) -> bytes:
        """The ZIP file.

        :raises intersessional.sealing.CannotBeOpened: the key that sealed it is gone
        """
        return unseal(bytes(self.sealed or b""))
