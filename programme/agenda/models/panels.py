"""Panels: who moderates, and who sits on them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from intersessional.localised import localised
from intersessional.text import validate_one_line

from .base import TITLE_LENGTH, Part
from .people import Contributor
from .sessions import Segment


class Panel(Part):
    """A panel discussion in a segment, and so of that segment's item and at its time."""

    segment = models.OneToOneField(
        Segment, verbose_name=_("segment"), on_delete=models.CASCADE, related_name="panel"
    )
    title_en = models.CharField(
        _("title (English)"), max_length=TITLE_LENGTH, validators=[validate_one_line]
    )
    title_fr = models.CharField(
        _("title (French)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    title_es = models.CharField(
        _("title (Spanish)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    moderator = models.ForeignKey(
        Contributor,
        verbose_name=_("moderator"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="panels_moderated",
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("panel")
        verbose_name_plural = _("panels")
        ordering = ["segment"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return localised(self, "title")


class Panellist(models.Model):
    """Somebody's seat on a panel, and what they speak about."""

    panel = models.ForeignKey(
        Panel, verbose_name=_("panel"), on_delete=models.CASCADE, related_name="panellists"
    )
    contributor = models.ForeignKey(
        Contributor, verbose_name=_("person"), on_delete=models.PROTECT, related_name="seats"
    )
    position = models.PositiveSmallIntegerField(_("place in order"))
    topic_en = models.CharField(
        _("topic (English)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    topic_fr = models.CharField(
        _("topic (French)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )
    topic_es = models.CharField(
        _("topic (Spanish)"), max_length=TITLE_LENGTH, blank=True, validators=[validate_one_line]
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("panellist")
        verbose_name_plural = _("panellists")
        ordering = ["panel", "position"]
        constraints = [
            models.UniqueConstraint(
                name="panellist_once_on_a_panel",
                fields=["panel", "contributor"],
                violation_error_message=_("This person sits on the panel already."),
            ),
            models.UniqueConstraint(
                name="panellist_has_a_place",
                fields=["panel", "position"],
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another panellist has this place."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.contributor)
