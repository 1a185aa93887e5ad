"""Notes verbales and letters: what a mission or an organisation says officially of its delegation."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from intersessional.text import validate_one_line

from .delegations import Delegation


class Note(models.Model):
    """A note verbale (of a State) or a letter (of an organisation) that names the delegation.

    The latest one received holds; earlier ones stay as a record.
    """

    delegation = models.ForeignKey(
        Delegation, verbose_name=_("delegation"), on_delete=models.PROTECT, related_name="notes"
    )
    reference = models.CharField(
        _("reference"), max_length=100, blank=True, validators=[validate_one_line]
    )
    dated_on = models.DateField(_("date of the note"))
    names = ArrayField(
        models.CharField(max_length=250, validators=[validate_one_line]),
        verbose_name=_("names in it"),
        default=list,
        blank=True,
        help_text=_("As written in the note, one person a line."),
    )
    file = models.FileField(_("file"), max_length=100, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    content_type = models.CharField(_("kind of file"), max_length=100, blank=True)
    size_bytes = models.PositiveIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    received_at = models.DateTimeField(_("received at"))
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("note verbale or letter")
        verbose_name_plural = _("notes verbales and letters")
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return self.reference or f"{self.dated_on:%Y-%m-%d}"
