"""Letters that were issued: rendered once, kept as they are, verified by their code."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from intersessional import codes
from registration.registrations.models import Registration


class Kind(models.TextChoices):
    """What a letter is for."""

    CONFIRMATION = "confirmation", _("confirmation of registration")


class State(models.TextChoices):
    """What the verification page says of a letter."""

    VALID = "valid", pgettext_lazy("letter", "valid")
    REPLACED = "replaced", pgettext_lazy("letter", "replaced")
    WITHDRAWN = "withdrawn", pgettext_lazy("letter", "withdrawn")


class Letter(models.Model):
    """One letter. Retry, second copy and download are the same bytes (see the decision page)."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    registration = models.ForeignKey(
        Registration,
        verbose_name=_("registration"),
        on_delete=models.PROTECT,
        related_name="letters",
    )
    # The registration's version that the letter states: a later change makes a new letter.
    version = models.PositiveIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    code = models.CharField(_("code"), max_length=19, unique=True, default=codes.paper_code)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.VALID)
    issued_on = models.DateField(_("date of the letter"))
    template_version = models.CharField(_("version of the template"), max_length=64)
    facts = models.JSONField(_("facts"))
    sha256 = models.CharField("SHA-256", max_length=64)
    pdf = models.BinaryField(editable=False)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="letter_once_per_version",
                fields=["kind", "registration", "version"],
            ),
            models.UniqueConstraint(
                name="letter_one_valid_of_a_kind",
                fields=["kind", "registration"],
                condition=Q(state="valid"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"
