"""What a letter for a visa needs of a passport: kept apart, sealed, erased on schedule."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intersessional.sealing import unseal

from ..travel import Terms, TravelParticulars, erased_on
from .registrations import Registration


class Post(models.TextChoices):
    """To which post the letter is addressed."""

    EMBASSY = "embassy", _("Embassy")
    CONSULATE = "consulate", _("Consulate")


class Payer(models.TextChoices):
    """Who bears the costs of the journey."""

    STATE = "state", _("The State")
    ORGANISATION = "organisation", _("The organisation")
    PERSON = "person", _("The person")
    SPONSORSHIP = "sponsorship", _("The sponsorship programme of the Implementation Support Unit")


class TravelDocument(models.Model):
    """The particulars of somebody who asked for a letter for a visa.

    What was given lies in `sealed` alone, and what the staff settled when they ordered the letter in
    `sealed_terms`, so that neither the tables nor a copy of them show it; the other columns are ids and
    times. `version` counts what was given, `terms_version` what was settled; `asked_by` is who of the
    staff last ordered the letter.
    """

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, primary_key=True, related_name="travel_document"
    )
    sealed = models.BinaryField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    sealed_terms = models.BinaryField(null=True, editable=False)
    terms_version = models.PositiveIntegerField(default=0, editable=False)
    entered_at = models.DateTimeField(_("entered at"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("letter asked for at"), null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("letter asked for by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("travel document")
        verbose_name_plural = _("letters for a visa")
        constraints = [
            models.CheckConstraint(
                name="travel_document_asked_by_somebody",
                condition=Q(asked_at__isnull=True, asked_by__isnull=True)
                | Q(asked_at__isnull=False, asked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"travel document of {self.registration_id}"

    @property
    def particulars(self) -> TravelParticulars:
        """What was given.

        :raises intersessional.sealing.CannotBeOpened: the key that sealed it is gone
        """
        return TravelParticulars.from_bytes(unseal(bytes(self.sealed)))

    @property
    def terms(self) -> Terms | None:
        """What the staff settled when they ordered the letter; None before.

        :raises intersessional.sealing.CannotBeOpened: see above
        """
        if self.sealed_terms is None:
            return None
        return Terms.from_bytes(unseal(bytes(self.sealed_terms)))

    @property
    def erase_on(self) -> date:
        """The day on which it is erased. Never stored: it follows the meeting, which may be moved."""
        return erased_on(self.registration.meeting.ends_on)
