"""Who may ask for the floor beside the focal points of a delegation."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from intersessional.accounts.models import User
from registration.registrations.models import Registration


class FloorRightQuerySet(models.QuerySet["FloorRight"]):
    """Words for sets of rights."""

    def of(self, user: User | AnonymousUser) -> "FloorRightQuerySet":
        """Those of the person who proved an address, as long as the registration counts."""
        mine = Registration.objects.visible_to(user).active()
        return self.filter(registration__in=mine.values("pk"))


class FloorRight(models.Model):
    """A delegate may ask for the floor for the delegation: a focal point has said so."""

    registration = models.OneToOneField(
        Registration,
        verbose_name=_("registration"),
        on_delete=models.CASCADE,
        related_name="floor_right",
    )
    given_at = models.DateTimeField(_("given at"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects: ClassVar = FloorRightQuerySet.as_manager()

    class Meta:
        verbose_name = _("right to ask for the floor")
        verbose_name_plural = _("rights to ask for the floor")

    def __str__(self) -> str:
        return str(self.registration)
