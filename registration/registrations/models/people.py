"""People, across meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .lengths import NAME_LENGTH


class Person(models.Model):
    """One human across meetings. E-mail is not unique: missions share mailboxes."""

    given_names = models.CharField(_("given name(s)"), max_length=NAME_LENGTH)
    family_name = models.CharField(_("family name"), max_length=NAME_LENGTH)
    email = models.EmailField(_("e-mail address"))

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return f"{self.given_names} {self.family_name}"
