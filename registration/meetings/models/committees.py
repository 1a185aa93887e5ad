"""The Committees that serve between meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from intersessional.localised import localised


class Committee(models.Model):
    """A body of States Parties that serves between the meetings. Its members lie in `delegations`."""

    slug = models.SlugField(_("key"), unique=True)
    name_en = models.CharField(_("name (English)"), max_length=200)
    name_fr = models.CharField(_("name (French)"), max_length=200, blank=True)
    name_es = models.CharField(_("name (Spanish)"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("Committee")
        verbose_name_plural = _("Committees")
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.name_en

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return localised(self, "name")
