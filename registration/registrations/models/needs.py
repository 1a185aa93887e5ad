"""Needs, kept apart from the registration."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intersessional.text import validate_text

from .lengths import NEEDS_LENGTH
from .registrations import Registration


class Needs(models.Model):
    """What somebody needs in order to take part: seen by the few who arrange it, then erased."""

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, primary_key=True, related_name="needs"
    )
    accessibility = models.TextField(
        _("accessibility needs"), max_length=NEEDS_LENGTH, blank=True, validators=[validate_text]
    )
    diet = models.TextField(
        _("dietary needs"), max_length=NEEDS_LENGTH, blank=True, validators=[validate_text]
    )

    class Meta:
        verbose_name = _("needs")
        verbose_name_plural = _("needs")

    def __str__(self) -> str:
        return f"needs of {self.registration_id}"
