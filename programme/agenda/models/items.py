"""The items of a meeting's agenda."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intersessional.localised import localised
from intersessional.text import validate_one_line, validate_text
from registration.meetings.models import Committee, Meeting

from .base import TITLE_LENGTH, Part

SUMMARY_LENGTH = 2000


class Item(Part):
    """An item. When it is dealt with, its segments say."""

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="items"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title_en = models.CharField(
        _("title (English)"), max_length=TITLE_LENGTH, validators=[validate_one_line]
    )
    title_fr = models.CharField(
        _("title (French)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    title_es = models.CharField(
        _("title (Spanish)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    summary_en = models.TextField(
        _("in a few words (English)"),
        max_length=SUMMARY_LENGTH,
        blank=True,
        validators=[validate_text],
    )
    summary_fr = models.TextField(
        _("in a few words (French)"),
        max_length=SUMMARY_LENGTH,
        blank=True,
        validators=[validate_text],
    )
    summary_es = models.TextField(
        _("in a few words (Spanish)"),
        max_length=SUMMARY_LENGTH,
        blank=True,
        validators=[validate_text],
    )
    committee = models.ForeignKey(
        Committee,
        verbose_name=_("Committee"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Without one, the President leads the item."),
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("items of the agenda")
        ordering = ["meeting", "number"]
        constraints = [
            # At the end of the transaction, so that two items can change places.
            models.UniqueConstraint(
                name="item_number_once_per_meeting",
                fields=["meeting", "number"],
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("There is an item with this number already."),
            ),
            models.CheckConstraint(
                name="item_number_begins_at_one",
                condition=Q(number__gte=1),
                violation_error_message=_("Numbers begin at 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return localised(self, "title")
