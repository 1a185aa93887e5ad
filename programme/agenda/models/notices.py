"""To whom a version was told."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .base import TITLE_LENGTH
from .publications import Publication


class Notice(models.Model):
    """What one address is told of a version, written when it is published.

    The mail follows from the row and the two versions alone, so that what was previewed is what is
    sent. `since` is the version that the reader was told of last: usually the one before, an earlier
    one where a mail had not left when this version came. It is empty for a first version.
    """

    publication = models.ForeignKey(
        Publication, verbose_name=_("version"), on_delete=models.PROTECT, related_name="notices"
    )
    since = models.ForeignKey(
        Publication,
        verbose_name=_("told of last"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    name = models.CharField(_("name"), max_length=TITLE_LENGTH, blank=True)
    # In English, as they stand in the catalogues (concerned.py).
    reasons = models.JSONField(_("reasons"), default=list)
    # What of the changes concerns the reader: that of these people, of these items, or all of it.
    person_uids = models.JSONField(_("people"), default=list)
    item_uids = models.JSONField(_("items"), default=list)
    is_whole = models.BooleanField(_("of the whole programme"), default=False)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-publication", "email"]
        constraints = [
            models.UniqueConstraint(
                name="notice_once_per_version_and_address", fields=["publication", "email"]
            ),
            models.CheckConstraint(
                name="notice_address_is_lower_case", condition=models.Q(email=Lower("email"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id}: {self.pk}"
